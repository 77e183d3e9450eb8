package sallyport.sandbox.aws.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import sallyport.sandbox.aws.wire.Frame;

/** The service's own message that the agent is publishing now. */
final class Publication {
    /** Seen in this field of the live service's publications. */
    private static final int PAYLOAD_TYPE = 17;

    private Publication() {}

    /** A start_publication that no digest or length check would let pass, as the live service sends them. */
    static ByteBuffer careless(String sessionId, Instant now) {
        var payload = "start_publication of " + sessionId;
        return new Frame(
                        Frame.START_PUBLICATION,
                        now,
                        0,
                        Frame.SYN_FIN,
                        UUID.randomUUID(),
                        PAYLOAD_TYPE,
                        payload.getBytes(StandardCharsets.UTF_8))
                .toCarelessBytes();
    }
}
