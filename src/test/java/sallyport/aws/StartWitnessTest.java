package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.run.Opening;
import sallyport.run.SessionEnd;
import sallyport.run.SessionListener;
import sallyport.run.Witness;
import tools.jackson.databind.node.ArrayNode;

/** What AWS says of a start that nobody of ours can tell of, and whether a start may still be sent. */
class StartWitnessTest {
    private static final RequestId RUN = new RequestId("r0123456789ab");
    private static final Instant CLAIMED = Instant.parse("2026-03-01T12:00:00Z");
    private static final AwsTarget WITH_ROLE =
            new AwsTarget(EcsFixture.WEB, Optional.of(EcsFixture.ROLE), Optional.empty());

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final HttpClient webSockets = HttpClient.newHttpClient();
    private final ArrayNode sessions = AwsStub.JSON.createArrayNode();

    @AfterEach
    void close() {
        webSockets.shutdownNow();
        clients.close();
        aws.close();
    }

    @Test
    void with_a_role_the_session_of_the_role_session_named_by_the_run_is_found() {
        aws.grantsRoles();
        session("s-other", "arn:aws:sts::111122223333:assumed-role/exec/r9999999999zz", 1);
        session("s-own", "arn:aws:sts::111122223333:assumed-role/exec/" + RUN, 3);

        assertThat(witness(WITH_ROLE)).isEqualTo(new Witness.Found("s-own"));
        assertThat(aws.calls("DescribeSessions")
                        .getFirst()
                        .body()
                        .at("/Filters/0/value")
                        .asString())
                .startsWith("ecs:")
                .endsWith(EcsFixture.CONTAINER.runtimeId());
    }

    @Test
    void with_a_role_nobody_elses_session_is_taken_for_it() {
        aws.grantsRoles();
        session("s-other", "arn:aws:sts::111122223333:assumed-role/exec/r9999999999zz", 1);

        assertThat(witness(WITH_ROLE)).isEqualTo(new Witness.NotFound());
    }

    @Test
    void without_a_role_the_one_session_that_began_right_after_the_claim_is_found() {
        session("s-before", "arn:aws:iam::111122223333:user/ops", -60);
        session("s-own", "arn:aws:iam::111122223333:user/ops", 2);
        session("s-late", "arn:aws:iam::111122223333:user/ops", 31);

        assertThat(witness(EcsFixture.TARGET)).isEqualTo(new Witness.Found("s-own"));
    }

    @Test
    void without_a_role_two_sessions_prove_nothing() {
        session("s-one", "arn:aws:iam::111122223333:user/ops", 2);
        session("s-two", "arn:aws:iam::111122223333:user/ops", 3);

        assertThat(witness(EcsFixture.TARGET)).isInstanceOf(Witness.Unanswered.class);
    }

    @Test
    void an_aws_that_does_not_answer_is_no_proof_either_way() {
        aws.on("DescribeSessions", body -> AwsStub.error(400, "AccessDeniedException", "no"));

        assertThat(containers(EcsFixture.TARGET).witness(RUN, EcsFixture.CONTAINER, CLAIMED))
                .isInstanceOf(Witness.Unanswered.class);
    }

    @Test
    void a_right_that_has_run_out_sends_nothing() {
        var opening = containers(EcsFixture.TARGET)
                .open(EcsFixture.run(RUN), EcsFixture.CONTAINER, "true", () -> false, new Silent());

        assertThat(opening)
                .isInstanceOfSatisfying(
                        Opening.Refused.class,
                        refused -> assertThat(refused.cause().kind()).isEqualTo(StartFailure.Kind.TOO_LATE));
        assertThat(aws.calls("ExecuteCommand")).isEmpty();
    }

    @Test
    void clocks_are_compared_with_every_answer() {
        assertThat(containers(EcsFixture.TARGET).clockSkew()).isEmpty();
        assertThat(witness(EcsFixture.TARGET)).isEqualTo(new Witness.NotFound());
        assertThat(containers(EcsFixture.TARGET).clockSkew())
                .hasValueSatisfying(skew -> assertThat(skew).isCloseTo(Duration.ZERO, Duration.ofSeconds(30)));
    }

    private void session(String id, String owner, int secondsAfterClaim) {
        sessions.addObject()
                .put("SessionId", id)
                .put("Owner", owner)
                .put("StartDate", CLAIMED.plusSeconds(secondsAfterClaim).getEpochSecond());
    }

    private Witness witness(AwsTarget configured) {
        aws.on("DescribeSessions", body -> {
            var answer = AwsStub.JSON.createObjectNode();
            answer.set(
                    "Sessions",
                    body.path("State").asString("").equals("Active") ? sessions : AwsStub.JSON.createArrayNode());
            return AwsStub.json(answer);
        });
        return containers(configured).witness(RUN, EcsFixture.CONTAINER, CLAIMED);
    }

    private EcsContainers containers(AwsTarget configured) {
        var targets = new AwsTargets(List.of(configured));
        var reader = new EcsReader(clients);
        return new EcsContainers(
                targets,
                clients,
                new TargetResolver(targets, reader),
                new EcsSessions(
                        new AwsEndpoints(AwsOptions.sandbox(aws.uri())),
                        clients.http(),
                        new TaskWatch(reader),
                        webSockets,
                        Clock.systemUTC()));
    }

    private static final class Silent implements SessionListener {
        @Override
        public void output(ByteBuffer bytes) {
            throw new AssertionError("nothing was started");
        }

        @Override
        public void ended(SessionEnd end) {
            throw new AssertionError("nothing was started");
        }
    }
}
