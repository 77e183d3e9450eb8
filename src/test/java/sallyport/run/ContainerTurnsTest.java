package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.NOON;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.MemoryLedger;
import sallyport.request.RequestId;

/** Whoever does not get the container is in nobody's way. */
@Timeout(20)
class ContainerTurnsTest {
    private static final String CONTAINER = "675d4e10-2876932013";

    private final MemoryLedger ledger = new MemoryLedger();
    private final ThreadScheduler scheduler = new ThreadScheduler(new SettableClock(NOON));
    private final ContainerTurns here = new ContainerTurns(ledger, scheduler, Windows.DEFAULT, "replica 1");
    private final ContainerTurns there = new ContainerTurns(ledger, scheduler, Windows.DEFAULT, "replica 2");
    private final Random random = new Random(3);
    private final RequestId first = RequestId.random(random);
    private final RequestId second = RequestId.random(random);

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void one_that_the_ledger_did_not_answer_is_in_nobodys_way() throws InterruptedException {
        ledger.stopAnswering();
        assertThatThrownBy(() -> here.await(CONTAINER, first)).isInstanceOf(LedgerUnavailable.class);
        ledger.answerAgain();
        assertThat(here.await(CONTAINER, second)).isEqualTo(ContainerTurns.Turn.AT_ONCE);
    }

    @Test
    void one_that_stopped_waiting_is_in_nobodys_way() throws InterruptedException {
        assertThat(here.await(CONTAINER, first)).isEqualTo(ContainerTurns.Turn.AT_ONCE);
        var waiting = Thread.ofPlatform().start(() -> {
            try {
                here.await(CONTAINER, second);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        waiting.join();
        here.done(CONTAINER, first);
        assertThat(here.await(CONTAINER, RequestId.random(random))).isEqualTo(ContainerTurns.Turn.AT_ONCE);
    }

    @Test
    void one_replica_after_the_other() throws InterruptedException {
        assertThat(here.await(CONTAINER, first)).isEqualTo(ContainerTurns.Turn.AT_ONCE);
        assertThat(there.await(CONTAINER, second)).isEqualTo(ContainerTurns.Turn.ELSEWHERE);
        there.done(CONTAINER, second);
        here.done(CONTAINER, first);
        assertThat(there.await(CONTAINER, second)).isEqualTo(ContainerTurns.Turn.AT_ONCE);
    }
}
