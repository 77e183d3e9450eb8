package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Optional;
import sallyport.approval.Approvals;
import sallyport.approval.Reviewed;
import sallyport.audit.LedgerEntry;
import sallyport.parse.SlashCommand;
import sallyport.request.ChannelId;
import sallyport.request.Extension;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.Request;

/** Lets runs go on for longer, and says so in the thread; the card shows the new end whatever becomes of that. */
final class ExtensionDesk {
    static final String NOT_EXTENDED =
            "You may not extend this run: only those may whom the policy grants `extend` on its target, and having asked"
                    + " for it is not enough. Nothing was changed.";

    private final SlackApi slack;
    private final Approvals approvals;

    ExtensionDesk(SlackApi slack, Approvals approvals) {
        this.slack = slack;
        this.approvals = approvals;
    }

    /** @return what to tell the person, if the thread was not told */
    Optional<String> extend(SlashCommand.Extend asked, Person person, ChannelId channel) {
        return switch (approvals.extend(asked.request(), person, channel, asked.by(), asked.reason())) {
            case Reviewed.Accepted(var now) -> tell(now, asked.reason());
            case Reviewed.Refused(var entry, var why) -> Optional.of(refused(entry, why));
            case Reviewed other -> Refusals.of(other);
        };
    }

    private Optional<String> tell(LedgerEntry now, Optional<String> reason) {
        boolean told = now.card()
                .map(card -> slack.reply(card, message(now, reason)) instanceof Called.Ok<?>)
                .orElse(false);
        return told ? Optional.empty() : Optional.of("It is extended, but I could not tell the thread.");
    }

    private static SlackMessage message(LedgerEntry now, Optional<String> reason) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("extension", sentence(now)));
        reason.ifPresent(words -> blocks.add(BlockKit.quote("reason", words)));
        return new SlackMessage("A run was extended", blocks);
    }

    /** Where it is over by now, what it was extended to is in the audit trail. */
    private static String sentence(LedgerEntry now) {
        return now.phase() instanceof Phase.Running running
                ? running.extension()
                        .map(extension -> sentence(now.request(), running, extension))
                        .orElse(":hourglass: It was extended.")
                : ":hourglass: It was extended.";
    }

    private static String sentence(Request request, Phase.Running running, Extension extension) {
        var sentence = ":hourglass: " + BlockKit.mention(extension.by()) + " extended this run: it may go on until "
                + BlockKit.moment(extension.until()) + ".";
        return isLongest(request, running) ? sentence + " That is " + longest(request) + "." : sentence;
    }

    private static boolean isLongest(Request request, Phase.Running running) {
        return running.endsBy(request).equals(running.since().plus(Extension.longest(request)));
    }

    private static String longest(Request request) {
        return "the longest there is: twice its rule's deadline of " + Words.duration(request.deadline());
    }

    private static String refused(LedgerEntry entry, Refusal why) {
        return switch (why) {
            case NOT_ELIGIBLE -> NOT_EXTENDED;
            case NOT_RUNNING -> "It does not run yet, so its time has not begun. Nothing was changed.";
            case FROZEN ->
                "All starts are frozen, and as long as they are no run is extended. Nothing was changed; it is ended when"
                        + " its time is up.";
            case AT_BOUND ->
                "Its time is " + longest(entry.request())
                        + ". Nothing was changed; ask for what is left when it has ended.";
            case NOTHING_TO_DO ->
                entry.phase() instanceof Phase.Running running && running.timeIsUp()
                        ? "Its time is up, and it is being ended. Nothing was changed."
                        : "It is being stopped already. Nothing was changed.";
            default -> Refusals.of(entry, why);
        };
    }
}
