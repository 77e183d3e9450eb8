package sallyport.sandbox.aws.api;

import java.util.Map;
import sallyport.sandbox.aws.wire.Refusal;

/**
 * A service that speaks JSON 1.1.
 *
 * @param name as in a credential scope
 * @param targetPrefix what comes before the operation's name in the {@code X-Amz-Target} header
 */
record JsonService(String name, String targetPrefix, Map<String, Operation> operations) {

    Operation operation(String operation) {
        var found = operations.get(operation);
        if (found == null) {
            throw Refusal.of("UnknownOperationException", "The sandbox does not simulate " + name + ":" + operation);
        }
        return found;
    }
}
