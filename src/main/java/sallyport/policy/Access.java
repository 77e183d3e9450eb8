package sallyport.policy;

import java.util.List;

/** What the policy says to using a capability. */
public sealed interface Access {
    /** What the report-only rules would change about it. */
    Reported reported();

    /**
     * It may be done, at once.
     *
     * @param rule the ids of the matching grants, in alphabetical order, separated by commas; {@code people.admins} for
     *     what those may without any
     */
    record Granted(String rule, Reported reported) implements Access {
        /** What no report-only rule would change. */
        Granted(String rule) {
            this(rule, Reported.NOTHING);
        }
    }

    /**
     * It may be asked for, on these terms. Where several rules match, each term is the strictest of theirs.
     *
     * @param rule the ids of the matching grants, in alphabetical order, separated by commas
     */
    record OnTerms(String rule, Terms terms, Reported reported) implements Access {}

    /**
     * It may not.
     *
     * @param reasons the rules that forbid it, or else those that came nearest to allowing it, nearest first
     */
    record Refused(String explanation, List<Reason> reasons, Reported reported) implements Access {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        /** A refusal that no report-only rule would change. */
        Refused(String explanation, List<Reason> reasons) {
            this(explanation, reasons, Reported.NOTHING);
        }
    }
}
