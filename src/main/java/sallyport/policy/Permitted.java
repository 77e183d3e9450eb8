package sallyport.policy;

import java.util.Optional;
import sallyport.request.AfterReview;
import sallyport.request.Quorum;

/**
 * A command or a capability somebody may ask for.
 *
 * @param usage the command with its parameters, such as {@code uname [-a|-r]}, or the word of the capability
 * @param rule the ids of the grants, in alphabetical order, separated by commas
 * @param quorum who must agree; none if nobody has to
 * @param review the review it owes afterwards, if it breaks the glass
 * @param fanOut on how many tasks one request may run, at least 1
 */
public record Permitted(
        String usage, String summary, String rule, Quorum quorum, Optional<AfterReview> review, int fanOut) {
    static Permitted of(Capability capability, String rule, Quorum quorum) {
        var summary = capability.summary() + (capability.toCome().isPresent() ? "; nothing asks for it yet" : "");
        return new Permitted(capability.word(), summary, rule, quorum, Optional.empty(), 1);
    }
}
