package sallyport.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Person;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure.Kind;
import sallyport.request.Target;
import sallyport.run.Opening;
import sallyport.run.Resolution;
import sallyport.run.RunIdentity;
import sallyport.run.RunningTasks;
import sallyport.run.SessionEnd;
import sallyport.run.SessionListener;
import tools.jackson.databind.JsonNode;

class EcsContainersTest {
    private static final RequestId RUN = new RequestId("r0123456789ab");
    private static final RunIdentity BY = new RunIdentity(
            RUN,
            new Person("T1", "U0REQUESTER"),
            List.of(new Person("T1", "U0APPROVER1"), new Person("T1", "U0APPROVER2")));
    private static final String SESSION = "ecs-execute-command-0123456789abcdefg";
    private static final AwsTarget WITH_ROLE =
            new AwsTarget(EcsFixture.WEB, Optional.of(EcsFixture.ROLE), Optional.of("external-7"));

    private static final RoleArn READ_ROLE = new RoleArn("arn:aws:iam::111122223333:role/sallyport-read");
    private static final RoleArn EXEC_ROLE = new RoleArn("arn:aws:iam::111122223333:role/sallyport-exec");

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
    void a_target_with_two_roles_runs_with_the_one_and_reads_with_the_other() throws Exception {
        var configured = twoRoles(Optional.of(EXEC_ROLE), RunAttribution.NONE);
        aws.grantsRoles();
        aws.answers("DescribeSessions", "{\"Sessions\":[]}");
        accepts(aws.uri().toString().replace("http", "ws") + "/v1/data-channel/" + SESSION);

        open(configured);
        containers(configured, clients, sandbox()).witness(RUN, EcsFixture.CONTAINER, Instant.now());
        ends.await();

        assertThat(aws.calls("AssumeRole"))
                .filteredOn(call -> call.body().path("RoleArn").stringValue().equals(READ_ROLE.value()))
                .allSatisfy(
                        call -> assertThat(call.body().path("RoleSessionName").stringValue())
                                .isEqualTo("sallyport"))
                .hasSize(1);
        assertThat(aws.calls("AssumeRole"))
                .filteredOn(call -> call.body().path("RoleArn").stringValue().equals(EXEC_ROLE.value()))
                .allSatisfy(
                        call -> assertThat(call.body().path("RoleSessionName").stringValue())
                                .isEqualTo(RUN.value()))
                .isNotEmpty();
        assertThat(aws.calls("ExecuteCommand"))
                .singleElement()
                .returns("token-of-" + RUN.value(), AwsStub.Call::securityToken);
        assertThat(aws.calls("DescribeSessions"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.securityToken()).isEqualTo("token-of-sallyport"));
    }

    @Test
    void a_run_says_who_asked_and_who_agreed_where_its_target_wants_that() throws Exception {
        aws.grantsRoles();
        accepts(aws.uri().toString().replace("http", "ws") + "/v1/data-channel/" + SESSION);

        open(twoRoles(Optional.of(EXEC_ROLE), new RunAttribution(true, true)));
        ends.await();

        assertThat(aws.calls("AssumeRole")).isNotEmpty().allSatisfy(call -> {
            assertThat(call.body().path("SourceIdentity").asString()).isEqualTo("U0REQUESTER");
            assertThat(call.body().path("ExternalId").asString()).isEqualTo("external-7");
            assertThat(tags(call.body()))
                    .isEqualTo(Map.of(
                            "sallyport:request", RUN.value(),
                            "sallyport:requester", "U0REQUESTER",
                            "sallyport:approvers", "U0APPROVER1:U0APPROVER2"));
        });
    }

    @Test
    void a_run_says_nothing_that_its_targets_trust_policy_need_not_know() throws Exception {
        aws.grantsRoles();
        accepts(aws.uri().toString().replace("http", "ws") + "/v1/data-channel/" + SESSION);

        open(WITH_ROLE);
        ends.await();

        assertThat(aws.calls("AssumeRole"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.body().propertyNames())
                        .noneMatch(name -> name.startsWith("Tags") || name.equals("SourceIdentity")));
    }

