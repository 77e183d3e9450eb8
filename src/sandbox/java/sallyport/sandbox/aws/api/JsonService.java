package sallyport.sandbox.aws.api;

import java.util.Map;
import sallyport.sandbox.aws.wire.Refusal;

/**
 * A service that speaks JSON 1.1, or 1.0.
 *
 * @param name as in a credential scope
 * @param targetPrefix what comes before the operation's name in the {@code X-Amz-Target} header
 * @param contentType of its requests and answers
 */
record JsonService(String name, String targetPrefix, String contentType, Map<String, Operation> operations) {
    private static final String JSON = "application/x-amz-json-1.1";

    JsonService(String name, String targetPrefix, Map<String, Operation> operations) {
        this(name, targetPrefix, JSON, operations);
    }

    Operation operation(String operation) {
        var found = operations.get(operation);
        if (found == null) {
            throw Refusal.of("UnknownOperationException", "The sandbox does not simulate " + name + ":" + operation);
        }
        return found;
    }
}
