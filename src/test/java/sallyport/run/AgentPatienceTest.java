package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;

/** How long an exec agent that is starting is waited for, and what is told meanwhile. */
class AgentPatienceTest {
    private static final RequestId ID = new RequestId("r0123456789ab");
    private static final Selector WEB = new Selector("web", Optional.empty(), Optional.empty());
    private static final StartFailure STUCK =
            new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, "The exec agent is still starting.");
    private static final Resolution.AgentStarting STARTING = new Resolution.AgentStarting("app", "0011", STUCK);
    private static final Resolution.Resolved READY = new Resolution.Resolved(target(), 1);

    private final ScriptedContainers containers = new ScriptedContainers();
    private final AgentWaits waits = new AgentWaits();
    private final List<Optional<Resolution.AgentStarting>> told = new ArrayList<>();
    private final Sleeper time = new Sleeper();
    private final AgentPatience patience = new AgentPatience(containers, waits, time);

    AgentPatienceTest() {
        waits.observe(id -> told.add(waits.of(id)));
    }

    private Resolution.Settled resolve() throws InterruptedException {
        return patience.resolve(ID, WEB);
    }

    @Test
    void what_is_settled_is_not_waited_for() throws InterruptedException {
        for (var settled : List.of(READY, new Resolution.Impossible(STUCK), new Resolution.Unanswered("timeout"))) {
            containers.resolvesTo("web", settled);
            assertThat(resolve()).isEqualTo(settled);
        }
        assertThat(time.slept).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void an_agent_that_gets_ready_is_waited_for_and_its_request_says_so_meanwhile() throws InterruptedException {
        containers.resolvesTo("web", STARTING);
        time.then(3, () -> containers.resolvesTo("web", READY));

        assertThat(resolve()).isEqualTo(READY);

        assertThat(time.slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(told).containsExactly(Optional.of(STARTING), Optional.empty());
    }

    @Test
    void row_23_the_pauses_are_1_2_4_8_and_15_seconds_and_then_it_is_said_what_keeps_it() throws InterruptedException {
        containers.resolvesTo("web", STARTING);

        assertThat(resolve()).isEqualTo(new Resolution.Impossible(STUCK));

        assertThat(time.slept).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 15L);
        assertThat(containers.lookUps()).isEqualTo(6);
        assertThat(waits.of(ID)).isEmpty();
    }

    @Test
    void another_agent_that_is_waited_for_next_is_told_too() throws InterruptedException {
        var other = new Resolution.AgentStarting("app", "2233", STUCK);
        containers.resolvesTo("web", STARTING);
        time.then(2, () -> containers.resolvesTo("web", other));
        time.then(3, () -> containers.resolvesTo("web", READY));

        resolve();

        assertThat(told).containsExactly(Optional.of(STARTING), Optional.of(other), Optional.empty());
    }

    @Test
    void a_wait_that_is_interrupted_leaves_nothing_behind() {
        containers.resolvesTo("web", STARTING);
        time.interrupted = true;

        assertThatThrownBy(this::resolve).isInstanceOf(InterruptedException.class);

        assertThat(waits.of(ID)).isEmpty();
    }

    /** Time that passes at once. */
    private static final class Sleeper implements Scheduler {
        private record Event(int after, Runnable what) {}

        private final List<Duration> slept = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private boolean interrupted;

        void then(int after, Runnable what) {
            events.add(new Event(after, what));
        }

        @Override
        public void sleep(Duration wait) throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException("shutdown");
            }
            slept.add(wait);
            events.stream().filter(event -> event.after == slept.size()).forEach(event -> event.what.run());
        }

        @Override
        public Instant instant() {
            return NOON;
        }

        @Override
        public long nanoTime() {
            throw new UnsupportedOperationException("no clock is read here");
        }

        @Override
        public void start(String name, Runnable work) {
            throw new UnsupportedOperationException("nothing is started here");
        }

        @Override
        public Alarm after(Duration wait, Runnable work) {
            throw new UnsupportedOperationException("nothing is planned here");
        }
    }
}
