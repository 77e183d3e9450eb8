package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.approval.GlassReviews;
import sallyport.audit.InstallationJournal;
import sallyport.policy.Groups;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.Binding;
import sallyport.request.Conditions;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;

/** When reviewers of broken glass are reminded. */
class GlassRemindersTest {
    private static final AfterReview REVIEW = new AfterReview("leads", Duration.ofHours(24));
    private static final Instant HALF = Requests.NOW.plus(Duration.ofHours(12));
    private static final Instant DUE = Requests.NOW.plus(Duration.ofHours(24));

    private final Office office = new Office();
    private final InstallationJournal installation = new InstallationJournal(office.ledger);

    @AfterEach
    void close() {
        office.close();
    }

    /** One look at a moment, by a process of its own. */
    private void look(Instant at) {
        try (var reminders = replica("replica-" + at, InstantSource.fixed(at))) {
            reminders.sweep();
        }
    }

    private GlassReminders replica(String name, InstantSource clock) {
        var reviews = new GlassReviews(
                installation,
                office.ledger,
                _ -> {
                    throw new AssertionError("nobody");
                },
                clock);
        return new GlassReminders(
                office.stub.options(),
                office.slack,
                reviews,
                installation,
                office.ledger,
                new Groups(Map.of("leads", Set.of(Requests.SAM, Requests.ROBIN)))::members,
                name,
                clock);
    }

    private void breakGlass() {
        installation.glassBroken(Requests.ID, Actor.human(Requests.ROBIN), REVIEW, Requests.NOW);
        office.running(Requests.request(new Conditions(
                Optional.empty(), Binding.REVISION, Conditions.USUAL_OUTPUT_LIMIT, Optional.of(REVIEW))));
    }

    private void ended() {
        breakGlass();
        office.end(Requests.ID, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW));
    }

    private List<StubSlack.Call> told() {
        return office.stub.calls("chat.postMessage");
    }

    @Test
    void the_reviewers_are_reminded_at_half_time_and_when_it_is_overdue_once_each() {
        ended();
        look(HALF.minusMillis(1));
        assertThat(told()).isEmpty();
        look(HALF);
        look(HALF.plusSeconds(60));
        look(DUE);
        assertThat(told()).singleElement().satisfies(call -> {
            assertThat(call.value("thread_ts")).isEqualTo(Office.CARD.ts());
            assertThat(call.blocks().toString())
                    .contains("Half of the time is over: `leads` has to review this until", "/ecs review r0123456789ab")
                    .contains("<@U0SAM>")
                    .doesNotContain("U0ROBIN");
        });
        look(DUE.plusMillis(1));
        look(DUE.plusSeconds(60));
        assertThat(told()).hasSize(2);
        assertThat(told().getLast().blocks().toString())
                .contains(
                        "*Overdue:* `leads` had to review this until", "no other glass that they review can be broken");
    }

    @Test
    void who_was_away_at_half_time_only_hears_that_it_is_overdue() {
        ended();
        look(DUE.plusSeconds(1));
        assertThat(told())
                .singleElement()
                .satisfies(call -> assertThat(call.blocks().toString()).contains("Overdue"));
    }

    @Test
    void nobody_is_reminded_of_what_was_reviewed() {
        ended();
        installation.glassReviewed(Requests.ID, Actor.human(Requests.SAM), "", Requests.NOW);
        look(HALF);
        look(DUE.plusSeconds(1));
        assertThat(told()).isEmpty();
    }

    @Test
    void a_process_that_read_the_chain_before_the_review_reads_it_again() {
        ended();
        var now = new AtomicReference<>(HALF.minusSeconds(1));
        try (var reminders = replica("one", now::get)) {
            reminders.sweep();
            installation.glassReviewed(Requests.ID, Actor.human(Requests.SAM), "", Requests.NOW);
            now.set(DUE.plusSeconds(1));
            reminders.sweep();
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void nobody_is_reminded_while_it_runs() {
        breakGlass();
        look(DUE.plusSeconds(1));
        assertThat(told()).isEmpty();
        office.end(Requests.ID, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW));
        look(DUE.plusSeconds(1));
        assertThat(told()).hasSize(1);
    }

    @Test
    void what_was_noted_and_never_asked_or_never_ran_reminds_nobody() {
        installation.glassBroken(Requests.ID, Actor.human(Requests.ROBIN), REVIEW, Requests.NOW);
        look(DUE.plusSeconds(1));
        assertThat(told()).isEmpty();
    }

    @Test
    void two_replicas_that_look_at_once_remind_once() {
        ended();
        try (var one = replica("one", InstantSource.fixed(HALF));
                var other = replica("other", InstantSource.fixed(HALF))) {
            one.sweep();
            other.sweep();
        }
        assertThat(told()).hasSize(1);
    }
}
