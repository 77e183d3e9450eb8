package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.digest;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.ChannelId;
import sallyport.request.Event;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** What every {@link Ledger} keeps to. */
public abstract class LedgerContract {
    private static final int AT_ONCE = 64;
    private static final MessageRef CARD = new MessageRef(new ChannelId("C1"), "1700000000.000100");
    private final Random random = new Random(7);
    private Ledger ledger;

    /** Opens the ledger of this test; what an earlier one of the same test stored is in it. */
    protected abstract Ledger open();

    @BeforeEach
    void openLedger() {
        ledger = open();
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    @Test
    void a_stored_request_is_found_as_it_was_given() {
        var request = request();
        var event = Chain.created(request, new Phase.Received());
        var expected = new LedgerEntry(
                request, new Phase.Received(), 0, new ChainHead(0, event.hash()), Optional.empty(), false, Pulse.NONE);
        assertThat(ledger.create(request, new Phase.Received(), event, "m1")).isEqualTo(new Applied.Written(expected));
        assertThat(ledger.find(request.id())).contains(expected);
    }

    @Test
    void nothing_is_found_under_an_id_that_was_never_given() {
        assertThat(ledger.find(request().id())).isEmpty();
        assertThat(ledger.events(request().id())).isEmpty();
    }

    @Test
    void a_mark_makes_one_request_only() {
        var first = created(NOON).request().id();
        var second = request(RequestId.random(random));
        assertThat(create(second, mark(first))).isEqualTo(new Applied.Duplicate(first));
        assertThat(ledger.find(second.id())).isEmpty();
        assertThat(ledger.events(second.id())).isEmpty();
    }

    @Test
    void an_id_drawn_twice_leaves_the_first_request_alone_and_the_mark_unspent() {
        var first = created(NOON);
        assertThat(create(request(first.request().id(), Quorum.none(), NOON), "other"))
                .isEqualTo(new Applied.Conflict(first));
        assertThat(create(request(RequestId.random(random)), "other")).isInstanceOf(Applied.Written.class);
        assertThat(ledger.find(first.request().id())).contains(first);
    }

    @Test
    void a_transition_moves_phase_version_and_chain_together() {
        var before = created(NOON);
        var event = moved(before, pending());
        var expected = new LedgerEntry(
                before.request(), pending(), 1, new ChainHead(1, event.hash()), Optional.empty(), false, Pulse.NONE);
        assertThat(ledger.apply(before, pending(), event)).isEqualTo(new Applied.Written(expected));
        assertThat(ledger.find(before.request().id())).contains(expected);
    }

    @Test
    void a_transition_decided_on_something_older_is_not_written() {
        var before = created(NOON);
        var now = apply(before, pending());
        var late = new Phase.Expired(NOON);
        assertThat(ledger.apply(before, late, moved(before, late))).isEqualTo(new Applied.Conflict(now));
        assertThat(ledger.find(before.request().id())).contains(now);
        assertThat(ledger.events(before.request().id())).hasSize(2);
    }

    @Test
    void of_many_simultaneous_claims_exactly_one_is_written() {
        var entry = created(NOON);
        var answers = atOnce(n -> () -> {
            var starting = new Phase.Starting(target(), digest(), "token-" + n, NOON, Optional.empty());
            return ledger.apply(entry, starting, moved(entry, starting));
        });
        var written = answers.stream().filter(Applied.Written.class::isInstance).toList();
        assertThat(written).hasSize(1);
        var winner = ((Applied.Written) written.getFirst()).now();
        assertThat(answers)
                .filteredOn(answer -> !written.contains(answer))
                .hasSize(AT_ONCE - 1)
                .containsOnly(new Applied.Conflict(winner));
        assertThat(ledger.find(entry.request().id())).contains(winner);
        assertThat(ledger.events(entry.request().id())).hasSize(2);
    }

    @Test
    void of_many_simultaneous_repeats_of_one_command_exactly_one_is_stored() {
        var requests = IntStream.range(0, AT_ONCE)
                .mapToObj(_ -> request(RequestId.random(random)))
                .toList();
        var answers = atOnce(n -> () -> create(requests.get(n), "the same"));
        assertThat(answers).filteredOn(Applied.Written.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Applied.Duplicate.class::isInstance).hasSize(AT_ONCE - 1);
        assertThat(ledger.latest(AT_ONCE)).hasSize(1);
    }

    @Test
    void many_writers_at_once_all_find_what_they_wrote() {
        var requests = IntStream.range(0, AT_ONCE)
                .mapToObj(_ -> request(RequestId.random(random)))
                .toList();
        var answers = atOnce(n -> () -> create(requests.get(n), "m" + n));
        assertThat(answers).hasOnlyElementsOfType(Applied.Written.class);
        assertThat(requests)
                .allSatisfy(request -> assertThat(ledger.find(request.id()))
                        .map(LedgerEntry::request)
                        .contains(request));
    }

    @Test
    void the_chain_comes_back_gapless_and_as_it_was_given() {
        var entry = created(NOON.plusNanos(123_456_789));
        var given = new ArrayList<>(List.of(Chain.created(entry.request(), entry.phase())));
        for (int n = 0; n < 12; n++) {
            var phase = new Phase.Starting(target(), digest(), "token-" + n, NOON.plusNanos(n), Optional.empty());
            given.add(moved(entry, phase));
            entry = apply(entry, phase);
        }
        assertThat(ledger.events(entry.request().id())).isEqualTo(given);
        assertThat(given)
                .extracting(AuditEvent::sequence)
                .containsExactlyElementsOf(
                        IntStream.range(0, 13).mapToObj(Long::valueOf).toList());
    }

    @Test
    void what_has_not_ended_or_not_been_shown_is_unfinished_oldest_first() {
        var young = created(NOON.plusSeconds(2));
        var old = created(NOON);
        var endedUnseen = apply(created(NOON.plusSeconds(1)), new Phase.Expired(NOON));
        var endedSeen = apply(created(NOON.minusSeconds(1)), new Phase.Expired(NOON));
        ledger.endShown(endedSeen.request().id());
        assertThat(ledger.unfinished()).containsExactly(old, endedUnseen, young);
    }

    @Test
    void requests_of_the_same_moment_keep_the_order_they_came_in() {
        var entries = IntStream.range(0, 8).mapToObj(_ -> created(NOON)).toList();
        assertThat(ledger.unfinished()).isEqualTo(entries);
        assertThat(ledger.latest(8)).isEqualTo(entries.reversed());
    }

    @Test
    void the_latest_come_newest_first_and_no_more_than_asked_for() {
        var second = created(NOON.plusSeconds(1));
        var first = created(NOON);
        var third = apply(created(NOON.plusSeconds(2)), new Phase.Expired(NOON));
        assertThat(ledger.latest(2)).containsExactly(third, second);
        assertThat(ledger.latest(9)).containsExactly(third, second, first);
    }

    @Test
    void the_first_card_keeps_its_place_and_a_transition_keeps_the_card() {
        var entry = created(NOON);
        ledger.cardPosted(entry.request().id(), CARD);
        ledger.cardPosted(entry.request().id(), new MessageRef(new ChannelId("C2"), "1700000000.000200"));
        apply(entry, pending());
        assertThat(ledger.find(entry.request().id()).flatMap(LedgerEntry::card)).contains(CARD);
    }

    @Test
    void an_end_is_shown_only_once_there_is_one() {
        var entry = created(NOON);
        var id = entry.request().id();
        ledger.endShown(id);
        assertThat(ledger.find(id)).map(LedgerEntry::endShown).contains(false);
        apply(entry, new Phase.Expired(NOON));
        assertThat(ledger.find(id)).map(LedgerEntry::endShown).contains(false);
        ledger.endShown(id);
        assertThat(ledger.find(id)).map(LedgerEntry::endShown).contains(true);
    }

    @Test
    void what_was_written_is_there_after_the_ledger_was_closed_and_opened() {
        var entry = created(NOON);
        ledger.cardPosted(entry.request().id(), CARD);
        apply(entry, pending());
        var before = ledger.find(entry.request().id());
        var events = ledger.events(entry.request().id());
        ledger.close();
        ledger = open();
        assertThat(ledger.find(entry.request().id())).isEqualTo(before);
        assertThat(ledger.events(entry.request().id())).isEqualTo(events);
        assertThat(create(
                        request(RequestId.random(random)), mark(entry.request().id())))
                .isEqualTo(new Applied.Duplicate(entry.request().id()));
    }

    @Test
    void a_closed_ledger_writes_nothing_and_says_so() {
        var entry = created(NOON);
        ledger.close();
        assertThat(ledger.apply(entry, pending(), moved(entry, pending()))).isInstanceOf(Applied.Unanswered.class);
        ledger = open();
        assertThat(ledger.find(entry.request().id())).contains(entry);
    }

    private LedgerEntry created(Instant askedAt) {
        var request = request(RequestId.random(random), request().quorum(), askedAt);
        return ((Applied.Written) create(request, mark(request.id()))).now();
    }

    private Applied create(Request request, String mark) {
        var received = new Phase.Received();
        return ledger.create(request, received, Chain.created(request, received), mark);
    }

    private LedgerEntry apply(LedgerEntry before, Phase to) {
        return ((Applied.Written) ledger.apply(before, to, moved(before, to))).now();
    }

    private static AuditEvent moved(LedgerEntry before, Phase to) {
        var cause = new Event.StopAsked(Actor.component("test"), true, NOON.plusNanos(before.version() * 1_001));
        return Chain.moved(before, cause, to, "test.moved");
    }

    private static Phase pending() {
        return new Phase.Pending(target(), digest(), List.of());
    }

    private static String mark(RequestId id) {
        return "command of " + id;
    }

    /** Runs the tasks on as many threads, all waiting for each other before they begin. */
    private static List<Applied> atOnce(IntFunction<Callable<Applied>> tasks) {
        var ready = new CountDownLatch(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, AT_ONCE)
                    .mapToObj(n -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return tasks.apply(n).call();
                    }))
                    .toList();
            return answers.stream().map(LedgerContract::answer).toList();
        }
    }

    private static Applied answer(Future<Applied> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
