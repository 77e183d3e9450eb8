package sallyport.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers for one service with many tasks, each call so long after it came, any number of them at a time. */
final class SlowAws implements AutoCloseable {
    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-west-1";

    private static final String ECS = "arn:aws:ecs:" + REGION + ":" + ACCOUNT + ":";
    private static final String REVISION = ECS + "task-definition/web:42";

    private final HttpServer server;
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final Duration delay;
    private final int tasks;
    private final AtomicInteger calls = new AtomicInteger();

    SlowAws(int tasks, Duration delay) throws IOException {
        this.tasks = tasks;
        this.delay = delay;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Calls since the last time this was asked. */
    int calls() {
        return calls.getAndSet(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        var operation = target == null ? "DescribeTargetHealth" : target.substring(target.indexOf('.') + 1);
        var answer = answer(operation, body).getBytes(StandardCharsets.UTF_8);
        var _ = later.schedule(() -> send(exchange, answer), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void send(HttpExchange exchange, byte[] answer) {
        try (exchange) {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String operation, String body) {
        return switch (operation) {
            case "DescribeServices" -> SERVICE;
            case "ListTasks" ->
                "{\"taskArns\":[" + (body.contains("STOPPED") ? "" : each(task -> '"' + arn(task) + '"')) + "]}";
            case "DescribeTasks" -> "{\"tasks\":[" + each(SlowAws::task) + "]}";
            case "ListServiceDeployments" ->
                "{\"serviceDeployments\":[{\"serviceDeploymentArn\":\"one\",\"createdAt\":1795600000}]}";
            case "DescribeServiceDeployments" -> DEPLOYMENT;
            case "DescribeTaskDefinition" -> DEFINITION;
            case "DescribeTargetHealth" -> health();
            default -> throw new IllegalArgumentException("not to be called here: " + operation);
        };
    }

    private String each(IntFunction<String> one) {
        return IntStream.range(0, tasks).mapToObj(one).collect(Collectors.joining(","));
    }

    private static String arn(int task) {
        return ECS + "task/prod/%032x".formatted(task);
    }

    private static String address(int task) {
        return "10.0." + task / 250 + "." + (task % 250 + 1);
    }

    private static String task(int number) {
        return """
                {"taskArn":"%s","clusterArn":"%scluster/prod","taskDefinitionArn":"%s","lastStatus":"RUNNING",
                 "desiredStatus":"RUNNING","healthStatus":"HEALTHY","availabilityZone":"eu-west-1a","launchType":"FARGATE",
                 "enableExecuteCommand":true,"group":"service:web","createdAt":1795600000,"startedAt":1795600010,
                 "containers":[
                   {"name":"app","image":"web:1","imageDigest":"sha256:%s","lastStatus":"RUNNING","runtimeId":"r%d",
                    "networkInterfaces":[{"privateIpv4Address":"%s"}],
                    "managedAgents":[{"name":"ExecuteCommandAgent","lastStatus":"RUNNING"}]},
                   {"name":"proxy","image":"proxy:1","imageDigest":"sha256:%s","lastStatus":"RUNNING"}]}""".formatted(arn(number), ECS, REVISION, "a".repeat(64), number, address(number), "b".repeat(64));
    }

    private String health() {
        return "<DescribeTargetHealthResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">"
                + "<DescribeTargetHealthResult><TargetHealthDescriptions>"
                + IntStream.range(0, tasks)
                        .mapToObj(task -> "<member><Target><Id>" + address(task) + "</Id><Port>8080</Port></Target>"
                                + "<TargetHealth><State>healthy</State></TargetHealth></member>")
                        .collect(Collectors.joining())
                + "</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>";
    }

    private static final String SERVICE = """
            {"services":[{"serviceName":"web","clusterArn":"%1$scluster/prod","status":"ACTIVE","desiredCount":100,
             "runningCount":100,"pendingCount":0,"launchType":"FARGATE","taskDefinition":"%2$s","enableExecuteCommand":true,
             "loadBalancers":[{"targetGroupArn":"arn:aws:elasticloadbalancing:%3$s:%4$s:targetgroup/web/0123456789abcdef",
               "containerName":"app","containerPort":8080}],
             "deployments":[{"id":"ecs-svc/1","status":"PRIMARY","taskDefinition":"%2$s","desiredCount":100,
               "runningCount":100,"pendingCount":0,"failedTasks":0,"rolloutState":"COMPLETED","updatedAt":1795600100}],
             "events":[{"id":"e1","createdAt":1795600100,"message":"(service web) has reached a steady state."}]}]}""".formatted(ECS, REVISION, REGION, ACCOUNT);

    private static final String DEPLOYMENT = """
            {"serviceDeployments":[{"serviceDeploymentArn":"one","createdAt":1795600000,"status":"SUCCESSFUL",
             "targetServiceRevision":{"requestedTaskCount":100,"runningTaskCount":100,"pendingTaskCount":0}}]}""";

    private static final String DEFINITION = """
            {"taskDefinition":{"taskDefinitionArn":"%s","family":"web","revision":42,
             "containerDefinitions":[{"name":"app","essential":true},{"name":"proxy","essential":false}]}}""".formatted(REVISION);

    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
    }
}
