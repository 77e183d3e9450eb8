package sallyport.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.RequestId;
import sallyport.run.Opening;
import sallyport.run.SessionEnd;
import sallyport.run.SessionListener;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Everything that goes to AWS goes by way of the proxy, over real sockets; names are resolved by the proxy alone. */
class ThroughProxyTest {
    private static final RequestId RUN = new RequestId("r0123456789ab");
    private static final String SESSION = "ecs-execute-command-0123456789abcdefg";

    private final AwsStub aws = new AwsStub();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void calls_and_the_data_channel_go_by_way_of_the_proxy() throws Exception {
        var nowhere = URI.create("http://aws.invalid:" + aws.uri().getPort());
        var listener = new Ends();
        aws.grantsRoles();
        var answer = AwsStub.JSON.createObjectNode();
        answer.putObject("session")
                .put("sessionId", SESSION)
                .put("streamUrl", nowhere.toString().replace("http", "ws") + "/v1/data-channel/" + SESSION)
                .put("tokenValue", "opaque");
        aws.on("ExecuteCommand", body -> AwsStub.json(answer));
        aws.answers("TerminateSession", "{\"SessionId\":\"" + SESSION + "\"}");
        try (var proxy = ConnectProxy.to(aws.uri());
                var door = door(AwsOptions.sandbox(nowhere).through(proxy.selector()))) {
            var opening =
                    door.containers().open(EcsFixture.run(RUN), EcsFixture.CONTAINER, "true", () -> true, listener);

            assertThat(opening).isInstanceOf(Opening.Opened.class);
            assertThat(listener.await().cause()).contains("HTTP 403").contains("AWS confirmed");
            assertThat(proxy.asked())
                    .contains("CONNECT aws.invalid:" + nowhere.getPort() + " HTTP/1.1")
                    .filteredOn(line -> line.startsWith("POST "))
                    .allSatisfy(line -> assertThat(line).startsWith("POST " + nowhere));
        }
        assertThat(aws.calls("AssumeRole")).isNotEmpty();
        assertThat(aws.calls("ExecuteCommand")).hasSize(1);
        assertThat(aws.calls("TerminateSession")).hasSize(1);
        assertThat(aws.calls("GET /v1/data-channel/" + SESSION)).hasSize(1);
    }

    @Test
    void each_service_is_asked_of_the_proxy_by_its_public_name() {
        var target = EcsFixture.TARGET;
        assertThat(connectedTo(AwsOptions.production(), clients -> {
                    swallow(() -> clients.ecs(target).listClusters());
                    swallow(() -> clients.ssm(target).terminateSession(request -> request.sessionId("s")));
                    swallow(() -> clients.sts(target).getCallerIdentity());
                    swallow(() -> clients.iam(target).listRoles());
                }))
                .containsExactly(
                        "CONNECT ecs.eu-west-1.amazonaws.com:443 HTTP/1.1",
                        "CONNECT ssm.eu-west-1.amazonaws.com:443 HTTP/1.1",
                        "CONNECT sts.eu-west-1.amazonaws.com:443 HTTP/1.1",
                        "CONNECT iam.amazonaws.com:443 HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407, 502})
    void a_proxy_that_refuses_is_not_taken_for_aws_and_proves_nothing(int status) {
        try (var proxy = ConnectProxy.refusing(status);
                var door = door(AwsOptions.production().through(proxy.selector()))) {
            assertThat(door.containers()
                            .open(EcsFixture.run(RUN), EcsFixture.CONTAINER, "true", () -> true, new Ends()))
                    .asInstanceOf(type(Opening.Unanswered.class))
                    .extracting(Opening.Unanswered::cause)
                    .asString()
                    .contains("not AWS (HTTP " + status + ")")
                    .contains("proxy");
        }
    }

    private static List<String> connectedTo(AwsOptions options, Consumer<AwsClients> calls) {
        try (var proxy = ConnectProxy.refusing(403);
                var clients = through(options.through(proxy.selector()))) {
            calls.accept(clients);
            return proxy.asked().stream().distinct().toList();
        }
    }

    private static AwsClients through(AwsOptions options) {
        var pool = AwsClients.pool(options);
        var made = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret"));
        return new AwsClients(options, pool, made, new AwsClock(InstantSource.system(), System::nanoTime));
    }

    private static void swallow(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException refused) {
            // Nothing is behind this proxy; what was asked of it is what the test looks at.
        }
    }

    private static Door door(AwsOptions options) {
        return new Door(options);
    }

    /** What {@link Aws} puts together, with credentials that need not be looked for. */
    private static final class Door implements AutoCloseable {
        private final AwsClients clients;
        private final HttpClient webSockets;
        private final EcsContainers containers;

        Door(AwsOptions options) {
            this.clients = through(options);
            this.webSockets = Aws.webSockets(options);
            var role = options.endpointOverride().map(_ -> EcsFixture.ROLE);
            var targets = new AwsTargets(List.of(new AwsTarget(EcsFixture.WEB, role, Optional.empty())));
            var reader = new EcsReader(clients);
            this.containers = new EcsContainers(
                    targets,
                    clients,
                    new TargetResolver(targets, reader),
                    new EcsSessions(
                            new AwsEndpoints(options),
                            clients.http(),
                            new TaskWatch(reader),
                            webSockets,
                            Clock.systemUTC()));
        }

        EcsContainers containers() {
            return containers;
        }

        @Override
        public void close() {
            webSockets.shutdownNow();
            clients.close();
        }
    }

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

        SessionEnd.ConnectionLost await() throws InterruptedException {
            var end = heard.poll(60, TimeUnit.SECONDS);
            assertThat(end).as("an end within 60 s").isInstanceOf(SessionEnd.ConnectionLost.class);
            return (SessionEnd.ConnectionLost) requireNonNull(end);
        }
    }
}
