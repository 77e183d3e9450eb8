package sallyport.policy;

/** One argument of a command's template. */
sealed interface Argument {
    /** Whether a typed argument fits. */
    sealed interface Fit {
        /**
         * It does.
         *
         * @param rendered what runs in its place, equal to what was typed
         */
        record Fits(String rendered) implements Fit {}

        /**
         * It does not.
         *
         * @param why completes "argument 2: "
         */
        record Differs(String why) implements Fit {}
    }

    Fit fit(String typed);

    boolean isOptional();

    /** How many characters a pattern would have to look at to say whether a typed argument fits. */
    default int effort(String typed) {
        return 0;
    }

    /** How the usage line shows it. */
    String usage();

    /** Always the same. */
    record Literal(String text) implements Argument {
        @Override
        public Fit fit(String typed) {
            return typed.equals(text) ? new Fit.Fits(text) : new Fit.Differs("`" + typed + "` is not " + text);
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
        public Fit fit(String typed) {
            if (!typed.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                return new Fit.Differs("`" + typed + "` holds a character that is not printable ASCII");
            }
            if (!isFramed(typed)) {
                return new Fit.Differs("`" + typed + "` is not of the form " + before + "…" + after);
            }
            var value = typed.substring(before.length(), typed.length() - after.length());
            return parameter
                    .read(value)
                    .map(read -> before + read + after)
                    .filter(typed::equals)
                    .<Fit>map(Fit.Fits::new)
                    .orElseGet(() -> new Fit.Differs("`" + value + "` is not " + parameter.description()));
        }

        private boolean isFramed(String typed) {
            return typed.length() >= before.length() + after.length()
                    && typed.startsWith(before)
                    && typed.endsWith(after);
        }

        @Override
        public int effort(String typed) {
            return parameter instanceof Parameter.Matching && isFramed(typed) ? typed.length() : 0;
        }

        @Override
        public String usage() {
            var shown = before + "{" + parameter.usage() + "}" + after;
            return isOptional ? "[" + shown + "]" : shown;
        }
    }
}
