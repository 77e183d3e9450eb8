package sallyport.run;

import java.time.Duration;
import java.util.List;
import sallyport.request.RequestId;
import sallyport.request.Selector;

/** Looks up where a command would run, and looks again while the exec agent there is starting. */
final class AgentPatience {
    /** Pauses between looks, 30 s together; an agent usually takes a few seconds. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(15));

    private final Containers containers;
    private final AgentWaits waits;
    private final Scheduler scheduler;

    AgentPatience(Containers containers, AgentWaits waits, Scheduler scheduler) {
        this.containers = containers;
        this.waits = waits;
        this.scheduler = scheduler;
    }

    /** @param id whose card says what it waits for */
    Resolution.Settled resolve(RequestId id, Selector selector) throws InterruptedException {
        try {
            for (var pause : PAUSES) {
                switch (containers.resolve(selector)) {
                    case Resolution.Settled settled -> {
                        return settled;
                    }
                    case Resolution.AgentStarting agent -> waits.begin(id, agent);
                }
                scheduler.sleep(pause);
            }
            return switch (containers.resolve(selector)) {
                case Resolution.Settled settled -> settled;
                case Resolution.AgentStarting agent -> new Resolution.Impossible(agent.ifItStays());
            };
        } finally {
            waits.over(id);
        }
    }
}
