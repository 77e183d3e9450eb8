package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.InstallationJournal;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.request.Target;
import sallyport.run.Resolution;

/** What a card tells of the requests around its own. */
class StoryTest {
    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void an_approved_request_says_which_one_it_waits_for_in_the_same_container() {
        office.running();
        office.approveSecond(Requests.TARGET);
        assertThat(headline())
                .contains("Approved", "Waits for `r0123456789ab` (by <@U0ROBIN>) in the same container; after");
        office.end(Requests.ID, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW));
        assertThat(headline()).contains("Starts next; after");
    }

    @Test
    void a_request_that_is_just_starting_keeps_others_waiting_too() {
        var digest = ((Phase.Pending) office.pending().phase()).digest();
        office.journal.record(Requests.ID, new Event.ApprovalGiven(Requests.ALEX, Set.of("sre"), digest, Requests.NOW));
        office.approveSecond(Requests.TARGET);
        assertThat(headline()).contains("Starts next");
        office.journal.record(Requests.ID, new Event.ClaimTaken("token", Requests.NOW));
        assertThat(headline()).contains("Waits for `r0123456789ab`");
    }

    @Test
    void a_request_of_another_container_waits_for_nobody() {
        office.running();
        var target = Requests.TARGET;
        office.approveSecond(new Target(
                target.alias(),
                target.account(),
                target.region(),
                target.cluster(),
                target.service(),
                target.taskDefinition(),
                "sidecar",
                target.imageDigest(),
                target.task(),
                "0011223344556677-9999999999"));
        assertThat(headline()).contains("Starts next");
    }

    @Test
    void what_waits_under_a_freeze_says_who_froze_and_why_and_that_it_starts_when_thawed() {
        office.running();
        office.approveSecond(Requests.TARGET);
        var installation = new InstallationJournal(office.ledger);
        installation.freeze(Actor.human(Requests.SAM), "*incident* <!here>", Requests.NOW.minusSeconds(60));
        assertThat(headline())
                .matches(".*Approved.*\\. :snowflake: \\*All starts are frozen\\* by <@U0SAM> since <!date[^>]+>\\."
                        + " It starts when they are thawed; after <!date[^>]+> it would not start any more\\.");
        assertThat(detail()).contains("Why it is frozen: *incident* <!here>");
        installation.thaw(Actor.human(Requests.SAM), Requests.NOW);
        assertThat(headline()).contains("Waits for `r0123456789ab`");
        assertThat(detail()).isEmpty();
    }

    @Test
    void a_start_that_takes_too_long_is_told_to_be_looked_up() {
        var digest = ((Phase.Pending) office.pending().phase()).digest();
        office.journal.record(Requests.ID, new Event.ApprovalGiven(Requests.ALEX, Set.of("sre"), digest, Requests.NOW));
        office.journal.record(Requests.ID, new Event.ClaimTaken("token", Requests.NOW));
        assertThat(headline(Requests.ID, Requests.NOW.plusSeconds(24))).contains("*Starting* in the container");
        assertThat(headline(Requests.ID, Requests.NOW.plusSeconds(25)))
                .contains("*Being looked up*", "it is not tried again");
    }

    @Test
    void an_approved_request_says_that_it_waits_for_an_exec_agent() {
        office.approveSecond(Requests.TARGET);
        var failure = new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, "It is still starting.");
        var story = Story.read(office.ledger, office.entry(Office.SECOND), Requests.NOW)
                .whileStarts(Optional.of(new Resolution.AgentStarting("app", "0011", failure)));
        assertThat(Headline.of(story).line())
                .contains("*Approved*", "Waits for the exec agent of container `app` in task `0011`; after");
    }

    private String headline() {
        return headline(Office.SECOND, Requests.NOW);
    }

    private Optional<String> detail() {
        return Headline.of(Story.read(office.ledger, office.entry(Office.SECOND), Requests.NOW))
                .detail();
    }

    private String headline(RequestId id, Instant now) {
        return Headline.of(Story.read(office.ledger, office.entry(id), now)).line();
    }
}
