package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Pulse;
import sallyport.request.Audience;
import sallyport.request.Examples;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.StartFailure.Kind;
import sallyport.watch.LogQuery;
import sallyport.watch.Looked;
import sallyport.watch.Patient;

/** What follows in the thread of a command that could not be run. */
class FallbackTest {
    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private static Phase notStarted(Kind kind) {
        return new Phase.NotStarted(new StartFailure(kind, "It was not started."), Requests.NOW);
    }

    private List<StubSlack.Call> after(Phase end) {
        return after(Requests.request("uname", "-a"), end, 0);
    }

    private List<StubSlack.Call> after(Request request, Phase end, long bytes) {
        var filed = office.pending(request);
        var ended = new LedgerEntry(filed.request(), end, 9, filed.head(), filed.card(), true, new Pulse(1, bytes));
        office.fallback.endShown(new Story(ended, Optional.empty(), List.of(), Optional.empty()), Office.CARD);
        return office.stub.calls("chat.postMessage");
    }

    private static String text(StubSlack.Call call) {
        return call.blocks().toString();
    }

    @Test
    void row_16_why_it_cannot_work_and_what_would_make_it_work_come_first_then_state_then_logs() {
        office.examined = new Looked.Found<>(Patient.ill());

        var posts = after(notStarted(Kind.EXEC_UNAVAILABLE));

        assertThat(posts)
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.value("thread_ts")).isEqualTo(Office.CARD.ts()));
        assertThat(text(posts.get(0)))
                .contains(
                        "*Why exec does not work* on `web`",
                        "[X] D10 The service has ECS Exec on, and the task does not")
                .contains("*What would make it work*", "Replace the tasks; new ones have what the service says.")
                .contains("aws ecs update-service --region eu-west-1 --cluster prod --service web"
                        + " --force-new-deployment")
                .doesNotContain("D9", "--enable-execute-command")
                .contains("`/ecs doctor web` shows every check");
        assertThat(text(posts.get(1))).contains("prod/api-web", "1 of 1 running");
        assertThat(text(posts.get(2)))
                .contains("*Logs* of the last 5 min instead", "GET / password=[redacted:")
                .doesNotContain("hunter22");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = Mode.EXCLUDE,
            names = {"EXEC_UNAVAILABLE", "NO_SUCH_TARGET", "AWS_REFUSED"})
    void what_is_no_failure_of_exec_is_followed_by_nothing(Kind kind) {
        assertThat(after(notStarted(kind))).isEmpty();
    }

    @Test
    void what_ended_well_or_in_the_dark_is_followed_by_nothing() {
        assertThat(after(new Phase.Done(new ExitStatus.Exited(0), Requests.NOW)))
                .isEmpty();
        assertThat(after(new Phase.Lost("Sallyport stopped.", Requests.NOW))).isEmpty();
    }

    @Test
    void a_service_of_which_nothing_runs_shows_what_ran_last() {
        office.state = new Looked.Found<>(Office.service(0));

        var posts = after(notStarted(Kind.NO_SUCH_TARGET));

        assertThat(posts).hasSize(3);
        assertThat(text(posts.get(1))).contains("0 of 1 running");
        assertThat(text(posts.get(2))).contains("*Logs* of the last 24 h instead");
        assertThat(office.logQueries).singleElement().satisfies(query -> {
            assertThat(query.scope().previous()).isTrue();
            assertThat(query.end()).isEqualTo(LogQuery.End.NEWEST);
            assertThat(Duration.between(query.since(), query.until())).isEqualTo(Duration.ofDays(1));
        });
    }

    @Test
    void a_wrong_name_in_a_service_that_runs_is_followed_by_nothing() {
        assertThat(after(notStarted(Kind.NO_SUCH_TARGET))).isEmpty();
    }

    @Test
    void a_refusal_of_aws_is_followed_only_if_the_doctor_knows_why() {
        assertThat(after(notStarted(Kind.AWS_REFUSED))).isEmpty();
        office.examined = new Looked.Found<>(Patient.healthy());
        assertThat(after(notStarted(Kind.AWS_REFUSED))).isEmpty();
        office.examined = new Looked.Found<>(Patient.ill());
        assertThat(after(notStarted(Kind.AWS_REFUSED))).hasSize(3);
    }

    @Test
    void a_run_through_which_nothing_came_until_its_time_was_up_is_examined() {
        office.examined = new Looked.Found<>(Patient.healthy());

        var posts = after(new Phase.TimedOut(Requests.NOW));

        assertThat(posts).hasSize(3);
        assertThat(text(posts.getFirst()))
                .contains("The doctor found nothing in the way of exec on `web`. `/ecs doctor");
    }

    @Test
    void a_run_that_printed_something_is_not() {
        assertThat(after(Requests.request("uname", "-a"), new Phase.TimedOut(Requests.NOW), 1))
                .isEmpty();
    }

    @Test
    void only_what_the_requester_may_see_is_shown_and_the_rest_is_named() {
        office.mayRead("describe");

        var posts = after(notStarted(Kind.EXEC_UNAVAILABLE));

        assertThat(posts).hasSize(2);
        assertThat(text(posts.getFirst())).contains("1 of 1 running");
        assertThat(text(posts.getLast())).contains("Not shown here: `doctor`, `logs`, which the policy does not grant");
        assertThat(office.logQueries).isEmpty();
    }

    @Test
    void whoever_may_read_logs_only_is_shown_logs_only() {
        office.mayRead("logs");

        var posts = after(notStarted(Kind.EXEC_UNAVAILABLE));

        assertThat(posts).hasSize(2);
        assertThat(text(posts.getFirst())).contains("*Logs* of the last 5 min instead");
        assertThat(text(posts.getLast())).contains("Not shown here: `doctor`, `describe`,");
    }

    @Test
    void a_guest_and_whoever_nobody_vouches_for_see_nothing() {
        office.stub.user("U0ROBIN", ",\"is_restricted\":true");
        assertThat(after(notStarted(Kind.EXEC_UNAVAILABLE))).isEmpty();
        assertThat(office.logQueries).isEmpty();
    }

    @Test
    void what_would_have_printed_for_the_requester_alone_shows_it_to_the_requester_alone() {
        var posts = after(Requests.request(Examples.seenBy(Audience.REQUESTER)), notStarted(Kind.EXEC_UNAVAILABLE), 0);

        assertThat(posts).hasSize(3).allSatisfy(call -> {
            assertThat(call.value("channel")).isEqualTo("U0ROBIN");
            assertThat(call.value("thread_ts")).isEmpty();
        });
    }
}
