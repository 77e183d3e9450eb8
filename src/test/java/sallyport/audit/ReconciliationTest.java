package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.audit.Reconciliation.Call;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.RequestId;

class ReconciliationTest {
    private final Trail trail = new Trail(31);
    private final RequestId run = trail.run(new ExitStatus.Exited(0));

    private Reconciliation reconciled(String cloudTrail) {
        return reconciled(trail.export(), cloudTrail);
    }

    private static Reconciliation reconciled(String audit, String cloudTrail) {
        return Reconciliation.of(stream(audit), stream(cloudTrail));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String caller(String session) {
        return "arn:aws:sts::111122223333:assumed-role/exec/" + session;
    }

    private static String call(String roleSession, String answer) {
        return """
                {"eventID":"e1","eventTime":"2026-03-01T12:00:30Z","eventSource":"ecs.amazonaws.com",\
                "eventName":"ExecuteCommand","userIdentity":{"type":"AssumedRole","arn":"%s"}%s}
                """.formatted(caller(roleSession), answer);
    }

    private static String opened(String session) {
        return ",\"responseElements\":{\"session\":{\"sessionId\":\"" + session + "\"}}";
    }

    private String ours() {
        return call(run.value(), opened(Trail.session(run)));
    }

    @Test
    void a_run_and_its_call_agree() {
        var found = reconciled(ours());
        assertThat(found.agrees()).isTrue();
        assertThat(found.withoutRun()).isEmpty();
        assertThat(found.withoutCall()).isEmpty();
    }

    @Test
    void cloudtrails_own_form_and_lines_are_both_read_and_other_events_passed_over() {
        var other = ours().replace("ExecuteCommand", "DescribeTasks").replace(run.value(), "sallyport");
        assertThat(reconciled("{\"Records\":[" + ours() + "," + other + "]}").agrees())
                .isTrue();
        assertThat(reconciled(other + ours()).agrees()).isTrue();
    }

    @Test
    void a_run_that_cloudtrail_does_not_know_is_listed() {
        var found = reconciled("{\"Records\":[]}");
        assertThat(found.agrees()).isFalse();
        assertThat(found.withoutCall())
                .containsExactly(new Reconciliation.Start(run.value(), Trail.session(run), NOON.plusSeconds(30)));
    }

    @Test
    void a_call_that_no_run_made_is_listed_with_who_made_it() {
        var found = reconciled(ours() + call("mallory", opened("ecs-execute-command-x")));
        assertThat(found.withoutRun())
                .containsExactly(new Call(
                        "e1",
                        "2026-03-01T12:00:30Z",
                        caller("mallory"),
                        Optional.of("ecs-execute-command-x"),
                        Optional.empty()));
        assertThat(found.withoutCall()).isEmpty();
        assertThat(found.agrees()).isFalse();
    }

    @Test
    void a_refused_call_of_a_stranger_is_listed_too() {
        var found = reconciled(ours() + call("mallory", ",\"errorCode\":\"AccessDenied\""));
        assertThat(found.withoutRun())
                .singleElement()
                .satisfies(call -> assertThat(call.error()).contains("AccessDenied"));
    }

    @Test
    void the_name_of_the_role_session_is_enough_where_no_session_is_told() {
        assertThat(reconciled(call(run.value(), "")).agrees()).isTrue();
    }

    @Test
    void a_second_start_of_the_same_run_is_listed() {
        assertThat(reconciled(ours() + ours()).withoutRun()).hasSize(1);
        var another = call(run.value(), opened("ecs-execute-command-another"));
        assertThat(reconciled(ours() + another).withoutRun())
                .extracting(Call::session)
                .containsExactly(Optional.of("ecs-execute-command-another"));
    }

    @Test
    void a_refused_call_of_a_claimed_run_is_its_own_and_does_not_stand_for_its_start() {
        var refused = call(run.value(), ",\"errorCode\":\"TargetNotConnectedException\"");
        assertThat(reconciled(refused + ours()).agrees()).isTrue();
        assertThat(reconciled(refused).withoutCall()).hasSize(1);
        var claimed = trail.asked();
        trail.approve(claimed, REVIEWER);
        trail.approve(claimed, OTHER_REVIEWER);
        trail.record(claimed, new Event.ClaimTaken("t", NOON));
        assertThat(reconciled(ours() + call(claimed.id().value(), opened("unseen")))
                        .agrees())
                .isTrue();
    }

    @Test
    void a_request_that_was_never_claimed_accounts_for_nothing() {
        var denied = trail.denied();
        assertThat(reconciled(ours() + call(denied.value(), opened("x"))).withoutRun())
                .hasSize(1);
    }

    @Test
    void an_audit_file_that_cannot_be_read_agrees_with_nothing() {
        var found = reconciled(trail.export() + "garbage\n", ours());
        assertThat(found.unreadable()).isEqualTo(1);
        assertThat(found.agrees()).isFalse();
    }
}
