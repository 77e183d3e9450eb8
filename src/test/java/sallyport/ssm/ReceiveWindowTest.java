package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.ssm.ReceiveWindow.Arrival;

class ReceiveWindowTest {
    private final ReceiveWindow window = new ReceiveWindow();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void any_order_with_any_duplicates_comes_out_once_and_in_order(long seed) {
        var random = new Random(seed);
        var count = 1 + random.nextInt(ReceiveWindow.MAX_HELD);
        var arrivals = new ArrayList<>(LongStream.range(0, count).boxed().toList());
        random.longs(random.nextInt(100), 0, count).forEach(arrivals::add);
        Collections.shuffle(arrivals, random);

        var delivered = new StringBuilder();
        for (var sequence : arrivals) {
            assertThat(window.arrive(AgentFrames.output(sequence, sequence + ";")))
                    .isNotEqualTo(Arrival.FULL);
            delivered.append(drain());
        }

        assertThat(delivered)
                .hasToString(LongStream.range(0, count).mapToObj(i -> i + ";").collect(Collectors.joining()));
    }

    @Test
    void a_message_may_be_256_ahead_and_not_257() {
        assertThat(window.arrive(AgentFrames.output(257, "x"))).isEqualTo(Arrival.FULL);
        assertThat(window.arrive(AgentFrames.output(256, "x"))).isEqualTo(Arrival.KEPT);
        assertThat(window.arrive(AgentFrames.output(Long.MAX_VALUE, "x"))).isEqualTo(Arrival.FULL);
    }

    @Test
    void half_a_mebibyte_is_held_and_not_one_byte_more() {
        assertThat(window.arrive(sized(1, ReceiveWindow.MAX_HELD_BYTES - 1))).isEqualTo(Arrival.KEPT);
        assertThat(window.arrive(sized(2, 2))).isEqualTo(Arrival.FULL);
        assertThat(window.arrive(sized(2, 1))).isEqualTo(Arrival.KEPT);
        assertThat(window.arrive(sized(3, 1))).isEqualTo(Arrival.FULL);
    }

    @Test
    void what_was_handed_out_makes_room() {
        window.arrive(sized(1, ReceiveWindow.MAX_HELD_BYTES));
        window.arrive(AgentFrames.output(0, "x"));
        drain();

        assertThat(window.arrive(sized(3, ReceiveWindow.MAX_HELD_BYTES))).isEqualTo(Arrival.KEPT);
    }

    @Test
    void the_expected_message_is_taken_however_full_the_window_is() {
        window.arrive(sized(1, ReceiveWindow.MAX_HELD_BYTES));

        assertThat(window.arrive(sized(0, 1000))).isEqualTo(Arrival.KEPT);
    }

    @Test
    void what_was_seen_is_known_whether_it_is_held_or_handed_out() {
        window.arrive(AgentFrames.output(0, "x"));
        drain();
        window.arrive(AgentFrames.output(5, "x"));

        assertThat(window.arrive(AgentFrames.output(0, "x"))).isEqualTo(Arrival.KNOWN);
        assertThat(window.arrive(AgentFrames.output(5, "x"))).isEqualTo(Arrival.KNOWN);
    }

    @Test
    void a_gap_is_named_and_can_be_skipped() {
        window.arrive(AgentFrames.output(0, "a"));
        window.arrive(AgentFrames.output(3, "d"));
        window.arrive(AgentFrames.output(5, "f"));

        assertThat(drain()).isEqualTo("a");
        assertThat(window.gap()).contains(new Gap(1, 2));
        assertThat(window.skipGap()).isEqualTo(new Gap(1, 2));
        assertThat(drain()).isEqualTo("d");
        assertThat(window.discard()).contains(new Gap(4, 5));
        assertThat(window.gap()).isEmpty();
        assertThat(window.discard()).isEmpty();
    }

    private String drain() {
        var text = new StringBuilder();
        for (var next = window.next(); next.isPresent(); next = window.next()) {
            text.append(AgentFrames.text(next.get().payload()));
        }
        return text.toString();
    }

    private static AgentMessage sized(long sequence, int bytes) {
        return AgentFrames.stream(sequence, PayloadType.OUTPUT, ByteBuffer.allocate(bytes));
    }

    static Stream<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(100);
    }
}
