package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TrickleTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Requests.NOW);
    private final Trickle trickle = new Trickle(Duration.ofSeconds(10), now::get);

    @Test
    void one_line_in_a_period_stands_for_all_that_were_held_back() {
        assertThat(trickle.next()).hasValue(1);
        assertThat(trickle.next()).isEmpty();
        assertThat(trickle.next()).isEmpty();
        now.set(Requests.NOW.plusSeconds(10));
        assertThat(trickle.next()).hasValue(3);
        assertThat(trickle.next()).isEmpty();
    }
}
