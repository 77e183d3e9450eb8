package sallyport.sandbox.aws.api;

import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import tools.jackson.databind.node.ObjectNode;

/** One operation of a service with the query protocol; its result is turned into XML member by member. */
@FunctionalInterface
interface QueryOperation {
    /**
     * The result.
     *
     * @throws Refusal for an error answer
     */
    ObjectNode answer(QueryMembers asked, Signature caller);
}
