package sallyport.sandbox.aws.channel;

import java.nio.ByteBuffer;

/** The client's open WebSocket, as the service needs it. Sending to a socket that has gone does nothing. */
public interface ClientSocket {
    void send(ByteBuffer frame);

    /** Whether so much waits to be read that nothing more should be sent. */
    boolean congested();

    void close(int status, String reason);

    /** Breaks the connection without a close frame. */
    void drop();
}
