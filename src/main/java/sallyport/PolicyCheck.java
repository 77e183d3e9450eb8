package sallyport;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyProblem;
import sallyport.policy.PolicyReading;
import sallyport.request.EditDistance;

/** Reads a policy file and holds it against the configuration. What stops the start does not come into force later. */
final class PolicyCheck {
    /** Whether a text can come into force. */
    sealed interface Answer {
        record Good(Policy policy) implements Answer {}

        /** @param problems what is wrong, one line each; at least one */
        record Refused(List<String> problems) implements Answer {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** What stands in a file at one moment; equal if nothing changed. */
    sealed interface Content {
        record Text(String text) implements Content {}

        record Unreadable(String why) implements Content {}
    }

    private PolicyCheck() {}

    static Content look(Path file) {
        try {
            return new Content.Text(Files.readString(file));
        } catch (NoSuchFileException _) {
            return new Content.Unreadable("the file does not exist");
        } catch (AccessDeniedException _) {
            return new Content.Unreadable("the file may not be read");
        } catch (CharacterCodingException _) {
            return new Content.Unreadable("the file is not UTF-8 text");
        } catch (IOException e) {
            return new Content.Unreadable(
                    Files.isDirectory(file) ? "it is a directory" : "the file cannot be read (" + e.getMessage() + ")");
        }
    }

    /** @param defined the groups of the configuration: one that nobody can be in makes requests that nobody can ask */
    static Answer of(Content content, Path file, Groups defined) {
        return switch (content) {
            case Content.Unreadable(var why) -> new Answer.Refused(List.of(why));
            case Content.Text(var text) ->
                switch (Policy.read(text, file.toString())) {
                    case PolicyReading.Broken broken ->
                        new Answer.Refused(broken.problems().stream()
                                .map(PolicyProblem::toString)
                                .toList());
                    case PolicyReading.Read(var policy) -> of(policy, undefinedGroups(policy, defined));
                };
        };
    }

    private static Answer of(Policy policy, List<String> problems) {
        return problems.isEmpty() ? new Answer.Good(policy) : new Answer.Refused(problems);
    }

    private static List<String> undefinedGroups(Policy policy, Groups defined) {
        return policy.groups().stream()
                .filter(group -> !defined.names().contains(group))
                .sorted()
                .map(group -> "group `" + group + "` is not defined in people.groups of the configuration"
                        + defined.names().stream()
                                .min(Comparator.<String>comparingInt(name -> EditDistance.between(group, name))
                                        .thenComparing(Comparator.naturalOrder()))
                                .map(nearest -> "; the nearest that is: `" + nearest + "`")
                                .orElse("; none is"))
                .toList();
    }
}
