package sallyport.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.RequestId;
import sallyport.request.StartFailure.Kind;
import sallyport.request.Target;
import sallyport.run.Opening;
import sallyport.run.SessionEnd;
import sallyport.run.SessionListener;

class EcsContainersTest {
    private static final RequestId RUN = new RequestId("r0123456789ab");
    private static final String SESSION = "ecs-execute-command-0123456789abcdefg";
    private static final AwsTarget WITH_ROLE =
            new AwsTarget(EcsFixture.WEB, Optional.of(EcsFixture.ROLE), Optional.of("external-7"));

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final HttpClient webSockets = HttpClient.newHttpClient();
    private final Ends ends = new Ends();

    /** Keeps what a listener hears at the end. */
    private static final class Ends implements SessionListener {
        private final BlockingQueue<SessionEnd> heard = new LinkedBlockingQueue<>();

        @Override
        public void output(ByteBuffer bytes) {
            throw new AssertionError("no output was sent");
        }

        @Override
        public void ended(SessionEnd end) {
            heard.add(end);
        }

        SessionEnd await() throws InterruptedException {
            var end = heard.poll(20, TimeUnit.SECONDS);
            assertThat(end).as("an end within 20 s").isNotNull();
            return requireNonNull(end);
        }
    }

    @AfterEach
    void close() {
        webSockets.shutdownNow();
        clients.close();
        aws.close();
    }

    @Test
    void the_command_is_sent_as_it_is_to_the_container_that_was_resolved() throws Exception {
        accepts(aws.uri().toString().replace("http", "ws") + "/v1/data-channel/" + SESSION);

        var opening = open(EcsFixture.TARGET);

        assertThat(opening)
                .asInstanceOf(type(Opening.Opened.class))
                .returns(SESSION, opened -> opened.session().id());
        assertThat(aws.calls("ExecuteCommand")).singleElement().satisfies(call -> {
            assertThat(call.body().path("cluster").stringValue()).isEqualTo(EcsFixture.CLUSTER);
            assertThat(call.body().path("task").stringValue()).isEqualTo(EcsFixture.CONTAINER.task());
            assertThat(call.body().path("container").stringValue()).isEqualTo("app");
            assertThat(call.body().path("command").stringValue()).isEqualTo("echo 'a  b'");
            assertThat(call.body().path("interactive").booleanValue()).isTrue();
        });
        ends.await();
    }

