package sallyport.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sallyport.parse.AgentSplit;
import sallyport.parse.Parsed;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.request.Argv;

/**
 * A way in which somebody may try to get around an allow-list.
 *
 * @param family the programs it is about, or the way the line is written
 * @param would what it would do if it passed: {@code spawn}, {@code write} or {@code read}
 * @param line what is typed
 * @param words what the agent would make of the line, had it been let through
 * @param typed what the line asks for; empty if it is refused before any policy sees it
 */
record Attempt(String family, String would, String line, List<String> words, Optional<Argv> typed) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "policy");
    private static final Pattern CODE_POINT = Pattern.compile("\\\\u\\{([0-9A-F]{2,5})}");

    /** Every row of every table {@code bypass-*.tsv}. */
    static List<Attempt> all() {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".tsv"))
                    .sorted()
                    .flatMap(Attempt::rows)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Attempt> rows(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1).map(Attempt::row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attempt row(String row) {
        var cells = row.split("\t", -1);
        var line = CODE_POINT
                .matcher(cells[2])
                .replaceAll(found ->
                        Character.toString(Integer.parseInt(found.group(1), 16)).replace("\\", "\\\\"));
        return new Attempt(cells[0], cells[1], line, AgentSplit.words(line), typed(line));
    }

    /** What somebody asks for who types a line behind a target. */
    static Optional<Argv> typed(String line) {
        var parsed = SlashCommandParser.parse("exec web -- " + line);
        return parsed instanceof Parsed.Ok ok && ok.command() instanceof SlashCommand.Exec exec
                ? Optional.of(exec.argv())
                : Optional.empty();
    }

    /** Words as a command, if they can be one at all. */
    static Optional<Argv> argv(List<String> words) {
        try {
            return Optional.of(new Argv(words));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The program's name without its directory; empty if there is no program. */
    static String program(List<String> words) {
        return words.isEmpty()
                ? ""
                : words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return family + ", would " + would + ": " + line;
    }
}
