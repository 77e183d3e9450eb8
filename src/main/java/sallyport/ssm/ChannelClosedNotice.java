package sallyport.ssm;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The payload of {@code channel_closed}. An empty {@code output} is a normal end and says nothing of an exit code. */
record ChannelClosedNotice(String output) {

    /** Empty if the payload is not JSON. */
    static Optional<ChannelClosedNotice> parse(ByteBuffer payload) {
        return JsonPayload.read(payload)
                .map(json ->
                        new ChannelClosedNotice(JsonPayload.text(json, "Output").orElse("")));
    }

    ChannelClosed end() {
        return output.isEmpty() ? new ChannelClosed.Finished() : new ChannelClosed.EndedWithReason(output);
    }
}
