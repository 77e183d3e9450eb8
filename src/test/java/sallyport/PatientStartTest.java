package sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sallyport.audit.LedgerUnavailable;

/** A ledger that is late at the start. */
class PatientStartTest {
    private final List<Duration> waited = new ArrayList<>();
    private int attempts;

    @Test
    void a_ledger_that_answers_is_not_waited_for() {
        assertThat(PatientStart.start(() -> lateFor(0), this::goesOn)).isTrue();
        assertThat(attempts).isEqualTo(1);
        assertThat(waited).isEmpty();
    }

    @Test
    void a_late_ledger_is_asked_again_after_a_pause() {
        assertThat(PatientStart.start(() -> lateFor(2), this::goesOn)).isTrue();
        assertThat(attempts).isEqualTo(3);
        assertThat(waited).containsExactly(PatientStart.PAUSE, PatientStart.PAUSE);
    }

    @Test
    void one_that_does_not_come_back_ends_the_start() {
        assertThatThrownBy(() -> PatientStart.start(() -> lateFor(PatientStart.ATTEMPTS), this::goesOn))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessage("late " + PatientStart.ATTEMPTS);
        assertThat(waited).hasSize(PatientStart.ATTEMPTS - 1);
    }

    @Test
    void being_told_to_stop_ends_the_waiting() {
        assertThat(PatientStart.start(() -> lateFor(5), _ -> true)).isFalse();
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void another_mistake_is_not_repeated() {
        Runnable broken = () -> {
            attempts++;
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(() -> PatientStart.start(broken, this::goesOn)).hasMessage("broken");
        assertThat(attempts).isEqualTo(1);
    }

    private void lateFor(int times) {
        if (++attempts <= times) {
            throw new LedgerUnavailable("late " + attempts, new IllegalStateException());
        }
    }

    private boolean goesOn(Duration pause) {
        waited.add(pause);
        return false;
    }
}