    @Test
    void a_target_with_a_role_for_reading_only_runs_nothing_and_says_why() {
        var containers = containers(twoRoles(Optional.empty(), RunAttribution.NONE), clients, sandbox());
        var web = new Selector("web", Optional.empty(), Optional.empty());

        assertThat(containers.resolve(web))
                .asInstanceOf(type(Resolution.Impossible.class))
                .satisfies(impossible -> {
                    assertThat(impossible.cause().kind()).isEqualTo(Kind.EXEC_UNAVAILABLE);
                    assertThat(impossible.cause().explanation())
                            .isEqualTo("web can only be read: sallyport.yml gives it a read_role and no exec_role."
                                    + " Nothing was asked of AWS.");
                });
        assertThat(containers.tasks(web)).isInstanceOf(RunningTasks.Impossible.class);
        assertThat(containers.open(BY, EcsFixture.CONTAINER, "true", () -> true, ends))
                .isInstanceOf(Opening.Refused.class);
        assertThat(containers.terminate(BY, EcsFixture.CONTAINER, SESSION)).isFalse();
        assertThat(aws.calls("AssumeRole")).isEmpty();
        assertThat(aws.calls("ExecuteCommand")).isEmpty();
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

        assertThat(containers(EcsFixture.TARGET, clients, sandbox()).open(BY, moved, "true", () -> true, ends))
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
    void a_channel_that_was_denied_says_by_whose_policy() throws Exception {
        accepts(aws.uri().toString().replace("http", "ws") + "/v1/data-channel/" + SESSION);
        aws.refusesUpgrades("{\"message\":\"User: arn:aws:iam::111122223333:role/x is not authorized to perform:"
                + " ssmmessages:OpenDataChannel because no permissions boundary allows the"
                + " ssmmessages:OpenDataChannel action\"}");

        open(EcsFixture.TARGET);

        assertThat(ends.await())
                .asInstanceOf(type(SessionEnd.ConnectionLost.class))
                .extracting(SessionEnd.ConnectionLost::cause)
                .asString()
                .contains("AWS denied ssmmessages:OpenDataChannel to arn:aws:iam::111122223333:role/x")
                .contains("allow it in the boundary");
    }

    @Test
    void terminating_is_repeated_until_aws_confirms() {
        var failures = new AtomicInteger(3);
        aws.on(
                "TerminateSession",
                body -> failures.getAndDecrement() > 0
                        ? AwsStub.error(500, "InternalServerError", "oops")
                        : AwsStub.json("{\"SessionId\":\"" + SESSION + "\"}"));

        assertThat(containers(EcsFixture.TARGET, clients, sandbox()).terminate(BY, EcsFixture.CONTAINER, SESSION))
                .isTrue();
        assertThat(aws.calls("TerminateSession")).hasSize(4);
    }

    @Test
    void a_termination_that_aws_refuses_is_not_confirmed() {
        aws.on("TerminateSession", body -> AwsStub.error(400, "DoesNotExistException", "no such session"));

        assertThat(containers(EcsFixture.TARGET, clients, sandbox()).terminate(BY, EcsFixture.CONTAINER, SESSION))
                .isFalse();
    }

    @Test
    void clients_that_are_closed_confirm_nothing_and_throw_nothing() {
        var containers = containers(WITH_ROLE, clients, sandbox());
        clients.close();

        assertThat(containers.terminate(BY, EcsFixture.CONTAINER, SESSION)).isFalse();
    }

    private static AwsTarget twoRoles(Optional<RoleArn> running, RunAttribution attribution) {
        return new AwsTarget(
                EcsFixture.WEB, new AccountAccess.Roles(READ_ROLE, running, Optional.of("external-7"), attribution));
    }

    /** The list of structures as the query protocol spells it. */
    private static Map<String, String> tags(JsonNode form) {
        return form.propertyNames().stream()
                .filter(name -> name.matches("Tags\\.member\\.\\d+\\.Key"))
                .collect(Collectors.toMap(
                        name -> form.path(name).asString(),
                        name -> form.path(name.replace(".Key", ".Value")).asString()));
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
        return containers(configured, through, options).open(BY, EcsFixture.CONTAINER, "echo 'a  b'", () -> true, ends);
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
