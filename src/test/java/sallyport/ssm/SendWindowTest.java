package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private final SendWindow window = new SendWindow();

    @Test
    void only_the_oldest_is_repeated_and_only_after_the_timeout() {
        var first = frame(1);
        window.sent(first, 1, ms(0));
        window.sent(frame(2), 1, ms(0));

        assertThat(window.overdue(ms(200))).isEmpty();
        assertThat(window.overdue(ms(201))).containsSame(first);
        assertThat(window.overdue(ms(401))).isEmpty();
        assertThat(window.overdue(ms(402))).containsSame(first);
    }

    @Test
    void a_quick_answer_shortens_the_time_to_the_next_repeat() {
        window.sent(frame(1), 1, ms(0));
        window.acknowledged(0, ms(100));
        window.sent(frame(2), 1, ms(1_000));

        assertThat(window.overdue(ms(1_110))).isEmpty();
        assertThat(window.overdue(ms(1_111))).isPresent();
    }

    @Test
    void once_the_oldest_has_arrived_the_next_is_repeated() {
        var second = frame(2);
        window.sent(frame(1), 1, ms(0));
        window.sent(second, 1, ms(0));
        window.acknowledged(0, ms(100));

        assertThat(window.overdue(ms(500))).containsSame(second);
    }

    @Test
    void an_acknowledgement_gives_back_the_callers_bytes_once() {
        window.sent(frame(1), 700, ms(0));

        assertThat(window.acknowledged(0, ms(10))).isEqualTo(700);
        assertThat(window.acknowledged(0, ms(20))).isZero();
        assertThat(window.acknowledged(99, ms(20))).isZero();
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void the_far_side_is_given_up_after_thirty_seconds_without_any_acknowledgement() {
        window.sent(frame(1), 1, ms(5_000));

        assertThat(window.stalled(ms(34_999))).isFalse();
        assertThat(window.stalled(ms(35_000))).isTrue();
    }

    @Test
    void any_acknowledgement_renews_the_patience() {
        window.sent(frame(1), 1, ms(0));
        window.acknowledged(99, ms(29_000));

        assertThat(window.stalled(ms(58_999))).isFalse();
        assertThat(window.stalled(ms(59_000))).isTrue();
    }

    @Test
    void with_nothing_in_flight_nothing_stalls() {
        window.sent(frame(1), 1, ms(0));
        window.acknowledged(0, ms(1));

        assertThat(window.stalled(ms(100_000))).isFalse();
        window.sent(frame(2), 1, ms(100_000));
        assertThat(window.stalled(ms(129_999))).isFalse();
    }

    @Test
    void sixty_four_messages_may_be_in_flight() {
        for (var i = 0; i < SendWindow.MAX_UNACKNOWLEDGED - 1; i++) {
            window.sent(frame(1), 1, ms(0));
        }
        assertThat(window.hasRoom()).isTrue();
        window.sent(frame(1), 1, ms(0));
        assertThat(window.hasRoom()).isFalse();
        assertThat(window.nextSequence()).isEqualTo(64);
    }

    private static ByteBuffer frame(int content) {
        return ByteBuffer.wrap(new byte[] {(byte) content});
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
