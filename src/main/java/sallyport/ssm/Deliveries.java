package sallyport.ssm;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listener from a virtual thread of its own, so that a slow listener delays no acknowledgement. The queue has
 * no bound of its own: the channel looks at {@link #full} and stops reading. {@link #add} is called by one thread only.
 */
final class Deliveries implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final ChannelListener listener;
    private final Consumer<ChannelEvent> events;
    private final BlockingQueue<Effect> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger undelivered = new AtomicInteger();

    Deliveries(ChannelListener listener, Consumer<ChannelEvent> events) {
        this.listener = listener;
        this.events = events;
    }

    /** Anything after an {@link Effect.End} is not delivered. */
    void add(Effect effect) {
        undelivered.addAndGet(size(effect));
        queue.add(effect);
    }

    /** Once this has been true, a {@link ChannelEvent.CaughtUp} follows when it no longer is. */
    boolean full() {
        return undelivered.get() >= DataChannel.MAX_UNDELIVERED;
    }

    @Override
    public void run() {
        try {
            var healthy = true;
            for (var next = queue.take(); ; next = queue.take()) {
                if (next instanceof Effect.End(var end)) {
                    deliver(next);
                    log.debug("ssm.channel.closed end={}", end);
                    return;
                }
                healthy = healthy && deliver(next);
                delivered(size(next));
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody does, it is to stop it.
            Thread.currentThread().interrupt();
        }
    }

    /** False if the listener failed. */
    private boolean deliver(Effect effect) {
        try {
            call(effect);
            return true;
        } catch (RuntimeException e) {
            log.error("ssm.listener.failed", e);
            events.accept(new ChannelEvent.HangUp(new ChannelClosed.Abandoned("the listener failed: " + e)));
            return false;
        }
    }

    private void call(Effect effect) {
        switch (effect) {
            case Effect.Started(var message) -> listener.onStarted(message);
            case Effect.Output(var bytes) -> listener.onOutput(bytes.asReadOnlyBuffer());
            case Effect.Missing(var gap) -> listener.onGap(gap);
            case Effect.Paused(var silence) -> listener.onPaused(silence);
            case Effect.End(var end) -> listener.onClosed(end);
            default -> throw new IllegalArgumentException("not for a listener: " + effect);
        }
    }

    private void delivered(int bytes) {
        var before = undelivered.getAndAdd(-bytes);
        if (before >= DataChannel.MAX_UNDELIVERED && before - bytes < DataChannel.MAX_UNDELIVERED) {
            events.accept(new ChannelEvent.CaughtUp());
        }
    }

    private static int size(Effect effect) {
        return effect instanceof Effect.Output(var bytes) ? bytes.remaining() : 0;
    }
}
