package sallyport.sandbox.aws.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import tools.jackson.databind.node.ObjectNode;

/** The services that speak the query protocol. Thread-safe. */
final class QueryApi {
    private static final QueryService UNKNOWN = new QueryService("unknown", "", QueryXml.QUERY, Map.of());

    private final List<QueryService> services;
    private final Faults faults;
    private final Callers callers;
    private final Authorization authorization;
    private final InstantSource clock;

    QueryApi(
            List<QueryService> services,
            Faults faults,
            Callers callers,
            Authorization authorization,
            InstantSource clock) {
        this.services = services;
        this.faults = faults;
        this.callers = callers;
        this.authorization = authorization;
        this.clock = clock;
    }

    record Answer(String service, String action, int status, String requestId, String xml) {}

    Set<String> operations() {
        return services.stream()
                .flatMap(service -> service.operations().keySet().stream().map(each -> service.name() + ":" + each))
                .collect(Collectors.toSet());
    }

    Answer answer(ApiRequest request) {
        var requestId = UUID.randomUUID().toString();
        var asked = QueryMembers.parse(request.body());
        var service = service(asked, request);
        var namespace = namespace(service);
        var action = asked.action();
        try {
            var result = result(service, asked, request);
            return new Answer(
                    service.name(), action, 200, requestId, service.xml().result(namespace, action, result, requestId));
        } catch (Refusal refusal) {
            return new Answer(
                    service.name(),
                    action,
                    refusal.status(),
                    requestId,
                    service.xml().error(namespace, refusal, requestId));
        }
    }

    /** By the version, as each service has one of its own; one that says none is told by its signature. */
    private QueryService service(QueryMembers asked, ApiRequest request) {
        var scope =
                Signature.parse(request.authorization()).map(Signature::service).orElse("sts");
        return services.stream()
                .filter(each -> each.version().equals(asked.version())
                        || (asked.version().isEmpty() && each.name().equals(scope)))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static String namespace(QueryService service) {
        return service.xml() == QueryXml.EC2
                ? "http://ec2.amazonaws.com/doc/" + service.version() + "/"
                : "https://" + service.name() + ".amazonaws.com/doc/" + service.version() + "/";
    }

    private ObjectNode result(QueryService service, QueryMembers asked, ApiRequest request) {
        var action = asked.action();
        var operation = service.operations().get(action);
        if (operation == null) {
            throw Refusal.of("InvalidAction", "Could not find operation " + action + " for version " + asked.version());
        }
        var caller = signature(service, request);
        refuseIfAsked(service, action, caller);
        authorize(service, action, asked, caller);
        return operation.answer(asked, caller);
    }

    /** Who one is may be asked by anybody. */
    private void authorize(QueryService service, String action, QueryMembers asked, Signature caller) {
        if (action.equals("GetCallerIdentity")) {
            return;
        }
        authorization
                .denial(caller, service.name() + ":" + action, asked.json())
                .ifPresent(sentence -> {
                    throw new Refusal(
                            403, service.xml() == QueryXml.EC2 ? "UnauthorizedOperation" : "AccessDenied", sentence);
                });
    }

    private Signature signature(QueryService service, ApiRequest request) {
        try {
            return Signature.require(request.authorization(), request.date(), service.name(), clock.instant());
        } catch (Refusal refusal) {
            // The query protocol answers the same with 403 and without the suffix.
            throw new Refusal(403, refusal.type().replace("Exception", ""), refusal.text());
        }
    }

    private void refuseIfAsked(QueryService service, String action, Signature caller) {
        boolean ec2 = service.xml() == QueryXml.EC2;
        if (faults.take(FaultName.THROTTLE, action)) {
            throw ec2
                    ? new Refusal(503, "RequestLimitExceeded", "Request limit exceeded.")
                    : Refusal.of("Throttling", "Rate exceeded");
        }
        if (faults.take(FaultName.ACCESS_DENIED, action)) {
            throw new Refusal(
                    403,
                    ec2 ? "UnauthorizedOperation" : "AccessDenied",
                    "User: " + callers.arn(caller) + " is not authorized to perform: " + service.name() + ":" + action
                            + " because no identity-based policy allows the " + service.name() + ":" + action
                            + " action");
        }
    }
}