    @Test
    void a_connection_dropped_after_the_call_was_read_is_unanswered_and_the_call_is_not_repeated() {
        aws.on("ExecuteCommand", body -> new AwsStub.Reply.Drop());

        assertThat(open(EcsFixture.TARGET)).isInstanceOf(Opening.Unanswered.class);
        assertThat(aws.calls("ExecuteCommand")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void an_error_of_aws_itself_is_unanswered_and_the_call_is_not_repeated(int status) {
        aws.on("ExecuteCommand", body -> AwsStub.error(status, "ServerException", "oops"));

        assertThat(open(EcsFixture.TARGET)).isInstanceOf(Opening.Unanswered.class);
        assertThat(aws.calls("ExecuteCommand")).hasSize(1);
    }

    @Test
    void an_answer_without_a_session_is_unanswered() {
        aws.answers("ExecuteCommand", "{\"containerName\":\"app\",\"interactive\":true}");

        assertThat(open(EcsFixture.TARGET)).isInstanceOf(Opening.Unanswered.class);
    }

    @Test
    void throttling_is_a_refusal_and_the_call_is_not_repeated() {
        aws.on("ExecuteCommand", body -> AwsStub.error(400, "ThrottlingException", "Rate exceeded"));

        assertThat(open(EcsFixture.TARGET)).isInstanceOf(Opening.Refused.class);
        assertThat(aws.calls("ExecuteCommand")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TargetNotConnectedException, internal error, EXEC_UNAVAILABLE, is not connected",
        "ClusterNotFoundException, Cluster not found., NO_SUCH_TARGET, Cluster not found.",
        "InvalidParameterException, execute command was not enabled when the task was run, EXEC_UNAVAILABLE, not enabled",
        "InvalidParameterException, Container not found, AWS_REFUSED, Container not found",
        "ClientException, bad identifier, AWS_REFUSED, bad identifier",
        "AccessDeniedException, no, AWS_REFUSED, denied"
    })
    void a_refusal_is_told_by_its_cause(String code, String message, Kind kind, String words) {
        aws.on("ExecuteCommand", body -> AwsStub.error(400, code, message));

        assertThat(open(EcsFixture.TARGET))
                .asInstanceOf(type(Opening.Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.cause().kind()).isEqualTo(kind);
                    assertThat(refused.cause().explanation()).contains(words);
                });
    }

    @Test
    void an_ecs_that_nobody_can_connect_to_was_not_asked() {
        var port = aws.uri();
        aws.close();

        try (var nowhere = AwsClients.create(AwsOptions.sandbox(port), InstantSource.system())) {
            assertThat(open(EcsFixture.TARGET, nowhere, AwsOptions.sandbox(port)))
                    .asInstanceOf(type(Opening.Refused.class))
                    .extracting(refused -> refused.cause().explanation())
                    .asString()
                    .contains("cannot be reached");
        }
    }

    @Test
    void a_run_with_a_role_uses_credentials_of_its_own_narrowed_to_its_container() throws Exception {
        aws.grantsRoles();
        accepts(aws.uri().toString().replace("http", "ws") + "/v1/data-channel/" + SESSION);

        open(WITH_ROLE);

        assertThat(aws.calls("AssumeRole").getFirst()).satisfies(call -> {
            assertThat(call.body().path("RoleSessionName").stringValue()).isEqualTo(RUN.value());
            assertThat(call.body().path("ExternalId").stringValue()).isEqualTo("external-7");
            assertThat(call.body().path("Policy").stringValue()).isEqualTo(SessionPolicy.of(EcsFixture.CONTAINER));
        });
        assertThat(aws.calls("ExecuteCommand"))
                .singleElement()
                .returns("token-of-" + RUN.value(), AwsStub.Call::securityToken);
        ends.await();
    }

    @Test
    void without_its_role_a_run_does_not_start() {
        aws.on("AssumeRole", body -> new AwsStub.Reply.Answer(403, "text/xml", """
                <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::1:role/bot is
                not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/x</Message></Error>
                </ErrorResponse>"""));

        assertThat(open(WITH_ROLE))
                .asInstanceOf(type(Opening.Refused.class))
                .extracting(refused -> refused.cause().explanation())
                .asString()
                .contains("sts:AssumeRole");
        assertThat(aws.calls("ExecuteCommand")).isEmpty();
    }

    @Test
    void a_target_that_is_configured_otherwise_by_now_is_not_called() {
        var moved = new Target(
                "web",
                "444455556666",
                EcsFixture.REGION,
                EcsFixture.CLUSTER,
                "web",
                EcsFixture.REVISION,
                "app",
                "",
                EcsFixture.CONTAINER.task(),
                EcsFixture.CONTAINER.runtimeId());

        assertThat(containers(EcsFixture.TARGET, clients, sandbox()).open(RUN, moved, "true", () -> true, ends))
                .isInstanceOf(Opening.Refused.class);
        assertThat(aws.calls("ExecuteCommand")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://ssmmessages.eu-west-1.evil.example/v1/data-channel/" + SESSION,
                "ws://127.0.0.1:1/v1/data-channel/" + SESSION,
                "not a url"
            })
    void a_stream_url_that_leads_elsewhere_is_not_followed_and_the_session_is_terminated(String url) throws Exception {
        accepts(url);
        aws.answers("TerminateSession", "{\"SessionId\":\"" + SESSION + "\"}");

        assertThat(open(EcsFixture.TARGET)).isInstanceOf(Opening.Opened.class);

        assertThat(ends.await())
                .asInstanceOf(type(SessionEnd.ConnectionLost.class))
                .extracting(SessionEnd.ConnectionLost::cause)
                .asString()
                .contains("do not connect")
                .contains("AWS confirmed");
        assertThat(aws.calls("TerminateSession"))
                .singleElement()
                .returns(SESSION, call -> call.body().path("SessionId").stringValue());
    }

    @Test
    void a_channel_that_cannot_be_opened_ends_the_session_under_the_runs_name_and_says_what_is_known()
            throws Exception {
        aws.grantsRoles();
        accepts(aws.uri().toString().replace("http", "ws") + "/v1/data-channel/" + SESSION);
        aws.on("TerminateSession", body -> AwsStub.error(400, "AccessDeniedException", "no"));

        open(WITH_ROLE);

        assertThat(ends.await())
                .asInstanceOf(type(SessionEnd.ConnectionLost.class))
                .extracting(SessionEnd.ConnectionLost::cause)
                .asString()
                .contains("HTTP 403")
                .contains("ssmmessages:OpenDataChannel")
                .contains("did not confirm");
        assertThat(aws.calls("GET /v1/data-channel/" + SESSION))
                .singleElement()
                .satisfies(call -> assertThat(call.authorization())
                        .contains("Credential=ASIA" + RUN.value())
                        .contains("/eu-west-1/ssmmessages/aws4_request"));
        assertThat(aws.calls("TerminateSession"))
                .singleElement()
                .returns("token-of-" + RUN.value(), AwsStub.Call::securityToken);
    }

    @Test
    void terminating_is_repeated_until_aws_confirms() {
        var failures = new AtomicInteger(3);
        aws.on(
                "TerminateSession",
                body -> failures.getAndDecrement() > 0
                        ? AwsStub.error(500, "InternalServerError", "oops")
                        : AwsStub.json("{\"SessionId\":\"" + SESSION + "\"}"));

        assertThat(containers(EcsFixture.TARGET, clients, sandbox()).terminate(RUN, EcsFixture.CONTAINER, SESSION))
                .isTrue();
        assertThat(aws.calls("TerminateSession")).hasSize(4);
    }

    @Test
    void a_termination_that_aws_refuses_is_not_confirmed() {
        aws.on("TerminateSession", body -> AwsStub.error(400, "DoesNotExistException", "no such session"));

        assertThat(containers(EcsFixture.TARGET, clients, sandbox()).terminate(RUN, EcsFixture.CONTAINER, SESSION))
                .isFalse();
    }

    @Test
    void clients_that_are_closed_confirm_nothing_and_throw_nothing() {
        var containers = containers(WITH_ROLE, clients, sandbox());
        clients.close();

        assertThat(containers.terminate(RUN, EcsFixture.CONTAINER, SESSION)).isFalse();
    }

    private void accepts(String streamUrl) {
        var answer = AwsStub.JSON.createObjectNode().put("containerName", "app").put("interactive", true);
        answer.putObject("session")
                .put("sessionId", SESSION)
                .put("streamUrl", streamUrl)
                .put("tokenValue", "opaque");
        aws.on("ExecuteCommand", body -> AwsStub.json(answer));
    }

    private Opening open(AwsTarget configured) {
        return open(configured, clients, sandbox());
    }

    private Opening open(AwsTarget configured, AwsClients through, AwsOptions options) {
        return containers(configured, through, options)
                .open(RUN, EcsFixture.CONTAINER, "echo 'a  b'", () -> true, ends);
    }

    private AwsOptions sandbox() {
        return AwsOptions.sandbox(aws.uri());
    }

    private EcsContainers containers(AwsTarget configured, AwsClients through, AwsOptions options) {
        var targets = new AwsTargets(List.of(configured));
        var reader = new EcsReader(through);
        return new EcsContainers(
                targets,
                through,
                new TargetResolver(targets, reader),
                new EcsSessions(
                        new AwsEndpoints(options),
                        through.http(),
                        new TaskWatch(reader),
                        webSockets,
                        Clock.systemUTC()));
    }
}
