package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.digest;
import static sallyport.request.Examples.phases;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.ChannelId;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.Freeze;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** What every {@link Ledger} keeps to. */
public abstract class LedgerContract {
    private static final int AT_ONCE = 64;
    private static final Duration TERM = Duration.ofSeconds(30);
    private static final Freeze FREEZE = new Freeze(Actor.component("test"), "a sale is on", NOON);
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
        var entry = apply(created(NOON), approved());
        var answers =
                atOnce(n -> () -> ledger.apply(entry, starting("token-" + n), moved(entry, starting("token-" + n))));
        var written = answers.stream().filter(Applied.Written.class::isInstance).toList();
        assertThat(written).hasSize(1);
        var winner = ((Applied.Written) written.getFirst()).now();
        assertThat(answers)
                .filteredOn(answer -> !written.contains(answer))
                .hasSize(AT_ONCE - 1)
                .containsOnly(new Applied.Conflict(winner));
        assertThat(ledger.find(entry.request().id())).contains(winner);
        assertThat(ledger.events(entry.request().id())).hasSize(3);
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
    void a_chain_is_read_from_any_of_its_events_on() {
        var id = apply(apply(created(NOON), pending()), new Phase.Expired(NOON))
                .request()
                .id();
        var whole = ledger.events(id.value());
        assertThat(whole).extracting(AuditEvent::sequence).containsExactly(0L, 1L, 2L);
        assertThat(ledger.events(id.value(), 0)).isEqualTo(whole);
        assertThat(ledger.events(id.value(), 1)).isEqualTo(whole.subList(1, 3));
        assertThat(ledger.events(id.value(), 3)).isEmpty();
        assertThat(ledger.events("no-such-chain", 0)).isEmpty();
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

    @Test
    void a_create_repeated_because_it_was_not_answered_finds_itself() {
        var entry = created(NOON);
        var received = new Phase.Received();
        var event = Chain.created(entry.request(), received);
        assertThat(ledger.create(
                        entry.request(), received, event, mark(entry.request().id())))
                .isEqualTo(new Applied.Duplicate(entry.request().id()));
        assertThat(ledger.events(entry.request().id())).containsExactly(event);
        assertThat(ledger.find(entry.request().id())).contains(entry);
    }

    @Test
    void a_transition_repeated_because_it_was_not_answered_finds_its_own_event_at_the_head() {
        var before = created(NOON);
        var event = moved(before, pending());
        ledger.apply(before, pending(), event);
        assertThat(ledger.apply(before, pending(), event))
                .isInstanceOfSatisfying(
                        Applied.Conflict.class,
                        conflict -> assertThat(conflict.actual().head()).isEqualTo(head(event)));
        assertThat(ledger.events(before.request().id())).hasSize(2).endsWith(event);
    }

    @Test
    void what_is_written_answers_with_the_card_the_pulse_and_the_end_as_they_are_now() {
        var running = apply(created(NOON), running("mine"));
        var id = running.request().id();
        ledger.cardPosted(id, CARD);
        ledger.beat(id, "mine", 512);
        var done = apply(running, new Phase.TimedOut(NOON));
        assertThat(done.card()).contains(CARD);
        assertThat(done.pulse()).isEqualTo(new Pulse(1, 512));
        assertThat(ledger.find(id)).contains(done);
    }

    @Test
    void every_kind_of_phase_comes_back_as_it_was_given() {
        for (var phase : phases()) {
            var entry = apply(created(NOON), phase);
            assertThat(ledger.find(entry.request().id()))
                    .map(LedgerEntry::phase)
                    .contains(phase);
        }
    }

    @Test
    void an_extended_run_comes_back_with_its_extension_and_the_pulse_of_its_holder() {
        var running = apply(created(NOON), running("token"));
        var id = running.request().id();
        ledger.beat(id, "token", 7);
        var extended = apply(running, Examples.extended());
        assertThat(extended.phase()).isEqualTo(Examples.extended());
        assertThat(extended.pulse()).isEqualTo(new Pulse(1, 7));
        ledger.close();
        ledger = open();
        assertThat(ledger.find(id)).contains(extended);
        assertThat(ledger.beat(id, "token", 8)).isTrue();
    }

    @Test
    void the_holder_of_a_run_shows_that_it_is_alive_without_changing_version_or_chain() {
        var running = apply(created(NOON), running("mine"));
        var id = running.request().id();
        assertThat(ledger.beat(id, "mine", 100)).isTrue();
        assertThat(ledger.beat(id, "mine", 250)).isTrue();
        var now = ledger.find(id).orElseThrow();
        assertThat(now.pulse()).isEqualTo(new Pulse(2, 250));
        assertThat(now.version()).isEqualTo(running.version());
        assertThat(ledger.events(id)).hasSize(2);
        assertThat(ledger.apply(running, new Phase.TimedOut(NOON), moved(running, new Phase.TimedOut(NOON))))
                .isInstanceOf(Applied.Written.class);
    }

    @Test
    void a_claim_has_a_pulse_before_it_has_a_session() {
        var starting = apply(created(NOON), starting("mine"));
        assertThat(ledger.beat(starting.request().id(), "mine", 0)).isTrue();
        assertThat(ledger.find(starting.request().id())).map(LedgerEntry::pulse).contains(new Pulse(1, 0));
    }

    @Test
    void nobody_but_the_holder_has_a_pulse() {
        var nobodys = created(NOON);
        var mine = apply(created(NOON), running("mine"));
        var taken = apply(apply(created(NOON), running("old")), running("new"));
        var over = apply(apply(created(NOON), running("mine")), new Phase.TimedOut(NOON));
        assertThat(ledger.beat(nobodys.request().id(), "mine", 1)).isFalse();
        assertThat(ledger.beat(mine.request().id(), "another", 1)).isFalse();
        assertThat(ledger.beat(taken.request().id(), "old", 1)).isFalse();
        assertThat(ledger.beat(over.request().id(), "mine", 1)).isFalse();
        assertThat(ledger.beat(RequestId.random(random), "mine", 1)).isFalse();
        assertThat(List.of(nobodys, mine, taken, over))
                .allSatisfy(
                        entry -> assertThat(ledger.find(entry.request().id())).contains(entry));
        assertThat(ledger.beat(taken.request().id(), "new", 1)).isTrue();
    }

    @Test
    void while_starts_are_frozen_a_claim_is_refused_and_nothing_of_it_is_written() {
        var approved = apply(created(NOON), approved());
        freeze();
        var starting = starting("mine");
        assertThat(ledger.apply(approved, starting, moved(approved, starting))).isEqualTo(new Applied.Frozen(approved));
        assertThat(ledger.find(approved.request().id())).contains(approved);
        assertThat(ledger.events(approved.request().id())).hasSize(2);
        assertThat(ledger.beat(approved.request().id(), "mine", 1)).isFalse();
    }

    @Test
    void while_starts_are_frozen_every_other_move_is_made() {
        freeze();
        var approved = apply(apply(created(NOON), pending()), approved());
        assertThat(apply(approved, new Phase.Expired(NOON)).version()).isEqualTo(3);
        var running = apply(apply(created(NOON), starting("mine")), running("mine"));
        assertThat(apply(running, new Phase.TimedOut(NOON)).phase()).isEqualTo(new Phase.TimedOut(NOON));
    }

    @Test
    void who_claims_too_late_hears_of_the_other_claim_and_not_of_the_freeze() {
        var approved = apply(created(NOON), approved());
        var winner = apply(approved, starting("first"));
        freeze();
        assertThat(ledger.apply(approved, starting("second"), moved(approved, starting("second"))))
                .isEqualTo(new Applied.Conflict(winner));
    }

    @Test
    void after_a_thaw_a_claim_is_written() {
        var approved = apply(created(NOON), approved());
        freeze();
        note(Optional.empty(), "installation.thawed");
        assertThat(apply(approved, starting("mine")).phase()).isEqualTo(starting("mine"));
    }

    @Test
    void of_a_freeze_and_many_claims_at_once_no_claim_is_written_after_the_freeze() {
        var approved =
                Stream.generate(() -> apply(created(NOON), approved())).limit(8).toList();
        atOnce(n -> () -> {
            if (n == 0) {
                freeze();
                return new Applied.Frozen(approved.getFirst());
            }
            var entry = approved.get(n % approved.size());
            return ledger.apply(entry, starting("token-" + n), moved(entry, starting("token-" + n)));
        });
        assertThat(ledger.installation().freeze()).contains(FREEZE);
        assertThat(approved).allSatisfy(entry -> {
            var now = ledger.find(entry.request().id()).orElseThrow();
            var answer = ledger.apply(entry, starting("late"), moved(entry, starting("late")));
            assertThat(answer)
                    .isEqualTo(
                            now.version() == entry.version() ? new Applied.Frozen(entry) : new Applied.Conflict(now));
        });
    }

    @Test
    void a_new_installation_has_no_event_and_is_not_frozen() {
        assertThat(ledger.installation()).isEqualTo(Installation.NEW);
        assertThat(ledger.events(Installation.CHAIN)).isEmpty();
    }

    @Test
    void a_note_adds_to_the_installations_chain_and_sets_the_freeze_with_it() {
        var first = note(Optional.of(FREEZE), "installation.frozen");
        assertThat(ledger.installation()).isEqualTo(new Installation(head(first), Optional.of(FREEZE)));
        var second = note(Optional.of(FREEZE), "policy.loaded");
        assertThat(ledger.installation()).isEqualTo(new Installation(head(second), Optional.of(FREEZE)));
        var third = note(Optional.empty(), "installation.thawed");
        assertThat(ledger.installation()).isEqualTo(new Installation(head(third), Optional.empty()));
        assertThat(ledger.events(Installation.CHAIN)).containsExactly(first, second, third);
    }

    @Test
    void a_note_decided_on_an_older_chain_is_not_written() {
        var before = ledger.installation();
        var first = note(Optional.empty(), "policy.loaded");
        var late = noted(before, "installation.frozen");
        assertThat(ledger.note(before, Optional.of(FREEZE), late)).isFalse();
        var grown = ledger.installation();
        note(Optional.empty(), "policy.loaded");
        assertThat(ledger.note(grown, Optional.of(FREEZE), noted(grown, "installation.frozen")))
                .isFalse();
        assertThat(ledger.installation().freeze()).isEmpty();
        assertThat(ledger.events(Installation.CHAIN)).hasSize(2).startsWith(first);
    }

    @Test
    void of_many_simultaneous_notes_exactly_one_is_written() {
        note(Optional.empty(), "policy.loaded");
        var before = ledger.installation();
        var answers = atOnce(n -> () -> ledger.note(before, Optional.empty(), noted(before, "policy.loaded-by-" + n)));
        assertThat(answers).filteredOn(written -> written).hasSize(1);
        assertThat(ledger.events(Installation.CHAIN)).hasSize(2);
        assertThat(ledger.installation().head())
                .isEqualTo(head(ledger.events(Installation.CHAIN).getLast()));
    }

    @Test
    void a_freeze_is_remembered_after_the_ledger_was_closed_and_opened() {
        freeze();
        var before = ledger.installation();
        ledger.close();
        ledger = open();
        assertThat(ledger.installation()).isEqualTo(before);
    }

    @Test
    void the_names_of_all_chains_come_in_their_order_a_page_at_a_time() {
        note(Optional.empty(), "policy.loaded");
        note(Optional.empty(), "policy.loaded");
        var ids = Stream.generate(() -> created(NOON))
                .limit(6)
                .map(entry -> apply(entry, pending()))
                .toList();
        var names = Stream.concat(
                        Stream.of(Installation.CHAIN),
                        ids.stream().map(entry -> entry.request().id().value()))
                .sorted()
                .toList();
        assertThat(ledger.chains("", 100)).isEqualTo(names);
        assertThat(ledger.chains("", 3)).isEqualTo(names.subList(0, 3));
        assertThat(ledger.chains(names.get(2), 3)).isEqualTo(names.subList(3, 6));
        assertThat(ledger.chains(names.get(5), 3)).isEqualTo(names.subList(6, 7));
        assertThat(ledger.chains(names.get(6), 3)).isEmpty();
        assertThat(ledger.chains("j", 100)).isEqualTo(names.subList(1, 7));
    }

    @Test
    void an_empty_ledger_has_no_chains_and_nothing_to_seal() {
        assertThat(ledger.chains("", 9)).isEmpty();
        assertThat(ledger.unsealed(9)).isEmpty();
        assertThat(ledger.lastCheckpoint()).isEmpty();
        assertThat(ledger.checkpoints(0, 9)).isEmpty();
    }

    @Test
    void chains_are_to_be_sealed_as_far_as_they_have_grown() {
        var moved = apply(created(NOON), pending());
        var fresh = created(NOON);
        var noted = note(Optional.empty(), "policy.loaded");
        assertThat(ledger.unsealed(9))
                .containsExactlyInAnyOrder(
                        sealable(moved), sealable(fresh), new Sealable(Installation.CHAIN, head(noted)));
        assertThat(ledger.unsealed(2)).hasSize(2);
    }

    @Test
    void a_sealed_chain_is_to_be_sealed_again_only_when_it_has_grown() {
        var entry = created(NOON);
        note(Optional.empty(), "policy.loaded");
        assertThat(ledger.seal(checkpoint(0), ledger.unsealed(9))).isTrue();
        assertThat(ledger.unsealed(9)).isEmpty();
        var grown = apply(entry, pending());
        assertThat(ledger.unsealed(9)).containsExactly(sealable(grown));
        assertThat(ledger.seal(checkpoint(1), ledger.unsealed(9))).isTrue();
        var noted = note(Optional.empty(), "policy.loaded");
        assertThat(ledger.unsealed(9)).containsExactly(new Sealable(Installation.CHAIN, head(noted)));
    }

    @Test
    void what_grew_while_it_was_being_sealed_is_still_to_be_sealed() {
        var entry = created(NOON);
        var other = created(NOON);
        var covered = ledger.unsealed(9);
        var grown = apply(entry, pending());
        assertThat(ledger.seal(checkpoint(0), covered)).isTrue();
        assertThat(ledger.unsealed(9)).containsExactly(sealable(grown)).doesNotContain(sealable(other));
    }

    @Test
    void a_chain_left_out_of_a_checkpoint_is_still_to_be_sealed() {
        var covered = created(NOON);
        var left = created(NOON);
        assertThat(ledger.seal(checkpoint(0), List.of(sealable(covered)))).isTrue();
        assertThat(ledger.unsealed(9)).containsExactly(sealable(left));
    }

    @Test
    void only_the_next_checkpoint_is_stored() {
        var entry = created(NOON);
        var covered = ledger.unsealed(9);
        assertThat(ledger.seal(checkpoint(1), covered)).isFalse();
        assertThat(ledger.unsealed(9)).containsExactly(sealable(entry));
        assertThat(ledger.seal(checkpoint(0), List.of())).isTrue();
        assertThat(ledger.seal(checkpoint(0), covered)).isFalse();
        assertThat(ledger.seal(checkpoint(2), covered)).isFalse();
        assertThat(ledger.unsealed(9)).containsExactly(sealable(entry));
        assertThat(ledger.seal(checkpoint(1), covered)).isTrue();
        assertThat(ledger.unsealed(9)).isEmpty();
        assertThat(ledger.lastCheckpoint()).contains(checkpoint(1));
    }

    @Test
    void of_many_simultaneous_checkpoints_of_one_number_exactly_one_is_stored() {
        created(NOON);
        var covered = ledger.unsealed(9);
        var answers = atOnce(n -> () -> ledger.seal(checkpoint(0, "from replica " + n), covered));
        assertThat(answers).filteredOn(stored -> stored).hasSize(1);
        assertThat(ledger.checkpoints(0, AT_ONCE)).hasSize(1);
        assertThat(ledger.checkpoints(0, 1).getFirst().canonical()).isEqualTo("from replica " + answers.indexOf(true));
    }

    @Test
    void checkpoints_come_in_order_a_page_at_a_time() {
        var all = LongStream.range(0, 12).mapToObj(LedgerContract::checkpoint).toList();
        assertThat(all)
                .allSatisfy(next -> assertThat(ledger.seal(next, List.of())).isTrue());
        assertThat(ledger.checkpoints(0, 100)).isEqualTo(all);
        assertThat(ledger.checkpoints(0, 5)).isEqualTo(all.subList(0, 5));
        assertThat(ledger.checkpoints(9, 5)).isEqualTo(all.subList(9, 12));
        assertThat(ledger.checkpoints(12, 5)).isEmpty();
        assertThat(ledger.lastCheckpoint()).contains(all.getLast());
    }

    @Test
    void more_chains_than_fit_one_write_of_any_store_are_sealed_by_one_checkpoint() {
        var entries = Stream.generate(() -> created(NOON)).limit(3).toList();
        var others = Stream.generate(() -> RequestId.random(random).value())
                .limit(250)
                .map(id -> new Sealable(id, new ChainHead(0, Chain.hash(id))));
        var covered = new ArrayList<>(others.toList());
        covered.add(0, sealable(entries.get(0)));
        covered.add(120, sealable(entries.get(1)));
        covered.add(sealable(entries.get(2)));
        var grown = apply(entries.get(1), pending());
        assertThat(ledger.seal(checkpoint(0), covered)).isTrue();
        assertThat(ledger.unsealed(9)).containsExactly(sealable(grown));
    }

    @Test
    void a_lease_is_one_holders_until_its_term_is_over() {
        assertThat(ledger.lease("sweep", "a", NOON, TERM)).isTrue();
        assertThat(ledger.lease("sweep", "b", NOON.plus(TERM).minusMillis(1), TERM))
                .isFalse();
        assertThat(ledger.lease("sweep", "b", NOON.plus(TERM), TERM)).isTrue();
        assertThat(ledger.lease("sweep", "a", NOON.plus(TERM), TERM)).isFalse();
    }

    @Test
    void a_renewed_lease_lasts_from_its_renewal() {
        ledger.lease("sweep", "a", NOON, TERM);
        var later = NOON.plus(TERM).minusSeconds(1);
        assertThat(ledger.lease("sweep", "a", later, TERM)).isTrue();
        assertThat(ledger.lease("sweep", "b", NOON.plus(TERM), TERM)).isFalse();
        assertThat(ledger.lease("sweep", "b", later.plus(TERM), TERM)).isTrue();
    }

    @Test
    void a_lease_of_one_name_does_not_hold_another() {
        ledger.lease("sweep", "a", NOON, TERM);
        assertThat(ledger.lease("seal", "b", NOON, TERM)).isTrue();
    }

    @Test
    void a_lease_that_its_holder_gave_back_is_free_and_one_that_another_gave_back_is_not() {
        ledger.lease("sweep", "a", NOON, TERM);
        ledger.release("sweep", "b");
        assertThat(ledger.lease("sweep", "b", NOON, TERM)).isFalse();
        ledger.release("sweep", "a");
        ledger.release("never taken", "a");
        assertThat(ledger.lease("sweep", "b", NOON, TERM)).isTrue();
    }

    @Test
    void of_many_who_want_a_lease_at_once_exactly_one_has_it() {
        var answers = atOnce(n -> () -> ledger.lease("sweep", "replica-" + n, NOON, TERM));
        assertThat(answers).filteredOn(taken -> taken).hasSize(1);
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

    private void freeze() {
        note(Optional.of(FREEZE), "installation.frozen");
    }

    private AuditEvent note(Optional<Freeze> freeze, String type) {
        var before = ledger.installation();
        var event = noted(before, type);
        assertThat(ledger.note(before, freeze, event)).isTrue();
        return event;
    }

    private static AuditEvent noted(Installation before, String type) {
        return Chain.noted(before.head(), Actor.component("test"), NOON, type, Map.of());
    }

    private static ChainHead head(AuditEvent event) {
        return new ChainHead(event.sequence(), event.hash());
    }

    private static Sealable sealable(LedgerEntry entry) {
        return new Sealable(entry.request().id().value(), entry.head());
    }

    private static Checkpoint checkpoint(long number) {
        return checkpoint(number, "statement " + number);
    }

    private static Checkpoint checkpoint(long number, String statement) {
        return new Checkpoint(number, statement, Chain.hash(statement), "signature of " + statement);
    }

    private static Phase pending() {
        return new Phase.Pending(target(), digest(), List.of());
    }

    private static Phase approved() {
        return new Phase.Approved(target(), digest(), List.of(), NOON.plusSeconds(600));
    }

    private static Phase starting(String token) {
        return new Phase.Starting(target(), digest(), token, NOON, Optional.empty());
    }

    private static Phase running(String token) {
        return new Phase.Running(target(), digest(), token, "ecs-execute-command-1", NOON, Optional.empty());
    }

    private static String mark(RequestId id) {
        return "command of " + id;
    }

    /** Runs the tasks on as many threads, all waiting for each other before they begin. */
    private static <T> List<T> atOnce(IntFunction<Callable<T>> tasks) {
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

    private static <T> T answer(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
