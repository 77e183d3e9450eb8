package sallyport.ssm;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** What a {@link Conversation} wants done, in this order. */
sealed interface Effect {
    /** Send this as one binary message. */
    record Transmit(ByteBuffer frame) implements Effect {}

    record Ping() implements Effect {}

    /** Hand these bytes of output on. */
    record Output(ByteBuffer bytes) implements Effect {}

    /** Say that output is missing here. */
    record Missing(Gap gap) implements Effect {}

    /** Say that the session has started, with what the agent has to tell people about it. */
    record Started(String message) implements Effect {}

    record Paused(Duration silence) implements Effect {}

    /** Ask for a data key and answer with {@link Conversation#dataKey}. */
    record RequestKey(String keyId, Map<String, String> encryptionContext) implements Effect {}

    /** This many bytes of the caller's input have arrived. */
    record InputArrived(int bytes) implements Effect {}

    record Count(Anomaly anomaly) implements Effect {}

    /** Hang up; nothing follows. */
    record End(ChannelClosed end) implements Effect {}
}
