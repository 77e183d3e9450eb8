package sallyport.request;

import java.util.List;
import java.util.Optional;

/**
 * What else holds for a request besides who agrees and how long it may take.
 *
 * @param ticket the ticket it is done for, if the requester named one
 * @param binding what of the place the approval is bound to
 * @param outputLimit bytes the command may print; the session is ended at the first one beyond
 * @param review the review it owes afterwards, if it broke the glass
 * @param confirmation whether a press on the card's button is enough to agree
 * @param escalation who may stand in after a while, if anybody
 * @param audience who sees what it prints
 * @param concurrency how many runs of its rules may run at once on its target; by the rules' ids in alphabetical order
 * @param fanOut what it has to do with requests for other tasks, if it was asked for all tasks of a service
 * @param reported what report-only rules would have changed, to complete "it …"; they decide nothing
 */
public record Conditions(
        Optional<String> ticket,
        Binding binding,
        long outputLimit,
        Optional<AfterReview> review,
        Confirmation confirmation,
        Optional<Escalation> escalation,
        Audience audience,
        List<Concurrency> concurrency,
        Optional<FanOut> fanOut,
        Optional<String> reported) {
    public Conditions {
        concurrency = List.copyOf(concurrency);
    }

    /** Reviewed by those asked first, and where no report-only rule would have changed anything. */
    public Conditions(Optional<String> ticket, Binding binding, long outputLimit, Optional<AfterReview> review) {
        this(
                ticket,
                binding,
                outputLimit,
                review,
                Confirmation.REVIEW,
                Optional.empty(),
                Audience.THREAD,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Bytes a command may print where its rule says nothing. */
    public static final long USUAL_OUTPUT_LIMIT = 64L << 20;

    /** What holds where a rule says nothing. */
    public static final Conditions USUAL =
            new Conditions(Optional.empty(), Binding.REVISION, USUAL_OUTPUT_LIMIT, Optional.empty());
}
