package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.Installation;
import sallyport.audit.InstallationJournal.BrokenGlass;
import sallyport.audit.LedgerEntry;
import sallyport.request.Actor;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/** What breaks the glass is reviewed by somebody else, or the next does not break. */
class GlassReviewsTest {
    private static final Duration WITHIN = Duration.ofHours(24);
    private static final String POLICY = """
            version: 1
            commands:
              restart: { summary: Restart, argv: [bin/restart], effect: write, exit_code: none }
            grants:
              - id: night
                command: restart
                targets: [web]
                groups: [dev]
                breakglass: { review_by: %s, within: 24h }
            """.formatted(REVIEWERS);

    private final Office office = new Office();
    private int marks;

    @BeforeEach
    void policy() {
        office.rule(POLICY);
    }

    @Test
    void it_is_noted_before_it_is_stored_and_owed_until_somebody_else_reviewed_it() {
        var request = broken(REQUESTER);
        assertThat(office.installation.brokenGlass())
                .containsExactly(new BrokenGlass(request, REVIEWERS, NOON.plus(WITHIN), false));
        assertThat(office.glass.owed())
                .extracting(owed -> owed.entry().request().id())
                .containsExactly(request);
        end(request);
        assertThat(office.glass.review(request, REVIEWER, Optional.of("was right")))
                .isInstanceOfSatisfying(
                        GlassReviewed.Done.class,
                        done -> assertThat(done.entry().request().id()).isEqualTo(request));
        assertThat(office.glass.owed()).isEmpty();
        assertThat(office.installation.brokenGlass())
                .containsExactly(new BrokenGlass(request, REVIEWERS, NOON.plus(WITHIN), true));
        assertThat(office.ledger.events(Installation.CHAIN).getLast().canonical())
                .contains("was right", REVIEWER.userId(), request.value());
        assertThat(refusal(request, OTHER_REVIEWER)).contains("before");
    }

    @Test
    void nobody_reviews_their_own_whatever_group_they_are_in() {
        var own = broken(REVIEWER);
        end(own);
        assertThat(refusal(own, REVIEWER)).contains("somebody else");
        assertThat(office.glass.owed()).hasSize(1);
        assertThat(office.glass.review(own, OTHER_REVIEWER, Optional.empty())).isInstanceOf(GlassReviewed.Done.class);
    }

    @Test
    void only_the_group_that_the_rule_names_reviews() {
        office.rule(POLICY.replace(REVIEWERS, "leads"));
        var request = broken(REQUESTER);
        end(request);
        assertThat(refusal(request, REVIEWER)).isEqualTo("only members of leads may review it");
        office.directory.knows(OTHER_REVIEWER, new Standing.Barred("guests may not review"));
        assertThat(refusal(request, OTHER_REVIEWER)).isEqualTo("guests may not review");
        office.directory.knows(OTHER_REVIEWER, new Standing.Unverifiable("timeout"));
        assertThat(office.glass.review(request, OTHER_REVIEWER, Optional.empty()))
                .isEqualTo(new GlassReviewed.Unavailable("timeout"));
        assertThat(office.glass.owed()).hasSize(1);
    }

    @Test
    void what_has_not_ended_or_did_not_run_is_not_reviewed() {
        var request = broken(REQUESTER);
        assertThat(refusal(request, REVIEWER)).contains("not ended");
        office.journal.record(request, new Event.StopAsked(Actor.human(REQUESTER), true, NOON));
        assertThat(office.ledger.find(request).orElseThrow().phase()).isInstanceOf(Phase.Cancelled.class);
        assertThat(refusal(request, REVIEWER)).contains("did not run");
        assertThat(office.glass.owed()).isEmpty();
        assertThat(refusal(new RequestId("r000000000000"), REVIEWER)).contains("no such request");
    }

    @Test
    void what_did_not_break_the_glass_is_not_reviewed() {
        office.rule(Office.rules(1, "wanted"));
        var request = office.pending().request();
        assertThat(refusal(request.id(), REVIEWER)).contains("did not break the glass");
    }

    @Test
    void an_overdue_review_keeps_the_next_from_being_stored_until_it_is_done() {
        var first = broken(REQUESTER);
        end(first);
        office.clock(NOON.plus(WITHIN));
        var intime = broken(REQUESTER);
        office.clock(NOON.plus(WITHIN).plusNanos(1));
        assertThat(submit(REQUESTER)).isEqualTo(new Submitted.ReviewOverdue(REVIEWERS, List.of(first)));
        assertThat(office.ledger.latest(9))
                .extracting(entry -> entry.request().id())
                .containsOnly(first, intime);
        office.glass.review(first, REVIEWER, Optional.empty());
        assertThat(submit(REQUESTER)).isInstanceOf(Submitted.Stored.class);
    }

