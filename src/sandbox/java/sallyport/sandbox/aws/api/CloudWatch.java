package sallyport.sandbox.aws.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Cbor;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.QueryProtocol;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudWatch in the three protocols that its model names: Smithy RPC v2 CBOR, which SDKs speak now, JSON 1.0, and the
 * query protocol of older ones.
 */
final class CloudWatch {
    /** As in a credential scope. */
    static final String SERVICE = "monitoring";

    static final String TARGET_PREFIX = "GraniteServiceVersion20100801";
    static final String VERSION = "2010-08-01";

    private static final String JSON = "application/x-amz-json-1.0";
    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/" + VERSION + "/";
    /** What the query protocol calls errors, which the other protocols tell in a header. */
    private static final Map<String, String> QUERY_CODES = Map.of(
            "InvalidParameterValueException", "InvalidParameterValue",
            "MissingRequiredParameterException", "MissingParameter",
            "ThrottlingException", "Throttling",
            "AccessDeniedException", "AccessDenied");

    /** Lets a signed request in, or refuses it. */
    @FunctionalInterface
    interface Admission {
        Signature admit(ApiRequest request, String service, String operation);
    }

    /** Keeps a call and its answer. */
    @FunctionalInterface
    interface Journal {
        void add(String operation, ApiRequest request, int status, String answer);
    }

    private final Map<String, Operation> operations;
    private final Admission admission;
    private final Journal journal;

    CloudWatch(Map<String, Operation> operations, Admission admission, Journal journal) {
        this.operations = operations;
        this.admission = admission;
        this.journal = journal;
    }

    Set<String> operations() {
        return operations.keySet();
    }

    /** A call of Smithy RPC v2 CBOR. */
    ApiAnswer cbor(String operation, ApiRequest request, ByteBuffer body) {
        var headers = Map.of("smithy-protocol", "rpc-v2-cbor");
        try {
            var answer = serve(operation, request, () -> Cbor.read(body));
            return answer(operation, request, 200, answer, Cbor.CONTENT_TYPE, headers, Cbor.write(answer));
        } catch (Refusal refusal) {
            return answer(
                    operation,
                    request,
                    refusal.status(),
                    refusal.body(),
                    Cbor.CONTENT_TYPE,
                    Map.of("smithy-protocol", "rpc-v2-cbor", "x-amzn-query-error", code(refusal) + ";Sender"),
                    Cbor.write(refusal.body()));
        }
    }

    /** A call of JSON 1.0. */
    ApiAnswer json(String operation, ApiRequest request) {
        try {
            var answer = serve(operation, request, () -> Json.MAPPER.readTree(request.body()));
            return answer(operation, request, 200, answer, JSON, Map.of(), utf8(QueryProtocol.withSeconds(answer)));
        } catch (Refusal refusal) {
            var headers = Map.of("x-amzn-query-error", code(refusal) + ";Sender");
            return answer(operation, request, refusal.status(), refusal.body(), JSON, headers, utf8(refusal.body()));
        }
    }

    /** A call of the query protocol. */
    ApiAnswer query(Map<String, String> form, ApiRequest request) {
        var operation = form.getOrDefault("Action", "");
        var requestId = UUID.randomUUID().toString();
        try {
            var answer = serve(operation, request, () -> QueryProtocol.members(form));
            var xml = QueryProtocol.answer(operation, NAMESPACE, answer, requestId);
            return xml(operation, request, 200, answer, xml, requestId);
        } catch (Refusal refusal) {
            var xml = QueryProtocol.error(NAMESPACE, code(refusal), refusal.text(), requestId);
            return xml(operation, request, refusal.status(), refusal.body(), xml, requestId);
        }
    }

    private ObjectNode serve(String name, ApiRequest request, Supplier<JsonNode> members) {
        var operation = operations.get(name);
        if (operation == null) {
            throw Refusal.of("UnknownOperationException", "The sandbox does not simulate " + SERVICE + ":" + name);
        }
        var signature = admission.admit(request, SERVICE, name);
        try {
            return operation.answer(members.get(), signature);
        } catch (JacksonException e) {
            throw Refusal.of("SerializationException", "The request cannot be read");
        }
    }

    private static String code(Refusal refusal) {
        return QUERY_CODES.getOrDefault(refusal.type(), refusal.type());
    }

    private static ByteBuffer utf8(JsonNode body) {
        return StandardCharsets.UTF_8.encode(body.toString());
    }

    private ApiAnswer xml(
            String operation, ApiRequest request, int status, ObjectNode body, String xml, String requestId) {
        journal.add(operation, request, status, QueryProtocol.withSeconds(body).toString());
        return new ApiAnswer.Response(status, "text/xml", requestId, xml);
    }

    private ApiAnswer answer(
            String operation,
            ApiRequest request,
            int status,
            ObjectNode body,
            String contentType,
            Map<String, String> headers,
            ByteBuffer bytes) {
        journal.add(operation, request, status, QueryProtocol.withSeconds(body).toString());
        return new ApiAnswer.Bytes(status, contentType, UUID.randomUUID().toString(), headers, bytes);
    }
}
