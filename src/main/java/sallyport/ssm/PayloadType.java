package sallyport.ssm;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the payload of a stream message holds, with its number on the wire. */
enum PayloadType {
    NONE(0),
    OUTPUT(1),
    ERROR(2),
    SIZE(3),
    PARAMETER(4),
    HANDSHAKE_REQUEST(5),
    HANDSHAKE_RESPONSE(6),
    HANDSHAKE_COMPLETE(7),
    ENCRYPTION_CHALLENGE_REQUEST(8),
    ENCRYPTION_CHALLENGE_RESPONSE(9),
    FLAG(10),
    STDERR(11),
    EXIT_CODE(12);

    private static final Map<Integer, PayloadType> BY_WIRE_NUMBER =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(PayloadType::wireNumber, Function.identity()));

    private final int wireNumber;

    PayloadType(int wireNumber) {
        this.wireNumber = wireNumber;
    }

    static Optional<PayloadType> numbered(int wireNumber) {
        return Optional.ofNullable(BY_WIRE_NUMBER.get(wireNumber));
    }

    int wireNumber() {
        return wireNumber;
    }
}
