package sallyport.policy;

import java.util.Optional;

/** One argument of a command's template. */
sealed interface Argument {
    /** What runs in place of a typed argument that fits, equal to what was typed; empty if it does not fit. */
    Optional<String> rendered(String typed);

    /** Why a typed argument does not fit, to complete "argument 2: "; asked only where it does not. */
    String difference(String typed);

    boolean isOptional();

    /** How many steps a pattern may take to say whether a typed argument fits. */
    default long effort(String typed) {
        return 0;
    }

    /** How the usage line shows it. */
    String usage();

    /** Always the same. */
    record Literal(String text) implements Argument {
        @Override
        public Optional<String> rendered(String typed) {
            return typed.equals(text) ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String difference(String typed) {
            return "`" + typed + "` is not " + text;
        }

        @Override
        public boolean isOptional() {
            return false;
        }

        @Override
        public String usage() {
            return text;
        }
    }

    /**
     * A value with fixed text around it. Left out, an optional one takes the whole argument with it.
     *
     * @param before fixed text, may be empty
     * @param after fixed text, may be empty
     */
    record Filled(String before, Parameter parameter, String after, boolean isOptional) implements Argument {
        @Override
        public Optional<String> rendered(String typed) {
            return isFramed(typed) && CommandReader.isPrintable(typed)
                    ? parameter
                            .read(value(typed))
                            .map(read -> before + read + after)
                            .filter(typed::equals)
                    : Optional.empty();
        }

        @Override
        public String difference(String typed) {
            if (!CommandReader.isPrintable(typed)) {
                return "`" + typed + "` holds a character that is not printable ASCII";
            }
            return isFramed(typed)
                    ? "`" + value(typed) + "` is not " + parameter.description()
                    : "`" + typed + "` is not of the form " + before + "…" + after;
        }

        private String value(String typed) {
            return typed.substring(before.length(), typed.length() - after.length());
        }

        private boolean isFramed(String typed) {
            return typed.length() >= before.length() + after.length()
                    && typed.startsWith(before)
                    && typed.endsWith(after);
        }

        @Override
        public long effort(String typed) {
            return parameter instanceof Parameter.Matching matching && isFramed(typed)
                    ? matching.effort(value(typed))
                    : 0;
        }

        @Override
        public String usage() {
            var shown = before + "{" + parameter.usage() + "}" + after;
            return isOptional ? "[" + shown + "]" : shown;
        }
    }
}
