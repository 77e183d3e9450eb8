package sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What a schedule leaves behind in the process that played it. */
class WorldTest {
    /** A lock of a library, of either kind. */
    private interface Shared {
        void with(Runnable work);
    }

    @Test
    void a_lock_that_a_given_up_thread_was_waiting_for_goes_to_whoever_is_next() throws InterruptedException {
        Lock lock = new ReentrantLock();
        goesToWhoeverIsNext(work -> {
            lock.lock();
            try {
                work.run();
            } finally {
                lock.unlock();
            }
        });
    }

    @Test
    void and_so_does_a_monitor() throws InterruptedException {
        var monitor = new Object();
        goesToWhoeverIsNext(work -> {
            synchronized (monitor) {
                work.run();
            }
        });
    }

    private static void goesToWhoeverIsNext(Shared shared) throws InterruptedException {
        var mayLeave = new CountDownLatch(1);
        var has = new CountDownLatch(1);
        var holder = Thread.ofPlatform()
                .daemon()
                .start(() -> shared.with(() -> {
                    has.countDown();
                    await().until(() -> mayLeave.getCount() == 0);
                }));
        has.await();
        var world = World.calm(1);
        world.start(() -> shared.with(() -> {}));
        world.run(() -> false, () -> {});
        var next = Thread.ofPlatform().daemon().start(() -> shared.with(() -> {}));
        await().until(() -> next.getState() == Thread.State.WAITING || next.getState() == Thread.State.BLOCKED);

        mayLeave.countDown();

        await().untilAsserted(() -> assertThat(next.isAlive()).isFalse());
        holder.join();
    }
}
