package sallyport.slack;

import com.slack.api.model.view.View;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.Reviewed;
import sallyport.approval.Standing;
import sallyport.audit.FanOuts;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.ChannelId;
import sallyport.request.Confirmation;
import sallyport.request.Digest;
import sallyport.request.FanOut;
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
    private static final String LOOKING_UP =
            "It is still being looked up where this would run. Try again in a few seconds.";
    private final SlackApi slack;
    private final Ledger ledger;
    private final Approvals approvals;
    private final Directory directory;
    private final FanOuts fanOuts;

    /** What was submitted is not what was shown. */
    static final EachOf CHANGED = EachOf.none(Refusals.CHANGED);

    ReviewDesk(SlackApi slack, Ledger ledger, Approvals approvals, Directory directory) {
        this.slack = slack;
        this.ledger = ledger;
        this.approvals = approvals;
        this.directory = directory;
        this.fanOuts = new FanOuts(ledger);
    }

    /** Shows all that an approval binds to, for every request that was asked together and waits for people. */
    Optional<String> openApproval(RequestId id, Person person, String triggerId) {
        return withMember(id, person, (entry, groups) -> switch (entry.phase()) {
            case Phase.Pending _
            when person.equals(entry.request().requester()) -> Optional.of(Refusals.of(entry, Refusal.SELF_REVIEW));
            case Phase.Pending pending
            when Collections.disjoint(pending.reviewers(entry.request()), groups) ->
                Optional.of(Refusals.of(entry, Refusal.NOT_ELIGIBLE));
            case Phase.Pending _ -> openApproval(fanOuts.together(entry), triggerId);
            case Phase.Received _ -> Optional.of(LOOKING_UP);
            case Phase.Ended _ -> Optional.of(Refusals.of(entry, Refusal.ALREADY_ENDED));
            default -> Optional.of(Refusals.of(entry, Refusal.NOT_PENDING));
        });
    }

    private Optional<String> openApproval(List<LedgerEntry> together, String triggerId) {
        if (together.stream().anyMatch(entry -> entry.phase() instanceof Phase.Received)) {
            return Optional.of(LOOKING_UP);
        }
        var pending = together.stream()
                .filter(entry -> entry.phase() instanceof Phase.Pending)
                .toList();
        var shown = EachOf.atOnce(pending, this::story).stream()
                .flatMap(story -> UnderReview.of(story, story.approvals().size()).stream())
                .toList();
        return open(triggerId, Modals.approval(shown));
    }

    private Story story(LedgerEntry entry) {
        return Story.of(entry, ledger.events(entry.request().id())).among(fanOuts.settled(entry));
    }

    /**
     * Takes an approval of what the card shows, where the request's rule asks for no review; of those that were asked
     * together and wait for people, each by what is stored of it.
     */
    Optional<String> approveAtOnce(RequestId id, Person person) {
        return withEntry(id, entry -> switch (entry.phase()) {
            case Phase.Pending _
            when entry.request().conditions().confirmation() != Confirmation.NONE -> Optional.of(Refusals.NOT_THE_CARD);
            case Phase.Pending _ -> approveAtOnce(entry, person).sentence();
            case Phase.Ended _ -> Optional.of(Refusals.of(entry, Refusal.ALREADY_ENDED));
            default -> Optional.of(Refusals.of(entry, Refusal.NOT_PENDING));
        });
    }

    private EachOf approveAtOnce(LedgerEntry entry, Person person) {
        Map<RequestId, Digest> pending = new LinkedHashMap<>();
        for (var one : fanOuts.together(entry)) {
            if (one.phase() instanceof Phase.Pending phase) {
                pending.put(one.request().id(), phase.digest());
            }
        }
        return EachOf.of(
                List.copyOf(pending.keySet()),
                id -> Refusals.of(approvals.approve(id, person, Objects.requireNonNull(pending.get(id)))));
    }

    /** Asks why not. */
    Optional<String> openDenial(RequestId id, Person person, String triggerId) {
        return openDenial(id, person, triggerId, false);
    }

    /** Asks why none of those that were asked together. */
    Optional<String> openDenialOfAll(RequestId id, Person person, String triggerId) {
        return openDenial(id, person, triggerId, true);
    }

    private Optional<String> openDenial(RequestId id, Person person, String triggerId, boolean all) {
        return withMember(
                id,
                person,
                (entry, groups) -> objection(all ? deniable(entry) : entry, person, groups, all)
                        .or(() -> open(triggerId, Modals.denial(entry.request(), all))));
    }

    /** One of those that were asked together that can still be said no to, if there is one. */
    private LedgerEntry deniable(LedgerEntry entry) {
        return fanOuts.together(entry).stream()
                .filter(one -> one.phase() instanceof Phase.Pending || one.phase() instanceof Phase.Approved)
                .findFirst()
                .orElse(entry);
    }

    /** Why the person cannot say no; who asked can take it back instead. */
    private static Optional<String> objection(LedgerEntry entry, Person person, Set<String> groups, boolean all) {
        return switch (entry.phase()) {
            case Phase.Ended _ -> Optional.of(Refusals.of(entry, Refusal.ALREADY_ENDED));
            case Phase.Pending _, Phase.Approved _
            when person.equals(entry.request().requester()) ->
                Optional.of(all ? Refusals.TAKE_BACK_ALL_INSTEAD : Refusals.TAKE_BACK_INSTEAD);
            case Phase.Pending _, Phase.Approved _
            when Collections.disjoint(entry.request().objectors(), groups) ->
                Optional.of(Refusals.of(entry, Refusal.NOT_ELIGIBLE) + " " + Refusals.whoMayStop(all));
            case Phase.Pending _, Phase.Approved _ -> Optional.empty();
            case Phase.Received _, Phase.Starting _, Phase.Running _ ->
                Optional.of(Refusals.of(entry, Refusal.NOT_PENDING));
        };
    }

    /** @param channel where it is asked to stop */
    Optional<String> stop(RequestId id, Person person, ChannelId channel) {
        return switch (approvals.stop(id, person, channel)) {
            case Reviewed.Refused(var _, Refusal why)
            when why == Refusal.NOT_ELIGIBLE -> Optional.of(Refusals.NOT_STOPPED);
            case Reviewed other -> Refusals.of(other);
        };
    }

    /** Stops or takes back what has not ended of those that were asked together. */
    Optional<String> stopAll(RequestId id, Person person, ChannelId channel) {
        return withEntry(
                id,
                entry -> ofUnended(entry, one -> Refusals.of(approvals.stop(one, person, channel)))
                        .sentence());
    }

    /** Does it to those that have not ended, and to this one if all have. */
    private EachOf ofUnended(LedgerEntry entry, Function<RequestId, Optional<String>> act) {
        var unended = fanOuts.together(entry).stream()
                .filter(one -> !(one.phase() instanceof Phase.Ended))
                .map(one -> one.request().id())
                .toList();
        return EachOf.of(unended.isEmpty() ? List.of(entry.request().id()) : unended, act);
    }

    /**
     * Takes an approval.
     *
     * @param metadata the modal's private metadata
     * @param blocks the modal's blocks, as they came back
     */
    EachOf approve(Person person, String metadata, JsonNode blocks) {
        try {
            return ReviewTicket.read(metadata)
                    .filter(tickets -> shows(tickets, blocks))
                    .map(tickets -> approve(person, tickets))
                    .orElse(CHANGED);
        } catch (LedgerUnavailable e) {
            return EachOf.none(unreadable(e));
        }
    }

    private EachOf approve(Person person, List<ReviewTicket> tickets) {
        var digests = tickets.stream().collect(Collectors.toMap(ReviewTicket::id, ReviewTicket::digest));
        return EachOf.of(
                tickets.stream().map(ReviewTicket::id).toList(),
                id -> Refusals.of(approvals.approve(id, person, Objects.requireNonNull(digests.get(id)))));
    }

    EachOf deny(Person person, String metadata, String reason) {
        return Modals.denied(metadata)
                .map(denied -> deny(person, denied, Printable.line(reason)))
                .orElse(CHANGED);
    }

    private EachOf deny(Person person, Modals.Denied denied, String reason) {
        Function<RequestId, Optional<String>> no = id -> Refusals.of(approvals.deny(id, person, reason));
        try {
            var entry = denied.all() ? ledger.find(denied.id()) : Optional.<LedgerEntry>empty();
            return entry.map(one -> ofUnended(one, no)).orElseGet(() -> EachOf.of(List.of(denied.id()), no));
        } catch (LedgerUnavailable e) {
            return EachOf.none(unreadable(e));
        }
    }

    /** Whether the modal showed the requests as they are stored, apart from approvals that came in meanwhile. */
    private boolean shows(List<ReviewTicket> tickets, JsonNode blocks) {
        var stories = EachOf.atOnce(tickets, ticket -> ledger.find(ticket.id()).map(this::story)).stream()
                .flatMap(Optional::stream)
                .toList();
        if (stories.size() != tickets.size() || !belongTogether(stories)) {
            return false;
        }
        var shown = IntStream.range(0, tickets.size())
                .mapToObj(i -> shown(tickets.get(i), stories.get(i)))
                .flatMap(Optional::stream)
                .toList();
        return shown.size() == tickets.size()
                && VisibleText.same(Modals.approval(shown).getBlocks(), blocks);
    }

    /**
     * A review of several shows one command for all of them, so nothing counts that was not asked with the others, and
     * nothing twice.
     */
    private static boolean belongTogether(List<Story> stories) {
        var ids = stories.stream().map(story -> story.request().id()).distinct().toList();
        var firsts = stories.stream()
                .map(story -> story.settled().map(FanOut.Other::first))
                .distinct()
                .toList();
        return stories.size() == 1
                || (ids.size() == stories.size()
                        && firsts.size() == 1
                        && firsts.getFirst().isPresent());
    }

    private static Optional<UnderReview> shown(ReviewTicket ticket, Story story) {
        return ticket.approvals() <= story.approvals().size()
                ? UnderReview.of(story, ticket.approvals())
                        .filter(one -> one.ticket().equals(ticket))
                : Optional.empty();
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
            return Optional.of(unreadable(e));
        }
    }

    private static String unreadable(LedgerUnavailable e) {
        return "My records cannot be read just now (" + SlackText.encode(e.explanation())
                + "). Nothing was decided. Try again in a minute.";
    }
}
