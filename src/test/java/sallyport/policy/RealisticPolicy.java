package sallyport.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.request.Alias;
import sallyport.request.Argv;

/**
 * A policy as a team would write it, with the lines that the team types, told in comments at its top. Whoever asks is
 * in every group that it names.
 *
 * @param lines what its people type, each of which it allows
 */
record RealisticPolicy(String name, Policy policy, Alias alias, List<String> lines) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "policy", "realistic");

    static List<RealisticPolicy> all() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().map(RealisticPolicy::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RealisticPolicy read(Path file) {
        try {
            var text = Files.readString(file);
            var target = told(text, "# on: ").findFirst().orElseThrow();
            return new RealisticPolicy(
                    file.getFileName().toString(),
                    PolicyFixture.policy(text),
                    PolicyFixture.alias(target, "prod", target),
                    told(text, "# runs: ").toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> told(String text, String word) {
        return text.lines().filter(line -> line.startsWith(word)).map(line -> line.substring(word.length()));
    }

    /** What becomes of a typed line: it is read, and if it is a command, decided. Empty if it is none. */
    Optional<Decision> type(String line) {
        return Attempt.typed(line).map(this::decide);
    }

    Decision decide(Argv argv) {
        return policy.decide(new CommandAsk(
                PolicyFixture.ADA,
                policy.groups(),
                PolicyFixture.OPS,
                alias,
                Optional.empty(),
                argv,
                PolicyFixture.NOON));
    }

    boolean allows(List<String> words) {
        return Attempt.argv(words)
                .filter(argv -> decide(argv) instanceof Decision.Allowed)
                .isPresent();
    }

    @Override
    public String toString() {
        return name;
    }
}
