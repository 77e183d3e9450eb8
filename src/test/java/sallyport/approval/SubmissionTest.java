package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.approval.Office.CHANNEL;
import static sallyport.approval.Office.MIGRATIONS;
import static sallyport.approval.Office.STRANGER;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Actor;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Conditions;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Slot;

/** Who may ask for what. */
class SubmissionTest {
    private static final Argv FLUSH = Argv.of("bin/rails", "cache:clear");
    private final Office office = new Office();
    private final Approvals approvals = office.approvals;

    @Test
    void what_the_policy_allows_is_stored_on_the_policys_terms() {
        var stored = stored(approvals.submit(office.submission(REQUESTER, MIGRATIONS, Optional.of("why"))));
        assertThat(stored.entry().phase()).isEqualTo(new Phase.Received());
        var request = stored.entry().request();
        assertThat(request)
                .isEqualTo(new Request(
                        request.id(),
                        REQUESTER,
                        CHANNEL,
                        Office.selector("web"),
                        MIGRATIONS,
                        ExitCode.WANTED,
                        "web-migrations",
                        office.policyVersion(),
                        new Quorum(List.of(new Slot(REVIEWERS, 2))),
                        Optional.of("why"),
                        NOON,
                        NOON.plus(Duration.ofMinutes(20)),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(90),
                        Conditions.USUAL));
        assertThat(office.ledger.find(request.id())).contains(stored.entry());
    }

    @Test
    void what_the_policy_does_not_allow_is_not_stored() {
        var stranger = approvals.submit(office.submission(STRANGER, MIGRATIONS, Optional.empty()));
        assertThat(stranger).isInstanceOf(Submitted.NotAllowed.class);
        var other = approvals.submit(office.submission(REQUESTER, Argv.of("rm", "-rf", "/"), Optional.empty()));
        assertThat(other).isInstanceOf(Submitted.NotAllowed.class);
        assertThat(office.ledger.latest(1)).isEmpty();
    }

    @Test
    void a_reason_has_to_be_given_where_the_rule_asks_for_one() {
        assertThat(approvals.submit(office.submission(REQUESTER, FLUSH, Optional.empty())))
                .isInstanceOfSatisfying(
                        Submitted.ReasonMissing.class,
                        missing -> assertThat(missing.decision().rule()).isEqualTo("web-flush"));
        assertThat(office.ledger.latest(1)).isEmpty();
        stored(approvals.submit(office.submission(REQUESTER, FLUSH, Optional.of("stale prices"))));
    }

    private Submission withTicket(Optional<String> ticket) {
        return new Submission(
                REQUESTER,
                CHANNEL,
                Office.selector("web"),
                MIGRATIONS,
                Optional.empty(),
                ticket,
                false,
                "ticket " + ticket.orElse(""));
    }

    @Test
    void a_ticket_has_to_be_given_in_the_form_that_the_rule_wants() {
        office.rule(Office.rules(2, "wanted", "require: { ticket: \"OPS-[0-9]+\" }"));
        for (var given : List.of(Optional.<String>empty(), Optional.of("OPS-"))) {
            assertThat(approvals.submit(withTicket(given)))
                    .isInstanceOfSatisfying(Submitted.TicketMissing.class, missing -> {
                        assertThat(missing.decision().rule()).isEqualTo("web-migrations");
                        assertThat(missing.given()).isEqualTo(given);
                    });
        }
        assertThat(office.ledger.latest(1)).isEmpty();
        assertThat(stored(approvals.submit(withTicket(Optional.of("OPS-7"))))
                        .entry()
                        .request()
                        .conditions()
                        .ticket())
                .contains("OPS-7");
    }

