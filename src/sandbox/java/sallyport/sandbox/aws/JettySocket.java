package sallyport.sandbox.aws;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import sallyport.sandbox.aws.channel.ClientSocket;

/** A client's socket on the server's own WebSocket; sends in the order of the calls, without waiting. Thread-safe. */
final class JettySocket implements ClientSocket {
    /** Bytes that may wait for a client that reads slowly. */
    private static final long CONGESTED = 1 << 20;

    private final Session session;
    private final AtomicLong waiting = new AtomicLong();

    JettySocket(Session session) {
        this.session = session;
    }

    @Override
    public void send(ByteBuffer frame) {
        int length = frame.remaining();
        waiting.addAndGet(length);
        session.sendBinary(
                frame, Callback.from(() -> waiting.addAndGet(-length), failure -> waiting.addAndGet(-length)));
    }

    @Override
    public boolean congested() {
        return waiting.get() > CONGESTED;
    }

    @Override
    public void close(int status, String reason) {
        session.close(status, reason, Callback.NOOP);
    }

    @Override
    public void drop() {
        session.disconnect();
    }
}
