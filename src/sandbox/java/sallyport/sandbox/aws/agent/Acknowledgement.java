package sallyport.sandbox.aws.agent;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.wire.Json;
import tools.jackson.core.JacksonException;

/** The payload of an {@code acknowledge} frame. */
final class Acknowledgement {
    private Acknowledgement() {}

    static Frame of(Frame received, Instant now) {
        var payload = Json.object()
                .put("AcknowledgedMessageType", received.messageType())
                .put("AcknowledgedMessageId", received.messageId().toString())
                .put("AcknowledgedMessageSequenceNumber", received.sequenceNumber())
                .put("IsSequentialMessage", true);
        return new Frame(
                Frame.ACKNOWLEDGE,
                now,
                0,
                Frame.SYN_FIN,
                UUID.randomUUID(),
                Frame.PAYLOAD_NONE,
                Json.MAPPER.writeValueAsBytes(payload));
    }

    /** The sequence number of the output frame that this frame acknowledges; empty if it acknowledges none. */
    static Optional<Long> sequenceNumber(Frame frame) {
        try {
            var payload = Json.MAPPER.readTree(frame.payload());
            var number = payload.path("AcknowledgedMessageSequenceNumber");
            return payload.path("AcknowledgedMessageType").asString("").equals(Frame.OUTPUT)
                            && number.isIntegralNumber()
                    ? Optional.of(number.longValue())
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