    @Test
    void every_further_term_of_the_rule_is_stored_with_the_request() {
        office.rule(Office.rules(
                        2,
                        "wanted",
                        "confirm: none",
                        "bind: task",
                        "escalate: { to: leads, after: 5m }",
                        "concurrency: 3")
                .replace("deadline: 90s", "deadline: 90s\n    max_output: 2KiB\n    audience: requester"));
        assertThat(stored(approvals.submit(office.migrations(false)))
                        .entry()
                        .request()
                        .conditions())
                .isEqualTo(new Conditions(
                        Optional.empty(),
                        Binding.TASK,
                        2_048,
                        Optional.empty(),
                        Confirmation.NONE,
                        Optional.of(new Escalation("leads", Duration.ofMinutes(5))),
                        Audience.REQUESTER,
                        List.of(new Concurrency("web-migrations", 3)),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void all_tasks_are_one_request_until_they_are_found_where_the_rule_has_a_fan_out() {
        office.rule(Office.rules(2, "wanted", "fan_out: 3"));
        var stored = stored(approvals.submit(office.migrations(true)));
        assertThat(stored.entry().request().conditions().fanOut()).contains(new FanOut.First(3));
        assertThat(office.ledger.latest(9)).hasSize(1);
        assertThat(stored(approvals.submit(office.migrations(false)))
                        .entry()
                        .request()
                        .conditions()
                        .fanOut())
                .isEmpty();
    }

    @Test
    void all_tasks_are_refused_where_the_rule_has_no_fan_out() {
        assertThat(approvals.submit(office.migrations(true)))
                .isInstanceOfSatisfying(
                        Submitted.OneTaskOnly.class,
                        refused -> assertThat(refused.decision().rule()).isEqualTo("web-migrations"));
        assertThat(office.ledger.latest(1)).isEmpty();
    }

    @Test
    void an_unknown_target_is_answered_with_the_nearest() {
        assertThat(approvals.submit(to("wbe"))).isEqualTo(new Submitted.NoSuchTarget("wbe", Optional.of("web")));
        assertThat(approvals.submit(to("billing"))).isEqualTo(new Submitted.NoSuchTarget("billing", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "prod/web, ab12",
        "arn:aws:ecs:eu-central-1:111122223333:service/prod/web, arn:aws:ecs:eu-central-1:111122223333:task/prod/ab12"
    })
    void what_was_pasted_is_stored_in_the_words_of_the_configuration(String service, String task) {
        var submission = new Submission(
                REQUESTER,
                CHANNEL,
                new Selector(service, Optional.of(task), Optional.empty()),
                MIGRATIONS,
                Optional.empty(),
                Optional.empty(),
                false,
                "pasted");
        assertThat(stored(approvals.submit(submission)).entry().request().selector())
                .isEqualTo(new Selector("web", Optional.of("ab12"), Optional.empty()));
    }

    @Test
    void a_task_of_somewhere_else_is_refused() {
        var elsewhere = "arn:aws:ecs:eu-central-1:111122223333:task/test/ab12";
        var submission = new Submission(
                REQUESTER,
                CHANNEL,
                new Selector("web", Optional.of(elsewhere), Optional.empty()),
                MIGRATIONS,
                Optional.empty(),
                Optional.empty(),
                false,
                "elsewhere");
        assertThat(approvals.submit(submission))
                .isEqualTo(new Submitted.NotPossible("Task " + elsewhere + " is not one of web. Nothing was asked."));
        assertThat(office.ledger.latest(1)).isEmpty();
    }

    @Test
    void a_repeated_command_makes_one_request() {
        var submission = office.submission(REQUESTER, MIGRATIONS, Optional.empty());
        var first = stored(approvals.submit(submission));
        assertThat(approvals.submit(submission))
                .isEqualTo(new Submitted.Repeated(first.entry().request().id()));
        assertThat(office.ledger.latest(9)).hasSize(1);
    }

    @Test
    void a_ledger_that_does_not_answer_stores_nothing_and_says_so() {
        var shell = office.notStartedForWantOfShell().request().id();
        office.ledger.stopAnswering();
        assertThat(approvals.submit(office.submission(REQUESTER, MIGRATIONS, Optional.empty())))
                .isInstanceOf(Submitted.Unavailable.class);
        assertThat(approvals.submitWithoutExitCode(shell, REQUESTER)).isInstanceOf(Submitted.Unavailable.class);
    }

    @Test
    void what_was_not_started_for_want_of_a_shell_can_be_asked_again_without_exit_code() {
        var first = office.notStartedForWantOfShell().request();
        var again =
                stored(approvals.submitWithoutExitCode(first.id(), REVIEWER)).entry();
        assertThat(again.phase()).isEqualTo(new Phase.Received());
        assertThat(again.request().id()).isNotEqualTo(first.id());
        assertThat(again.request().requester()).isEqualTo(REVIEWER);
        assertThat(again.request().exitCode()).isEqualTo(ExitCode.NONE);
        assertThat(again.request().argv()).isEqualTo(first.argv());
        assertThat(again.request().quorum()).isEqualTo(first.quorum());
    }

    @Test
    void asking_again_without_exit_code_makes_one_request_whoever_asks_and_however_often() {
        var first = office.notStartedForWantOfShell().request();
        var again =
                stored(approvals.submitWithoutExitCode(first.id(), REVIEWER)).entry();
        for (var person : List.of(REVIEWER, REQUESTER)) {
            assertThat(approvals.submitWithoutExitCode(first.id(), person))
                    .isEqualTo(new Submitted.Repeated(again.request().id()));
        }
        var other = office.notStartedForWantOfShell().request();
        stored(approvals.submitWithoutExitCode(other.id(), REVIEWER));
    }

    @Test
    void nothing_else_can_be_asked_again_without_exit_code() {
        var pending = office.pending().request().id();
        office.journal.record(pending, new Event.StopAsked(Actor.human(REQUESTER), true, NOON));
        for (var id : List.of(office.pending().request().id(), pending, new RequestId("rzzzzzzzzzzzz"))) {
            assertThat(approvals.submitWithoutExitCode(id, REQUESTER))
                    .isInstanceOfSatisfying(
                            Submitted.NotPossible.class,
                            not -> assertThat(not.explanation()).contains("Nothing was asked"));
        }
    }

    @Test
    void asking_again_is_judged_anew() {
        var first = office.notStartedForWantOfShell().request().id();
        assertThat(approvals.submitWithoutExitCode(first, STRANGER)).isInstanceOf(Submitted.NotAllowed.class);
        office.rule(Office.rules(2, "required"));
        assertThat(approvals.submitWithoutExitCode(first, REQUESTER))
                .isInstanceOfSatisfying(
                        Submitted.NotPossible.class,
                        not -> assertThat(not.explanation()).contains("web-migrations", "exit_code: none"));
        office.rule(Office.rules(2, "wanted", "require: { reason: true }"));
        assertThat(approvals.submitWithoutExitCode(first, REQUESTER)).isInstanceOf(Submitted.ReasonMissing.class);
    }

    private Submission to(String alias) {
        return new Submission(
                REQUESTER,
                CHANNEL,
                Office.selector(alias),
                MIGRATIONS,
                Optional.empty(),
                Optional.empty(),
                false,
                "to " + alias);
    }

    private static Submitted.Stored stored(Submitted submitted) {
        assertThat(submitted).isInstanceOf(Submitted.Stored.class);
        return (Submitted.Stored) submitted;
    }
}