    @Test
    void an_overdue_review_of_another_group_is_no_obstacle() {
        end(broken(REQUESTER));
        office.clock(NOON.plus(WITHIN).plusSeconds(1));
        office.rule(POLICY.replace(REVIEWERS, "leads"));
        assertThat(submit(REQUESTER)).isInstanceOf(Submitted.Stored.class);
    }

    @Test
    void without_a_reason_no_glass_breaks() {
        assertThat(office.approvals.submit(submission(REQUESTER, Optional.empty())))
                .isInstanceOf(Submitted.ReasonMissing.class);
        assertThat(office.installation.brokenGlass()).isEmpty();
    }

    private Optional<GlassReminder> reminder(Duration after) {
        return office.glass.owed().getFirst().reminder(NOON.plus(after));
    }

    @Test
    void reviewers_are_reminded_when_half_of_the_time_and_when_all_of_it_is_over() {
        end(broken(REQUESTER));
        assertThat(reminder(WITHIN.dividedBy(2).minusNanos(1))).isEmpty();
        assertThat(reminder(WITHIN.dividedBy(2))).contains(GlassReminder.HALF_TIME);
        assertThat(reminder(WITHIN)).contains(GlassReminder.HALF_TIME);
        assertThat(reminder(WITHIN.plusNanos(1))).contains(GlassReminder.OVERDUE);
        assertThat(GlassReminder.values())
                .extracting(GlassReminder::notice)
                .containsExactly("review-half-time", "review-overdue");
    }

    @Test
    void nobody_is_reminded_of_what_has_not_ended() {
        broken(REQUESTER);
        assertThat(reminder(WITHIN.plusSeconds(1))).isEmpty();
    }

    @Test
    void what_may_have_run_is_reviewed_however_it_ended() {
        var lost = broken(REQUESTER);
        record(lost, new Event.TargetResolved(target(), NOON));
        record(lost, new Event.ClaimTaken("token", NOON));
        record(lost, new Event.SessionOpened("token", target(), "session", NOON));
        assertThat(record(lost, new Event.SightLost("token", "gone", true, NOON))
                        .phase())
                .isInstanceOf(Phase.Lost.class);
        assertThat(office.glass.owed()).hasSize(1);
        assertThat(office.glass.review(lost, REVIEWER, Optional.empty())).isInstanceOf(GlassReviewed.Done.class);
    }

    @Test
    void without_the_records_no_glass_breaks_and_no_review_counts() {
        var request = broken(REQUESTER);
        end(request);
        office.ledger.stopAnswering();
        assertThat(submit(REQUESTER)).isEqualTo(new Submitted.Unavailable("the store is away"));
        assertThat(office.glass.review(request, REVIEWER, Optional.empty()))
                .isEqualTo(new GlassReviewed.Unavailable("the store is away"));
        office.ledger.answerAgain();
        assertThat(office.glass.owed()).hasSize(1);
        assertThat(office.ledger.latest(9)).hasSize(1);
    }

    private Submitted submit(Person person) {
        return office.approvals.submit(submission(person, Optional.of("the shop is down")));
    }

    private Submission submission(Person person, Optional<String> reason) {
        return new Submission(
                person,
                new ChannelId("C1"),
                Office.selector("web"),
                Argv.of("bin/restart"),
                reason,
                Optional.empty(),
                true,
                "glass " + ++marks);
    }

    private RequestId broken(Person person) {
        return ((Submitted.Stored) submit(person)).entry().request().id();
    }

    private void end(RequestId id) {
        record(id, new Event.TargetResolved(target(), NOON));
        record(id, new Event.ClaimTaken("token", NOON));
        record(id, new Event.SessionOpened("token", target(), "session", NOON));
        var ended = record(
                id, new Event.RunEnded("token", new Phase.Done(new ExitStatus.Exited(0), NOON), Optional.empty()));
        assertThat(ended.phase()).isInstanceOf(Phase.Done.class);
    }

    private LedgerEntry record(RequestId id, Event event) {
        office.journal.record(id, event);
        return office.ledger.find(id).orElseThrow();
    }

    private String refusal(RequestId id, Person person) {
        return ((GlassReviewed.Refused) office.glass.review(id, person, Optional.empty())).reason();
    }
}
