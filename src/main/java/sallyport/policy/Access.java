package sallyport.policy;

import java.util.List;

/** What the policy says to looking at something. */
public sealed interface Access {
    /**
     * It may be looked at, at once.
     *
     * @param rule the ids of the matching grants, in alphabetical order, separated by commas
     */
    record Granted(String rule) implements Access {}

    /**
     * It may not.
     *
     * @param reasons the rules that forbid it, or else those that came nearest to allowing it, nearest first
     */
    record Refused(String explanation, List<Reason> reasons) implements Access {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
