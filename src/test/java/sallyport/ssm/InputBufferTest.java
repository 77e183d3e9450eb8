package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class InputBufferTest {
    private final InputBuffer buffer = new InputBuffer(new TerminalSize(80, 24));

    @Test
    void a_chunk_has_at_most_1024_bytes() {
        buffer.add(ByteBuffer.allocate(1025));

        assertThat(buffer.takeChunk())
                .hasValueSatisfying(chunk -> assertThat(chunk.remaining()).isEqualTo(1024));
        assertThat(buffer.takeChunk())
                .hasValueSatisfying(chunk -> assertThat(chunk.remaining()).isEqualTo(1));
        assertThat(buffer.takeChunk()).isEmpty();
    }

    @Test
    void small_inputs_are_joined_in_order_and_empty_ones_vanish() {
        buffer.add(AgentFrames.bytes("ls"));
        buffer.add(AgentFrames.bytes(""));
        buffer.add(AgentFrames.bytes(" -l\r"));

        assertThat(buffer.takeChunk().map(AgentFrames::text)).contains("ls -l\r");
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void no_more_than_ten_chunks_leave_in_one_tick() {
        buffer.add(ByteBuffer.allocate(11 * InputBuffer.MAX_CHUNK));
        for (var i = 0; i < 10; i++) {
            assertThat(buffer.takeChunk()).isPresent();
        }

        assertThat(buffer.takeChunk()).isEmpty();
        buffer.refillBudget();
        assertThat(buffer.takeChunk()).isPresent();
    }

    @Test
    void the_size_goes_out_once_and_only_the_last_one() {
        buffer.resize(new TerminalSize(100, 30));
        buffer.resize(new TerminalSize(200, 50));

        assertThat(buffer.takeSize()).contains(new TerminalSize(200, 50));
        assertThat(buffer.takeSize()).isEmpty();
        buffer.repeatSize();
        assertThat(buffer.takeSize()).contains(new TerminalSize(200, 50));
    }
}
