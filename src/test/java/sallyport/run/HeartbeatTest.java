package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.NOON;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Event;
import sallyport.request.Request;

/** What a beat does, and that none outlives its run. */
class HeartbeatTest {
    private static final String TOKEN = "ours";

    private final Stage stage = new Stage();
    private final ThreadScheduler scheduler = new ThreadScheduler(new SettableClock(NOON));
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        scheduler.close();
        stage.close();
    }

    @Test
    void what_is_closed_during_a_beat_renews_nothing_any_more() throws InterruptedException {
        var beating = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var heartbeat = heartbeat(claimed(), TOKEN, () -> {
            beating.countDown();
            awaitQuietly(goOn);
            told.add("renewed");
        });
        heartbeat.start();
        beating.await();
        var end = Thread.ofPlatform().start(() -> {
            heartbeat.close();
            told.add("closed");
        });
        await().until(() ->
                EnumSet.of(Thread.State.WAITING, Thread.State.TERMINATED).contains(end.getState()));
        goOn.countDown();
        end.join();
        assertThat(told).containsExactly("renewed", "closed");
    }

    @Test
    void who_does_not_hold_the_run_any_more_is_told_once() {
        try (var heartbeat = heartbeat(claimed(), "of another", () -> told.add("renewed"))) {
            heartbeat.start();
            await().until(() -> told.contains("taken over"));
        }
        assertThat(told).containsExactly("taken over");
    }

    private Heartbeat heartbeat(Request request, String token, Runnable onBeat) {
        return new Heartbeat(
                stage.ledger,
                scheduler,
                Stage.HASTY,
                request.id(),
                token,
                () -> 0,
                onBeat,
                () -> told.add("taken over"));
    }

    private Request claimed() {
        var request = stage.approved();
        stage.journal.record(request.id(), new Event.ClaimTaken(TOKEN, NOON));
        return request;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
