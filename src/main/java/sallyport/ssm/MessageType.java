package sallyport.ssm;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a frame is for. Only the types a client of the data channel can meet; all others are unknown to us. */
enum MessageType {
    INPUT_STREAM_DATA("input_stream_data"),
    OUTPUT_STREAM_DATA("output_stream_data"),
    ACKNOWLEDGE("acknowledge"),
    CHANNEL_CLOSED("channel_closed"),
    START_PUBLICATION("start_publication"),
    PAUSE_PUBLICATION("pause_publication");

    private static final Map<String, MessageType> BY_WIRE_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(MessageType::wireName, Function.identity()));

    private final String wireName;

    MessageType(String wireName) {
        this.wireName = wireName;
    }

    static Optional<MessageType> named(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    String wireName() {
        return wireName;
    }

    /** Stream messages carry sequence numbers; all others stand outside the sequence. */
    boolean isStream() {
        return this == INPUT_STREAM_DATA || this == OUTPUT_STREAM_DATA;
    }

    /** The service sends these two with a wrong digest and a byte-swapped length, so nothing in them can be checked. */
    boolean isPublication() {
        return this == START_PUBLICATION || this == PAUSE_PUBLICATION;
    }
}
