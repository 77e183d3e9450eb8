package sallyport.ssm;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;

/**
 * The client's end of an SSM data channel: the terminal of a command that ECS Exec runs in a container. Output and the
 * end come to a {@link ChannelListener}; input and the terminal size go the other way. Thread-safe; no method blocks.
 *
 * <p>Each channel has two virtual threads. One owns the protocol: it acknowledges what arrives at once, repeats what
 * was not acknowledged, pings every 30 seconds, and reads the socket one message at a time. The other calls the
 * listener. Between them wait at most {@link #MAX_UNDELIVERED} bytes and what one message releases; then the socket is
 * not read until the listener has caught up. Acknowledging before the listener has seen the bytes is deliberate: an
 * agent whose command has ended waits two seconds for acknowledgements and drops the rest.
 *
 * <p>Hanging up does not stop the command. That takes {@code ssm:TerminateSession}.
 */
public final class DataChannel implements AutoCloseable {
    /** Output received but not yet taken by the listener, in bytes, at which the socket is no longer read. */
    public static final int MAX_UNDELIVERED = 256 * 1024;
    /** Input given to {@link #send} and not yet acknowledged by the agent, in bytes. */
    public static final int MAX_PENDING_INPUT = 64 * 1024;

    private final ChannelThread thread;

    private DataChannel(ChannelThread thread) {
        this.thread = thread;
    }

    /**
     * Begins to open a channel. Whatever comes of it, a refusal included, the listener is told, and it gets exactly one
     * {@link ChannelListener#onClosed}: after at most 10 seconds if the connection fails, and 30 more if no frame
     * comes.
     *
     * @param http shared among channels. Its TLS, proxy and executor are used; the executor must not be the listener's
     * @param wallClock dates the frames; how long things take is measured apart from it
     */
    public static DataChannel open(
            OpenRequest request, HttpClient http, InstantSource wallClock, ChannelListener listener) {
        var thread = new ChannelThread(request, new Upgrade(http), wallClock, listener);
        thread.start();
        return new DataChannel(thread);
    }

    /**
     * Types into the terminal. There are no signals and no end of file on the wire, only bytes: Ctrl-C is {@code 0x03},
     * Ctrl-D {@code 0x04}, Enter is CR. The terminal echoes what it gets. Input waits until the session has started,
     * and then goes out in chunks of at most 1,024 bytes, 100 a second.
     *
     * @param input copied from position to limit; the buffer is left as it is. More than {@link #MAX_PENDING_INPUT}
     *     bytes at once are never taken
     */
    public Accepted send(ByteBuffer input) {
        var size = input.remaining();
        if (thread.over()) {
            return Accepted.CLOSED;
        }
        if (thread.pendingInput().addAndGet(size) > MAX_PENDING_INPUT) {
            thread.pendingInput().addAndGet(-size);
            return Accepted.FULL;
        }
        thread.post(new ChannelEvent.Input(
                ByteBuffer.allocate(size).put(input.duplicate()).flip()));
        return Accepted.QUEUED;
    }

    /** Tells the terminal its new size. Sent once the session has started; of several before that, only the last. */
    public void resize(TerminalSize size) {
        thread.post(new ChannelEvent.Resize(size));
    }

    /** How often each anomaly happened so far; those that never did are absent. */
    public Map<Anomaly, Long> anomalies() {
        return thread.anomalies();
    }

    /**
     * Hangs up; the command may go on. Output received until then is still delivered, and then the listener is told
     * {@link ChannelClosed.Abandoned}, unless the channel has ended otherwise. Takes effect at once, or when the
     * connection attempt or the write under way is over, each of which has 10 seconds.
     */
    @Override
    public void close() {
        thread.post(new ChannelEvent.HangUp(new ChannelClosed.Abandoned("closed by us")));
    }
}
