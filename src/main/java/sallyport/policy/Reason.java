package sallyport.policy;

/**
 * Why one rule did not allow something, or forbade it.
 *
 * @param rule the rule's id
 * @param kind what a program can act on
 * @param sentence for people, without the rule's name, such as {@code argument 2: `-x` is not one of -a, -r}
 */
public record Reason(String rule, Kind kind, String sentence) {
    /** What stood in the way. */
    public enum Kind {
        /** A deny rule forbids it. */
        FORBIDDEN,
        TARGET,
        CONTAINER,
        PERSON,
        CHANNEL,
        /** The rule does not hold at this time. */
        TIME,
        /** An argument differs from the command the rule grants. */
        ARGUMENT,
        /** The rule grants other things to look at. */
        CAPABILITY
    }

    @Override
    public String toString() {
        return "rule " + rule + ": " + sentence;
    }
}
