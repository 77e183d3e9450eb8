package sallyport.slack;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.approval.Approvals;
import sallyport.approval.Submitted;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.RequestId;

/**
 * What the buttons of a card do, the one under a refusal, those of the question about logs, and the one of a follow. A
 * card's button counts only on the card that the ledger remembers: anybody with the bot's token can post a message that
 * looks like one.
 */
final class Clicks {
    private static final Logger LOG = LoggerFactory.getLogger(Clicks.class);

    private final SlackApi slack;
    private final SlackHooks hooks;
    private final Ledger ledger;
    private final Approvals approvals;
    private final ReviewDesk desk;
    private final ProposalDesk proposals;
    private final Reads reads;
    private final Dispatch dispatch;

    Clicks(
            SlackApi slack,
            SlackHooks hooks,
            Ledger ledger,
            Approvals approvals,
            ReviewDesk desk,
            ProposalDesk proposals,
            Reads reads,
            Dispatch dispatch) {
        this.slack = slack;
        this.hooks = hooks;
        this.ledger = ledger;
        this.approvals = approvals;
        this.desk = desk;
        this.proposals = proposals;
        this.reads = reads;
        this.dispatch = dispatch;
    }

    /**
     * Does what the button says, and tells its presser when it did not. Blocks; not for the path to the
     * acknowledgement.
     */
    void handle(Click click) {
        if (click.actionId().equals(ProposalMessage.ACTION)) {
            whisper(click, proposals.take(click));
        } else if (LogsQuestion.isAnswer(click.actionId())) {
            dispatch.answered(click).ifPresent(answer -> whisper(click, answer));
        } else if (Reads.isStop(click.actionId())) {
            reads.stop(click).ifPresent(sentence -> whisper(click, BlockKit.sentence(":x: " + sentence)));
        } else {
            refusal(click).ifPresent(sentence -> whisper(click, BlockKit.sentence(":x: " + sentence)));
        }
    }

    private Optional<String> refusal(Click click) {
        var action = CardAction.of(click.actionId());
        if (action.isEmpty() || !RequestId.isValid(click.value())) {
            LOG.atWarn().addKeyValue("action", Printable.line(click.actionId())).log("click.unknown");
            return Optional.of(Refusals.NOT_THE_CARD);
        }
        var id = new RequestId(click.value());
        try {
            if (!isItsCard(id, click.message())) {
                LOG.atWarn().addKeyValue("request", id).log("click.foreign-message");
                return Optional.of(Refusals.NOT_THE_CARD);
            }
        } catch (LedgerUnavailable e) {
            return Optional.of("My records cannot be read just now. Nothing was done. Try again in a minute.");
        }
        return act(action.get(), id, click);
    }

    private boolean isItsCard(RequestId id, MessageRef message) {
        return ledger.find(id).flatMap(entry -> entry.card()).equals(Optional.of(message));
    }

    private Optional<String> act(CardAction action, RequestId id, Click click) {
        return switch (action) {
            case APPROVE -> desk.openApproval(id, click.person(), click.triggerId());
            case APPROVE_AT_ONCE -> desk.approveAtOnce(id, click.person());
            case DENY -> desk.openDenial(id, click.person(), click.triggerId());
            case DENY_ALL -> desk.openDenialOfAll(id, click.person(), click.triggerId());
            case TAKE_BACK, STOP ->
                desk.stop(id, click.person(), click.message().channel());
            case TAKE_BACK_ALL, STOP_ALL ->
                desk.stopAll(id, click.person(), click.message().channel());
            case WITHOUT_EXIT_CODE -> withoutExitCode(id, click.person());
        };
    }

    private Optional<String> withoutExitCode(RequestId id, Person person) {
        var submitted = approvals.submitWithoutExitCode(id, person);
        ReportOnlyLog.note(submitted, person, id.value());
        return switch (submitted) {
            case Submitted.Repeated(var earlier) ->
                Optional.of("This was asked already without exit code, as request `" + earlier
                        + "`. Nothing new was asked.");
            case Submitted other -> SubmissionAnswers.sentence(other);
        };
    }

    private void whisper(Click click, SlackMessage message) {
        boolean told = !click.responseUrl().isEmpty() && hooks.whisper(click.responseUrl(), message);
        if (!told) {
            slack.whisper(click.message().channel(), click.person(), message);
        }
    }
}
