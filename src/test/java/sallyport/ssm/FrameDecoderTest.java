package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    @Test
    void there_are_twenty_three_vectors() {
        assertThat(vectors()).hasSize(23);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void reads_what_the_official_serializer_wrote(Vectors.Vector vector) {
        var decoded = FrameDecoder.decode(vector.frame());

        var expected = vector.message();
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Message.class, read -> {
            var message = read.message();
            assertThat(message.type()).isEqualTo(expected.type());
            assertThat(message.created()).isEqualTo(expected.created());
            assertThat(message.sequence()).isEqualTo(expected.sequence());
            assertThat(message.flags()).isEqualTo(expected.flags());
            assertThat(message.id()).isEqualTo(expected.id());
            assertThat(message.payloadNumber()).isEqualTo(expected.payloadNumber());
            assertThat(message.payload()).isEqualTo(vector.payload());
        });
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writes_the_bytes_that_the_official_serializer_wrote(Vectors.Vector vector) {
        assertThat(vector.message().encode()).isEqualTo(vector.frame());
    }

    @Test
    void reads_from_the_position_of_the_buffer_and_leaves_it_there() {
        var frame = AgentFrames.output(4, "hi").encode();
        var inside = ByteBuffer.allocate(frame.remaining() + 10).put(5, frame, 0, frame.remaining());
        inside.position(5).limit(5 + frame.remaining());

        assertThat(FrameDecoder.decode(inside)).isInstanceOf(Decoded.Message.class);
        assertThat(inside.position()).isEqualTo(5);
    }

    @Test
    void a_header_without_a_payload_is_a_frame_and_one_byte_less_is_not() {
        var empty = AgentFrames.output(3, "").encode();

        assertThat(FrameDecoder.decode(empty)).isInstanceOf(Decoded.Message.class);
        assertThat(FrameDecoder.decode(empty.limit(119)))
                .isEqualTo(new Decoded.Malformed("119 bytes, less than a header"));
    }

    @Test
    void a_frame_may_have_a_mebibyte_and_not_one_byte_more() {
        var largest = AgentMessage.MAX_BYTES - AgentMessage.PAYLOAD_OFFSET;

        assertThat(FrameDecoder.decode(sized(largest))).isInstanceOf(Decoded.Message.class);
        assertThat(FrameDecoder.decode(sized(largest + 1)))
                .isEqualTo(new Decoded.Malformed("1048577 bytes, more than 1048576"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 115, 117, -1, Integer.MIN_VALUE})
    void the_header_has_116_bytes_whatever_it_says(int headerLength) {
        var frame = writable(AgentFrames.output(0, "x")).putInt(0, headerLength);

        assertThat(FrameDecoder.decode(frame)).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void the_payload_length_is_what_follows(int payloadLength) {
        var frame = writable(AgentFrames.output(0, "xy")).putInt(116, payloadLength);

        assertThat(FrameDecoder.decode(frame)).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void no_stream_message_has_a_negative_sequence_number(long sequence) {
        var frame = AgentFrames.stream(sequence, PayloadType.OUTPUT, AgentFrames.bytes("x"));

        assertThat(FrameDecoder.decode(frame.encode())).isEqualTo(new Decoded.Malformed("sequence number " + sequence));
    }

    @Test
    void outside_the_stream_the_sequence_number_means_nothing() {
        var frame = AgentFrames.message(MessageType.CHANNEL_CLOSED, -1, 0, 261, AgentFrames.bytes("{}"));

        assertThat(FrameDecoder.decode(frame.encode())).isInstanceOf(Decoded.Message.class);
    }

    @Test
    void a_frame_without_a_creation_date_or_of_another_schema_is_refused() {
        assertThat(FrameDecoder.decode(writable(AgentFrames.output(0, "x")).putLong(40, 0)))
                .isEqualTo(new Decoded.Malformed("no creation date"));
        assertThat(FrameDecoder.decode(writable(AgentFrames.output(0, "x")).putInt(36, 2)))
                .isEqualTo(new Decoded.Malformed("schema version 2"));
    }

    @Test
    void a_payload_that_is_not_what_was_hashed_is_told_apart_from_a_broken_frame() {
        var frame = writable(AgentFrames.output(9, "yes"));
        frame.put(frame.limit() - 1, (byte) '!');

        assertThat(FrameDecoder.decode(frame)).isEqualTo(new Decoded.DigestMismatch(9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"START_PUBLICATION", "PAUSE_PUBLICATION"})
    void nothing_in_a_publication_frame_is_checked(MessageType type) {
        var decoded = FrameDecoder.decode(AgentFrames.publication(type));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Message.class, read -> {
            assertThat(read.message().type()).isEqualTo(type);
            assertThat(read.message().payload().remaining()).isZero();
        });
    }

    @Test
    void the_type_may_be_padded_on_the_left_with_nuls() {
        var frame = writable(AgentFrames.output(0, "x"));
        frame.put(4, new byte[32]).put(4 + 32 - 18, "output_stream_data".getBytes(StandardCharsets.US_ASCII));

        assertThat(FrameDecoder.decode(frame)).isInstanceOf(Decoded.Message.class);
    }

    @Test
    void an_unknown_type_is_named_in_printable_letters() {
        var frame = writable(AgentFrames.output(0, "x"));
        frame.put(4, "agent_job\u001b\u00e9                     ".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(FrameDecoder.decode(frame)).isEqualTo(new Decoded.UnknownType("agent_job??"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_damaged_frame_gives_a_declared_result_and_never_other_bytes_as_data(long seed) {
        var random = new Random(seed);
        var vectors = Vectors.frames().toList();
        for (var round = 0; round < 200; round++) {
            var vector = vectors.get(random.nextInt(vectors.size()));
            var decoded = FrameDecoder.decode(damaged(vector.frame(), random));
            if (decoded instanceof Decoded.Message(var message)
                    && !message.type().isPublication()
                    && message.payload().hasRemaining()) {
                assertThat(message.payload()).isEqualTo(vector.payload());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noise_gives_a_declared_result(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            var noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);

            assertThat(FrameDecoder.decode(ByteBuffer.wrap(noise))).isNotInstanceOf(Decoded.Message.class);
        }
    }

    private static ByteBuffer damaged(ByteBuffer frame, Random random) {
        if (random.nextBoolean()) {
            return frame.limit(random.nextInt(frame.limit() + 1));
        }
        for (var flips = 1 + random.nextInt(3); flips > 0; flips--) {
            var at = random.nextInt(frame.limit());
            frame.put(at, (byte) (frame.get(at) ^ (1 << random.nextInt(8))));
        }
        return frame;
    }

    private static ByteBuffer sized(int payload) {
        return AgentFrames.stream(1, PayloadType.OUTPUT, ByteBuffer.allocate(payload))
                .encode();
    }

    private static ByteBuffer writable(AgentMessage message) {
        var frame = message.encode();
        return ByteBuffer.allocate(frame.remaining()).put(frame).flip();
    }

    static Stream<Vectors.Vector> vectors() {
        return Vectors.frames();
    }

    static Stream<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(50);
    }
}
