package sallyport.sandbox.aws;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import sallyport.sandbox.aws.channel.ClientSocket;

/** A client's socket on the server's own WebSocket; sends in the order of the calls, without waiting. */
record JettySocket(Session session) implements ClientSocket {
    @Override
    public void send(ByteBuffer frame) {
        session.sendBinary(frame, Callback.NOOP);
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
