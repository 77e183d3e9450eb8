package sallyport.sandbox.aws.api;

import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One operation of a service with a JSON protocol. */
@FunctionalInterface
interface Operation {
    /**
     * The answer's body.
     *
     * @throws Refusal for an error answer
     */
    ObjectNode answer(JsonNode request, Signature caller);
}
