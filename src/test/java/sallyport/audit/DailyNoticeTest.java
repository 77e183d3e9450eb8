package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DailyNoticeTest {
    private final Trail trail = new Trail(41);
    private final List<Checkpoint> told = new ArrayList<>();
    private Instant now = NOON;
    private boolean taken = true;
    private final DailyNotice notice = notice("me");
    private final DailyNotice other = notice("other");

    private DailyNotice notice(String holder) {
        return new DailyNotice(
                trail.ledger,
                newest -> {
                    told.add(newest);
                    return taken;
                },
                holder,
                () -> now);
    }

    @AfterEach
    void close() {
        notice.close();
        other.close();
    }

    @Test
    void the_newest_checkpoint_is_told_once_a_day() {
        trail.seal();
        trail.denied();
        trail.seal();
        notice.look();
        notice.look();
        now = NOON.plus(DailyNotice.DAY).minusMillis(1);
        notice.look();
        assertThat(told).containsExactly(trail.ledger.lastCheckpoint().orElseThrow());
        now = NOON.plus(DailyNotice.DAY);
        notice.look();
        assertThat(told).hasSize(2);
    }

    @Test
    void one_replica_tells_it() {
        trail.seal();
        notice.look();
        other.look();
        assertThat(told).hasSize(1);
    }

    @Test
    void what_was_not_taken_is_told_again_by_whoever_looks_next() {
        trail.seal();
        taken = false;
        notice.look();
        taken = true;
        other.look();
        notice.look();
        assertThat(told).hasSize(2);
    }

    @Test
    void nothing_is_told_before_there_is_a_checkpoint() {
        notice.look();
        assertThat(told).isEmpty();
        trail.seal();
        notice.look();
        assertThat(told).hasSize(1);
    }

    @Test
    void a_ledger_that_is_away_or_a_notary_that_breaks_is_asked_again() {
        trail.seal();
        trail.ledger.stopAnswering();
        notice.look();
        trail.ledger.answerAgain();
        try (var breaking = new DailyNotice(
                trail.ledger,
                _ -> {
                    throw new IllegalStateException("broken");
                },
                "me",
                () -> now)) {
            breaking.look();
        }
        notice.look();
        assertThat(told).hasSize(1);
    }
}
