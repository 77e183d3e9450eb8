package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileAgentTest {
    private static final List<String> PAYLOADS = List.of(
            "",
            "{}",
            "[]",
            "null",
            "\u0000",
            "{\"Challenge\":\"AAAA\"}",
            "{\"Output\":7}",
            "{\"AcknowledgedMessageSequenceNumber\":-1}",
            "{\"RequestedClientActions\":[null,7,{}]}",
            "{\"RequestedClientActions\":[{\"ActionType\":\"KMSEncryption\"}]}",
            "{\"a\":".repeat(2_000));

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_it_sends_ends_in_at_most_one_declared_way(long seed) {
        var random = new Random(seed);
        var session = VirtualSession.opened();
        session.type("ls\r");
        for (var step = 0; step < 300 && session.ends.isEmpty(); step++) {
            switch (random.nextInt(8)) {
                case 0 -> session.advance(Duration.ofMillis(random.nextInt(400)));
                case 1 -> answerKey(session, random);
                case 2 -> session.receive(noise(random));
                default -> session.receive(message(random).encode());
            }
        }
        if (session.ends.isEmpty()) {
            session.advance(Duration.ofMinutes(2));
        }

        assertThat(session.ends).hasSize(1);
        assertThat(session.acknowledged()).allMatch(sequence -> sequence >= 0);
    }

    /** Mostly well-formed, or the first step would end it. */
    private static AgentMessage message(Random random) {
        var types = MessageType.values();
        var type = random.nextInt(4) == 0 ? types[random.nextInt(types.length)] : MessageType.OUTPUT_STREAM_DATA;
        var sequence = random.nextInt(50) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextInt(20);
        var payloadNumber = random.nextInt(3) == 0 ? random.nextInt(-2, 15) : 1;
        var payload = PAYLOADS.get(random.nextInt(PAYLOADS.size()));
        return AgentFrames.message(type, sequence, random.nextLong(), payloadNumber, AgentFrames.bytes(payload));
    }

    private static ByteBuffer noise(Random random) {
        var frame = message(random).encode();
        var noise = ByteBuffer.allocate(frame.remaining()).put(frame).flip();
        var at = random.nextInt(noise.limit());
        return noise.put(at, (byte) random.nextInt());
    }

    private static void answerKey(VirtualSession session, Random random) {
        if (session.keyRequests.size() == 1) {
            session.keyRequests.clear();
            session.answerKey(
                    random.nextBoolean()
                            ? new DataKeyAnswer.Failed("no")
                            : new DataKeyAnswer.Generated(new DataKey(new byte[64], new byte[] {1})));
        }
    }

    static Stream<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(300);
    }
}
