package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LanesTest {
    @Test
    void one_key_is_worked_on_one_after_the_other_and_asks_meanwhile_are_one() {
        var rounds = new AtomicInteger();
        var together = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var gate = new Semaphore(0);
        var lanes = new Lanes<String>(_ -> {
            if (together.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            gate.acquireUninterruptibly();
            together.decrementAndGet();
            rounds.incrementAndGet();
            return Optional.empty();
        });
        lanes.ask("a");
        await().until(gate::hasQueuedThreads);
        for (int i = 0; i < 100; i++) {
            lanes.ask("a");
        }
        gate.release(2);
        await().until(() -> rounds.get() == 2);
        lanes.ask("a");
        gate.release();
        await().until(() -> rounds.get() == 3);
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void one_key_does_not_wait_for_another() throws Exception {
        var both = new CountDownLatch(2);
        var lanes = new Lanes<String>(_ -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });
        lanes.ask("a");
        lanes.ask("b");
        both.await();
    }

    @Test
    void work_that_wants_another_round_gets_it_and_work_that_fails_does_not_close_its_lane() {
        List<String> rounds = new CopyOnWriteArrayList<>();
        var lanes = new Lanes<String>(key -> {
            rounds.add(key);
            if (key.equals("bug") && rounds.size() == 1) {
                throw new IllegalStateException("a bug");
            }
            return rounds.size() < 4 ? Optional.of(Duration.ZERO) : Optional.empty();
        });
        lanes.ask("bug");
        await().until(() -> {
            lanes.ask("bug");
            return rounds.size() >= 4;
        });
    }

    @Test
    void closing_waits_for_what_is_being_done_and_what_was_asked() throws Exception {
        var begun = new CountDownLatch(1);
        var gate = new Semaphore(0);
        var rounds = new AtomicInteger();
        var lanes = new Lanes<String>(_ -> {
            begun.countDown();
            gate.acquireUninterruptibly();
            rounds.incrementAndGet();
            return Optional.empty();
        });
        lanes.ask("a");
        begun.await();
        lanes.ask("a");
        var closing = Thread.ofVirtual().start(lanes::close);
        gate.release(2);
        closing.join();
        lanes.ask("a");

        assertThat(rounds).hasValue(2);
    }

    @Test
    void closing_ends_a_pause() throws Exception {
        var rounds = new AtomicInteger();
        var lanes = new Lanes<String>(_ -> {
            rounds.incrementAndGet();
            return Optional.of(Duration.ofHours(1));
        });
        lanes.ask("a");
        await().until(() -> rounds.get() == 1);
        lanes.close();

        assertThat(rounds).hasValue(1);
    }
}
