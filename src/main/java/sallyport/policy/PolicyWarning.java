package sallyport.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something that the language allows and that its author probably did not mean.
 *
 * @param line from 1
 * @param column in code points from 1
 * @param sentence what it is about and what to do, for people
 */
public record PolicyWarning(int line, int column, Kind kind, String sentence) {
    /** What is wrong. The words are stable: policies and scripts name them. */
    public enum Kind {
        CAN_RUN_PROGRAMS("can-run-programs", true),
        CAN_WRITE_FILES("can-write-files", true),
        CAN_READ_FILES("can-read-files", true),
        RELATIVE_PROGRAM("relative-program", true),
        CHANGES_EVERY_TARGET("changes-every-target", true),
        UNUSED_COMMAND("unused-command", true),
        CAPABILITY_TO_COME("capability-to-come", false),
        SHADOWED_GRANT("shadowed-grant", false),
        REPEATED_GRANT("repeated-grant", false),
        UNDEFINED_GROUP("undefined-group", false),
        GROUP_OF_ONE("group-of-one", false),
        QUORUM_TOO_LARGE("quorum-too-large", false),
        NO_SUCH_TARGET("no-such-target", false);

        /** Those that a command can accept, by their words. */
        static final Map<String, Kind> ACCEPTABLE = Arrays.stream(values())
                .filter(kind -> kind.acceptable)
                .collect(Collectors.toUnmodifiableMap(Kind::word, Function.identity()));

        private final String word;
        private final boolean acceptable;

        Kind(String word, boolean acceptable) {
            this.word = word;
            this.acceptable = acceptable;
        }

        /** The word in the policy file and in answers. */
        public String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + kind.word() + ": " + sentence;
    }
}
