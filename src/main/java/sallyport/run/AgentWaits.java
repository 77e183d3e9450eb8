package sallyport.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import sallyport.request.RequestId;

/**
 * Which requests wait here for an exec agent that is starting, so that their cards can say so. Kept in memory only:
 * half a minute is not worth a write, and another replica that takes over looks for itself. Safe for use by many
 * threads.
 */
public final class AgentWaits {
    private final Map<RequestId, Resolution.AgentStarting> waiting = new ConcurrentHashMap<>();
    private volatile Consumer<RequestId> observer = _ -> {};

    /** @param observer told when a request begins to wait and when it no longer does; must not block */
    public void observe(Consumer<RequestId> observer) {
        this.observer = observer;
    }

    /** What the request waits for now. */
    public Optional<Resolution.AgentStarting> of(RequestId id) {
        return Optional.ofNullable(waiting.get(id));
    }

    /** It waits from now on. */
    public void begin(RequestId id, Resolution.AgentStarting agent) {
        if (!Optional.of(agent).equals(Optional.ofNullable(waiting.put(id, agent)))) {
            observer.accept(id);
        }
    }

    /** It waits no longer; without effect for a request that does not wait. */
    public void over(RequestId id) {
        if (waiting.remove(id) != null) {
            observer.accept(id);
        }
    }
}
