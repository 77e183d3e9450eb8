package sallyport.sandbox.aws.agent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How many sessions each container serves at once; the next ones wait, silently, in the order they came. The live agent
 * queues one only and can jam on the fourth session; that is not simulated.
 */
public final class SessionSlots {
    private static final int PER_CONTAINER = 2;

    private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();

    public Semaphore of(String runtimeId) {
        return slots.computeIfAbsent(runtimeId, id -> new Semaphore(PER_CONTAINER, true));
    }
}
