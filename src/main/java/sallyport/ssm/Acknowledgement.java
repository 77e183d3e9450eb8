package sallyport.ssm;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Says that one stream message has arrived. Matched by sequence number alone, as the agent does. */
record Acknowledgement(String messageType, UUID messageId, long sequence) {

    static Acknowledgement of(AgentMessage message) {
        return new Acknowledgement(message.type().wireName(), message.id(), message.sequence());
    }

    ByteBuffer payload() {
        return JsonPayload.write(JsonPayload.object()
                .put("AcknowledgedMessageType", messageType)
                .put("AcknowledgedMessageId", messageId.toString().toLowerCase(Locale.ROOT))
                .put("AcknowledgedMessageSequenceNumber", sequence)
                .put("IsSequentialMessage", true));
    }

    /** The sequence number that an acknowledgement's payload names, or nothing if it names none. */
    static Optional<Long> sequenceIn(ByteBuffer payload) {
        return JsonPayload.read(payload)
                .map(json -> json.path("AcknowledgedMessageSequenceNumber"))
                .filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToLong)
                .map(JsonNode::longValue);
    }
}
