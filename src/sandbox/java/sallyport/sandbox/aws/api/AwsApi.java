package sallyport.sandbox.aws.api;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import sallyport.sandbox.aws.channel.Sessions;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.CallLog;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.LoggedCall;
import sallyport.sandbox.aws.wire.QueryProtocol;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.LivingWorld;
import sallyport.sandbox.aws.world.Metrics;
import sallyport.sandbox.aws.world.World;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All services behind the one port: finds the service and the operation, answers, and logs the call. Thread-safe. */
public final class AwsApi implements AutoCloseable {
    private static final String JSON = "application/x-amz-json-1.1";

    private final Faults faults;
    private final CallLog log;
    private final InstantSource clock;
    private final Callers callers = new Callers();
    private final Authorization authorization;
    private final List<JsonService> services;
    private final QueryApi query;
    private final S3 s3;
    private final CloudWatch cloudWatch;
    private final LiveTails liveTails;
    private final LogsInsights insights;

    public AwsApi(
            Supplier<LivingWorld> living,
            TaskEvents taskEvents,
            Sessions sessions,
            Faults faults,
            CallLog log,
            StreamUrl streamUrl,
            LogsPace logsPace,
            Supplier<Metrics> metrics,
            boolean containerInsights,
            InstantSource worldClock,
            InstantSource clock) {
        Supplier<World> world = () -> living.get().now();
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.authorization = new Authorization(world, callers);
        this.query = new QueryApi(queryServices(world), faults, callers, authorization, clock);
        this.s3 = new S3(world, faults, callers, authorization, clock);
        this.cloudWatch = new CloudWatch(
                new CloudWatchMetrics(metrics, worldClock).operations(),
                this::admitFigures,
                (operation, request, status, answer) -> add(CloudWatch.SERVICE, operation, request, status, answer));
        this.liveTails = new LiveTails(world, faults, logsPace, worldClock);
        this.insights = new LogsInsights(world, callers, worldClock);
        var logsQuota = new LogsQuota(faults, callers, logsPace.callsPerSecond(), worldClock);
        this.services = List.of(
                new JsonService(
                        "ecs",
                        "AmazonEC2ContainerServiceV20141113",
                        all(
                                new EcsClusters(world, containerInsights).operations(),
                                new EcsServices(world).operations(),
                                new EcsTasks(world, faults).operations(),
                                new EcsTaskDefinitions(world).operations(),
                                new EcsChanges(living).operations(),
                                new EcsDeployments(world).operations(),
                                new EcsInstances(world).operations(),
                                new EcsRarities(world).operations(),
                                new EcsExec(world, faults, sessions, streamUrl, callers).operations())),
                new JsonService(
                        "logs",
                        "Logs_20140328",
                        logsQuota.limit(all(
                                new LogGroups(world, worldClock, logsPace).operations(),
                                new LogReading(world, worldClock, logsPace).operations(),
                                liveTails.operations(),
                                insights.operations()))),
                new JsonService("ssm", "AmazonSSM", new SsmSessions(sessions, streamUrl).operations()),
                new JsonService("kms", "TrentService", new Kms(world).operations()),
                new JsonService("sqs", "AmazonSQS", "application/x-amz-json-1.0", new Sqs(taskEvents).operations()));
    }

    private List<QueryService> queryServices(Supplier<World> world) {
        return List.of(
                new QueryService("sts", "2011-06-15", QueryXml.QUERY, new Sts(world, callers, clock).operations()),
                new QueryService("iam", "2010-05-08", QueryXml.QUERY, new Iam(world).operations()),
                new QueryService("ec2", "2016-11-15", QueryXml.EC2, new Ec2(world).operations()),
                new QueryService(
                        "elasticloadbalancing", "2015-12-01", QueryXml.QUERY, new TargetGroups(world).operations()));
    }

    @SafeVarargs
    private static Map<String, Operation> all(Map<String, Operation>... groups) {
        var all = new HashMap<String, Operation>();
        for (var group : groups) {
            all.putAll(group);
        }
        return Map.copyOf(all);
    }

    /** Every operation there is, as {@code ecs:ListTasks}. */
    public Set<String> operations() {
        var all = new TreeSet<>(query.operations());
        services.forEach(service ->
                service.operations().keySet().forEach(operation -> all.add(service.name() + ":" + operation)));
        cloudWatch.operations().forEach(operation -> all.add(CloudWatch.SERVICE + ":" + operation));
        S3.operations().forEach(operation -> all.add(S3.SERVICE + ":" + operation));
        return all;
    }

    /** Ends the answers that are still going on and forgets queries; new ones may begin. */
    @Override
    public void close() {
        liveTails.close();
        insights.clear();
    }

    public ApiAnswer answer(ApiRequest request) {
        if (request.target().isEmpty()) {
            var form = QueryProtocol.form(request.body());
            return CloudWatch.VERSION.equals(form.get("Version")) ? cloudWatch.query(form, request) : query(request);
        }
        var target = request.target().get();
        return target.startsWith(CloudWatch.TARGET_PREFIX + ".")
                ? cloudWatch.json(target.substring(CloudWatch.TARGET_PREFIX.length() + 1), request)
                : json(request, target);
    }

