package sallyport.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;

/** Files that a verb is given, read as text or as a policy. What cannot be read is told in one sentence. */
final class PolicySource {
    sealed interface Text {
        record Read(String text) implements Text {}

        /** There is no such file: it was asked wrongly. */
        record Missing(String sentence) implements Text {}

        record Unreadable(String sentence) implements Text {}
    }

    private PolicySource() {}

    /** @param undone ends the sentence if it cannot be read, such as {@code Nothing was checked.} */
    static Text text(Path file, String undone) {
        if (!Files.exists(file)) {
            return new Text.Missing(file + " does not exist. " + undone);
        }
        try {
            return new Text.Read(Files.readString(file));
        } catch (CharacterCodingException _) {
            return unreadable(file, "it is not UTF-8 text", undone);
        } catch (AccessDeniedException _) {
            return unreadable(file, "we may not read it", undone);
        } catch (IOException e) {
            var why = Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
            return unreadable(file, why, undone);
        }
    }

    private static Text unreadable(Path file, String why, String undone) {
        return new Text.Unreadable(file + " cannot be read: " + why + ". " + undone);
    }

    /** The text, or empty after saying why there is none. */
    static Optional<String> textOr(Path file, PrintWriter err, String undone) {
        return switch (text(file, undone)) {
            case Text.Read(var text) -> Optional.of(text);
            case Text.Missing(var sentence) -> complain(err, sentence);
            case Text.Unreadable(var sentence) -> complain(err, sentence);
        };
    }

    private static Optional<String> complain(PrintWriter err, String sentence) {
        err.println(sentence);
        return Optional.empty();
    }

    /** The policy in a file, or empty after saying everything that is wrong with it. */
    static Optional<Policy> policyOr(Path file, PrintWriter err, String undone) {
        return textOr(file, err, undone).flatMap(text -> switch (Policy.read(text, file.toString())) {
            case PolicyReading.Read(var policy) -> Optional.of(policy);
            case PolicyReading.Broken broken -> {
                complain(file, broken.problems(), err);
                err.println(undone);
                yield Optional.empty();
            }
        });
    }

    /** One line for each problem. */
    static void complain(Path file, List<?> problems, PrintWriter err) {
        problems.forEach(problem -> err.println(file + ": " + problem));
    }
}
