package sallyport.slack;

import java.util.Optional;
import sallyport.approval.Reviewed;
import sallyport.approval.Standing;
import sallyport.audit.LedgerEntry;
import sallyport.request.Phase;
import sallyport.request.Refusal;

/** Why a click or review changed nothing, in one or two sentences: what happened, what was not done, what to try. */
final class Refusals {
    static final String NO_SUCH_REQUEST =
            "There is no such request. Nothing was done. `status` lists the open ones of yours and of this channel.";
    static final String NOT_SEEN_FROM_HERE =
            "No such request was asked by you or in this channel. Nothing was done. `status` lists the open ones.";
    static final String NOT_THE_CARD =
            "This is not the card I posted for that request, so its buttons do nothing. Use the request's own card.";
    static final String NOT_STOPPED =
            "You are not among those who may stop this: who asked for it, who may review it, admins, and those whom the"
                    + " policy grants `stop` on its target. Nothing was done.";
    static final String TAKE_BACK_INSTEAD =
            "You asked for this yourself, so you take it back instead: *Take back* on its card, or `stop ID`. Nothing was"
                    + " changed.";
    static final String TAKE_BACK_ALL_INSTEAD =
            "You asked for these yourself, so you take them back instead: *Take back all* on the first card, or `stop ID"
                    + " --all-tasks`. Nothing was changed.";
    static final String CHANGED =
            "What you were shown is not what is stored. Nothing was counted. Open the review again and read it anew.";

    private Refusals() {}

    /** What is left to those who may not say no and may stop. */
    static String whoMayStop(boolean all) {
        return "Admins, and those whom the policy grants `stop`, press *Take back" + (all ? " all" : "") + "* instead.";
    }

    /** What to tell the person who reviewed or stopped; empty when the card says it all. */
    static Optional<String> of(Reviewed reviewed) {
        return switch (reviewed) {
            case Reviewed.Accepted accepted -> afterAll(accepted.now().phase());
            case Reviewed.Refused refused -> Optional.of(of(refused.entry(), refused.why()));
            case Reviewed.Barred barred -> Optional.of(barred(barred.reason()));
            case Reviewed.NotFound _ -> Optional.of(NO_SUCH_REQUEST);
            case Reviewed.Unavailable unavailable ->
                Optional.of("I could not find out or write down enough (" + SlackText.encode(unavailable.cause())
                        + "), so nothing was counted. Try again in a minute; doing it twice does no harm.");
        };
    }

    /** What to tell somebody who may not take part at all; empty for members. */
    static Optional<String> of(Standing standing) {
        return switch (standing) {
            case Standing.Member _ -> Optional.empty();
            case Standing.Barred(var reason) -> Optional.of(barred(reason));
            case Standing.Unverifiable(var cause) ->
                Optional.of("Nothing was done, because Slack could not vouch for you (" + SlackText.encode(cause)
                        + "). Try again in a minute.");
        };
    }

    private static String barred(String reason) {
        return "Nothing was done, because " + SlackText.encode(reason) + ".";
    }

    /** A review can find that what it was about is void, which is no approval. */
    private static Optional<String> afterAll(Phase phase) {
        return phase instanceof Phase.Stale stale
                ? Optional.of("Nothing was approved: " + SlackText.encode(stale.changed())
                        + ". The request is void and did not run; it has to be asked again.")
                : Optional.empty();
    }

    static String of(LedgerEntry entry, Refusal why) {
        return switch (why) {
            case ALREADY_ENDED -> "This request has ended already. Nothing was changed; its card says how it ended.";
            case NOT_PENDING -> "This request does not wait for a review any more. Nothing was changed.";
            case NOT_APPROVED, WRONG_TOKEN -> "This request is not at that point. Nothing was changed.";
            case NOT_RUNNING -> "This request does not run. Nothing was changed.";
            case SELF_REVIEW ->
                "You asked for this, so somebody else has to review it: "
                        + Words.quorum(entry.request().quorum()) + ". Nothing was counted.";
            case NOT_ELIGIBLE ->
                "You are not among those who may do this: "
                        + Words.quorum(entry.request().quorum()) + ". Nothing was done.";
            case ALREADY_COUNTED -> "Your approval is counted already. It takes somebody else now.";
            case CHANGED -> CHANGED;
            case EXPIRED -> "This request has expired. Nothing was counted; it has to be asked again.";
            case FROZEN -> "All starts are frozen. Nothing was started; an admin can thaw them.";
            case AT_BOUND -> "It may run for the longest time already. Nothing was changed.";
            case NOTHING_TO_DO -> nothingToDo(entry.phase());
        };
    }

    private static String nothingToDo(Phase phase) {
        return switch (phase) {
            case Phase.Starting _ -> "It is being started, and will be stopped as soon as it runs.";
            case Phase.Running _ -> "It is being stopped already.";
            default -> "There was nothing to do.";
        };
    }
}
