package sallyport.slack;

import com.slack.api.model.view.View;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.Reviewed;
import sallyport.approval.Standing;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.ChannelId;
import sallyport.request.Confirmation;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.RequestId;
import tools.jackson.databind.JsonNode;

/**
 * Where people review: opens the modals, rendered from the ledger at that moment, and takes what is submitted. Every
 * answer is a sentence for the person, or empty when it went through and the card shows it.
 */
final class ReviewDesk {
    private final SlackApi slack;
    private final Ledger ledger;
    private final Approvals approvals;
    private final Directory directory;

    ReviewDesk(SlackApi slack, Ledger ledger, Approvals approvals, Directory directory) {
        this.slack = slack;
        this.ledger = ledger;
        this.approvals = approvals;
        this.directory = directory;
    }

    /** Shows all that an approval binds to. */
    Optional<String> openApproval(RequestId id, Person person, String triggerId) {
        return withMember(id, person, (entry, groups) -> switch (entry.phase()) {
            case Phase.Pending _
            when person.equals(entry.request().requester()) -> Optional.of(Refusals.of(entry, Refusal.SELF_REVIEW));
            case Phase.Pending pending
            when Collections.disjoint(pending.reviewers(entry.request()), groups) ->
                Optional.of(Refusals.of(entry, Refusal.NOT_ELIGIBLE));
            case Phase.Pending pending ->
                open(
                        triggerId,
                        Modals.approval(
                                entry.request(), pending, pending.approvals().size()));
            case Phase.Received _ ->
                Optional.of("It is still being looked up where this would run. Try again in a few seconds.");
            case Phase.Ended _ -> Optional.of(Refusals.of(entry, Refusal.ALREADY_ENDED));
            default -> Optional.of(Refusals.of(entry, Refusal.NOT_PENDING));
        });
    }

    /** Takes an approval of what the card shows, where the request's rule asks for no review. */
    Optional<String> approveAtOnce(RequestId id, Person person) {
        return withEntry(id, entry -> switch (entry.phase()) {
            case Phase.Pending _
            when entry.request().conditions().confirmation() != Confirmation.NONE -> Optional.of(Refusals.NOT_THE_CARD);
            case Phase.Pending pending -> Refusals.of(approvals.approve(id, person, pending.digest()));
            case Phase.Ended _ -> Optional.of(Refusals.of(entry, Refusal.ALREADY_ENDED));
            default -> Optional.of(Refusals.of(entry, Refusal.NOT_PENDING));
        });
    }

    /** Asks why not. */
    Optional<String> openDenial(RequestId id, Person person, String triggerId) {
        return withMember(id, person, (entry, groups) -> switch (entry.phase()) {
            case Phase.Ended _ -> Optional.of(Refusals.of(entry, Refusal.ALREADY_ENDED));
            case Phase.Pending _, Phase.Approved _
            when person.equals(entry.request().requester()) -> Optional.of(Refusals.of(entry, Refusal.SELF_REVIEW));
            case Phase.Pending _, Phase.Approved _
            when Collections.disjoint(entry.request().objectors(), groups) ->
                Optional.of(Refusals.of(entry, Refusal.NOT_ELIGIBLE));
            case Phase.Pending _, Phase.Approved _ -> open(triggerId, Modals.denial(entry.request()));
            default -> Optional.of(Refusals.of(entry, Refusal.NOT_PENDING));
        });
    }

    /** @param channel where it is asked to stop */
    Optional<String> stop(RequestId id, Person person, ChannelId channel) {
        return switch (approvals.stop(id, person, channel)) {
            case Reviewed.Refused(var _, Refusal why)
            when why == Refusal.NOT_ELIGIBLE -> Optional.of(Refusals.NOT_STOPPED);
            case Reviewed other -> Refusals.of(other);
        };
    }

    /**
     * Takes an approval.
     *
     * @param metadata the modal's private metadata
     * @param blocks the modal's blocks, as they came back
     */
    Optional<String> approve(Person person, String metadata, JsonNode blocks) {
        var ticket = ReviewTicket.read(metadata);
        if (ticket.isEmpty()) {
            return Optional.of(Refusals.CHANGED);
        }
        return withEntry(ticket.get().id(), entry -> {
            if (entry.phase() instanceof Phase.Pending pending && !shows(entry, pending, ticket.get(), blocks)) {
                return Optional.of(Refusals.CHANGED);
            }
            return Refusals.of(
                    approvals.approve(ticket.get().id(), person, ticket.get().digest()));
        });
    }

    Optional<String> deny(Person person, String metadata, String reason) {
        return Modals.denied(metadata)
                .map(id -> Refusals.of(approvals.deny(id, person, Printable.line(reason))))
                .orElseGet(() -> Optional.of(Refusals.CHANGED));
    }

    /** Whether the modal showed the request as it is stored, apart from approvals that came in meanwhile. */
    private static boolean shows(LedgerEntry entry, Phase.Pending pending, ReviewTicket ticket, JsonNode blocks) {
        return ticket.digest().equals(pending.digest())
                && ticket.approvals() <= pending.approvals().size()
                && VisibleText.same(
                        Modals.approval(entry.request(), pending, ticket.approvals())
                                .getBlocks(),
                        blocks);
    }

    private Optional<String> open(String triggerId, View view) {
        return switch (slack.open(triggerId, view)) {
            case Called.Ok<String> _ -> Optional.empty();
            case Called.Refused<String> _, Called.RateLimited<String> _, Called.Unanswered<String> _ ->
                Optional.of("Slack did not open the review in time. Nothing was decided. Try again.");
        };
    }

    private interface Opening {
        Optional<String> of(LedgerEntry entry, Set<String> groups);
    }

    /**
     * Asks who it is before anything is shown. The trigger lives three seconds; an answer of Slack that comes too late
     * for it is remembered for the next try.
     */
    private Optional<String> withMember(RequestId id, Person person, Opening opening) {
        return withEntry(id, entry -> switch (directory.lookUp(person)) {
            case Standing.Member(var groups) -> opening.of(entry, groups);
            case Standing other -> Refusals.of(other);
        });
    }

    private interface Review {
        Optional<String> of(LedgerEntry entry);
    }

    private Optional<String> withEntry(RequestId id, Review review) {
        try {
            return ledger.find(id).map(review::of).orElseGet(() -> Optional.of(Refusals.NO_SUCH_REQUEST));
        } catch (LedgerUnavailable e) {
            return Optional.of("My records cannot be read just now (" + SlackText.encode(e.explanation())
                    + "). Nothing was decided. Try again in a minute.");
        }
    }
}
