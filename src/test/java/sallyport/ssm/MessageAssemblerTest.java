package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.ssm.MessageAssembler.Assembled;

class MessageAssemblerTest {
    private final MessageAssembler assembler = new MessageAssembler();

    @Test
    void every_split_of_a_message_in_two_gives_the_message() {
        var message = Vectors.named("handshake_request_kms").frame();
        for (var cut = 0; cut <= message.limit(); cut++) {
            assertThat(assembler.add(message.slice(0, cut), false)).isEqualTo(new Assembled.Incomplete());
            assertThat(assembler.add(message.slice(cut, message.limit() - cut), true))
                    .isEqualTo(new Assembled.Whole(message));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void any_number_of_parts_gives_the_message(long seed) {
        var random = new Random(seed);
        var bytes = new byte[random.nextInt(20_000)];
        random.nextBytes(bytes);
        var message = ByteBuffer.wrap(bytes);
        var from = 0;
        while (random.nextInt(10) > 0) {
            var count = random.nextInt(message.limit() - from + 1);
            assertThat(assembler.add(message.slice(from, count), false)).isEqualTo(new Assembled.Incomplete());
            from += count;
        }

        assertThat(assembler.add(message.slice(from, message.limit() - from), true))
                .isEqualTo(new Assembled.Whole(message));
    }

    @Test
    void a_part_may_be_reused_by_its_owner() {
        var part = ByteBuffer.wrap(new byte[] {1, 2});
        var assembled = assembler.add(part, true);
        part.put(0, (byte) 9);

        assertThat(assembled).isEqualTo(new Assembled.Whole(ByteBuffer.wrap(new byte[] {1, 2})));
    }

    @Test
    void a_message_may_have_a_mebibyte_and_not_one_byte_more() {
        var half = ByteBuffer.allocate(AgentMessage.MAX_BYTES / 2);

        assembler.add(half.duplicate(), false);
        assertThat(assembler.add(half.duplicate(), true)).isInstanceOf(Assembled.Whole.class);

        assembler.add(half.duplicate(), false);
        assembler.add(half.duplicate(), false);
        assertThat(assembler.add(ByteBuffer.allocate(1), false)).isEqualTo(new Assembled.TooLarge());
    }

    static Stream<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(100);
    }
}
