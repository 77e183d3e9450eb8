package sallyport.policy;

/** One difference between two policies. */
public sealed interface PolicyChange {
    /** One line for people, beginning with {@code +}, {@code -} or {@code ~}. */
    String line();

    /** Which way terms moved. */
    enum Direction {
        STRICTER,
        LOOSER,
        /** Stricter in one part and looser in another, or under other circumstances. */
        OTHER
    }

    /**
     * Something is granted that was not.
     *
     * @param terms circumstances and terms in words, with a blank before them
     */
    record Gained(Permission permission, String terms) implements PolicyChange {
        @Override
        public String line() {
            return "+ " + permission + terms;
        }
    }

    /** Something is granted no longer. */
    record Lost(Permission permission, String terms) implements PolicyChange {
        @Override
        public String line() {
            return "- " + permission + terms;
        }
    }

    /**
     * The same is granted on other terms.
     *
     * @param change what is now and was before, in words
     */
    record Moved(Permission permission, String change, Direction direction) implements PolicyChange {
        @Override
        public String line() {
            var hint = switch (direction) {
                case STRICTER -> " (stricter)";
                case LOOSER -> " (looser)";
                case OTHER -> "";
            };
            return "~ " + permission + ": " + change + hint;
        }
    }

    /** Something is forbidden that was not. */
    record Forbidden(String sentence) implements PolicyChange {
        @Override
        public String line() {
            return "+ deny: " + sentence;
        }
    }

    /** Something is forbidden no longer. */
    record NotForbidden(String sentence) implements PolicyChange {
        @Override
        public String line() {
            return "- deny: " + sentence;
        }
    }

    /**
     * Something is reported from now on if it happens, and neither granted nor forbidden by that.
     *
     * @param before whether the same was enforced
     */
    record Reporting(String sentence, boolean before) implements PolicyChange {
        @Override
        public String line() {
            return "+ report-only: " + sentence + (before ? " (enforced before)" : "");
        }
    }

    /**
     * Something is no longer only reported.
     *
     * @param now whether the same is enforced
     */
    record NotReporting(String sentence, boolean now) implements PolicyChange {
        @Override
        public String line() {
            return "- report-only: " + sentence + (now ? " (enforced now)" : "");
        }
    }

    /**
     * A name that both policies grant stands for something else now.
     *
     * @param change what is now and was before, in words
     */
    record Redefined(String command, String change) implements PolicyChange {
        @Override
        public String line() {
            return "~ command " + command + ": " + change;
        }
    }
}