    /** A call of Smithy RPC v2 CBOR, whose path names the service and the operation. */
    public ApiAnswer answerCbor(String service, String operation, ApiRequest request, ByteBuffer body) {
        if (!service.equals(CloudWatch.TARGET_PREFIX)) {
            return new ApiAnswer.Response(404, JSON, UUID.randomUUID().toString(), "{}");
        }
        return cloudWatch.cbor(operation, request, body);
    }

    /** A call of S3; empty if it is not S3 that the request asks. */
    public Optional<S3Answer> answerS3(S3Request request) {
        var answer = s3.answer(request);
        answer.ifPresent(each ->
                add(S3.SERVICE, each.operation(), request.line(), request.authorization(), each.status(), each.xml()));
        return answer;
    }

    private ApiAnswer json(ApiRequest request, String target) {
        int dot = target.indexOf('.');
        var prefix = target.substring(0, Math.max(dot, 0));
        var operation = target.substring(dot + 1);
        var service = services.stream()
                .filter(candidate -> candidate.targetPrefix().equals(prefix))
                .findAny()
                .orElse(new JsonService("unknown", prefix, Map.of()));
        try {
            var body = serve(service, operation, request);
            if (operation.equals("ExecuteCommand") && faults.take(FaultName.EXECUTE_COMMAND_LOST_ANSWER)) {
                add(service.name(), operation, request, 0, body.toString());
                return new ApiAnswer.Withheld();
            }
            var answer = response(service, operation, request, 200, body);
            return operation.equals("StartLiveTail") ? events(body) : answer;
        } catch (Refusal refusal) {
            return response(service, operation, request, refusal.status(), refusal.body());
        }
    }

    private ApiAnswer events(ObjectNode started) {
        return new ApiAnswer.Events(UUID.randomUUID().toString(), liveTails.session(started));
    }

    private ObjectNode serve(JsonService service, String name, ApiRequest request) {
        var operation = service.operation(name);
        if (!request.contentType().orElse("").startsWith(service.contentType())) {
            throw Refusal.of("SerializationException", "The content type is not " + service.contentType());
        }
        var signature = admit(request, service.name(), name);
        try {
            var body = Json.MAPPER.readTree(request.body());
            authorize(signature, service.name() + ":" + name, body);
            return operation.answer(body, signature);
        } catch (JacksonException e) {
            throw Refusal.of("SerializationException", "The request is not JSON");
        }
    }

    private Signature admit(ApiRequest request, String service, String operation) {
        var signature = Signature.require(request.authorization(), request.date(), service, clock.instant());
        refuseIfAsked(service.equals(CloudWatch.SERVICE) ? "cloudwatch" : service, operation, signature);
        return signature;
    }

    private void authorize(Signature caller, String action, JsonNode request) {
        authorization.denial(caller, action, request).ifPresent(sentence -> {
            throw Refusal.of("AccessDeniedException", sentence);
        });
    }

    /** Figures are asked for in three protocols, and for none of them does the resource matter. */
    private Signature admitFigures(ApiRequest request, String service, String operation) {
        var signature = admit(request, service, operation);
        authorize(signature, "cloudwatch:" + operation, Json.object());
        return signature;
    }

    private void refuseIfAsked(String service, String operation, Signature signature) {
        if (faults.take(FaultName.THROTTLE, operation)) {
            throw Refusal.of("ThrottlingException", "Rate exceeded");
        }
        if (faults.take(FaultName.ACCESS_DENIED, operation)) {
            throw Refusal.of(
                    "AccessDeniedException",
                    "User: %s is not authorized to perform: %s:%s because no identity-based policy allows the %s:%s action"
                            .formatted(callers.arn(signature), service, operation, service, operation));
        }
    }

    private ApiAnswer response(JsonService service, String operation, ApiRequest request, int status, ObjectNode body) {
        var text = body.toString();
        add(service.name(), operation, request, status, text);
        return new ApiAnswer.Response(
                status, service.contentType(), UUID.randomUUID().toString(), text);
    }

    private ApiAnswer query(ApiRequest request) {
        var answer = query.answer(request);
        add(answer.service(), answer.action(), request, answer.status(), answer.xml());
        return new ApiAnswer.Response(answer.status(), "text/xml", answer.requestId(), answer.xml());
    }

    private void add(String service, String operation, ApiRequest request, int status, String answer) {
        add(service, operation, request.body(), request.authorization(), status, answer);
    }

    private void add(
            String service, String operation, String body, Optional<String> authorization, int status, String answer) {
        Optional<String> accessKey = Signature.parse(authorization).map(Signature::accessKey);
        log.add(new LoggedCall(service, operation, body, clock.instant(), status, answer, accessKey));
    }
}
