package sallyport.ssm;

import java.time.Duration;
import java.util.List;

/**
 * How a data channel ended. ECS had accepted the command before the channel was opened, so only {@link Finished},
 * {@link EndedWithReason} and {@link Truncated} say that the session is over; after every other end the command may be
 * running still, and whoever opened the channel should terminate the session and say so. No end carries an exit code:
 * the protocol has none.
 *
 * <p>Texts come from the service, the agent or the network. They are untrusted and may span lines.
 */
public sealed interface ChannelClosed {

    /** The service closed the channel without a reason, and no numbered output is missing. */
    record Finished() implements ChannelClosed {}

    /**
     * The service closed the channel and told why: the command could not start, the session idled too long, encryption
     * or logging is misconfigured. No numbered output is missing.
     */
    record EndedWithReason(String reason) implements ChannelClosed {}

    /** The service closed the channel, and output is missing. {@code reason} is empty if the service gave none. */
    record Truncated(List<Gap> gaps, String reason) implements ChannelClosed {
        public Truncated {
            gaps = List.copyOf(gaps);
            if (gaps.isEmpty()) {
                throw new IllegalArgumentException("truncated, but nothing is missing");
            }
        }
    }

    /**
     * The upgrade was answered with this HTTP status instead of 101; 403 means the signature or a permission.
     *
     * @param body of the answer, cut at {@value #MAX_BODY} characters
     */
    record UpgradeRefused(int status, String body) implements ChannelClosed {
        /** More than any known refusal has. */
        static final int MAX_BODY = 2048;

        public UpgradeRefused {
            body = body.substring(0, Math.min(body.length(), MAX_BODY));
        }
    }

    /** No connection came about: name, route, TLS, time limit, or the request could not be signed. */
    record Unreachable(String reason) implements ChannelClosed {}

    /** The socket closed before the first frame. That is all a service does about a token it does not accept. */
    record TokenRefused(String reason) implements ChannelClosed {}

    /** The socket stayed open and no frame came: the agent may be busy with other sessions. */
    record Silent(Duration waited) implements ChannelClosed {}

    /** The agent asked for something in the handshake that we could not do, or never completed it. */
    record HandshakeFailed(String reason) implements ChannelClosed {}

    /** The connection broke after the first frame, or nothing answers on it any more. */
    record ConnectionLost(String reason) implements ChannelClosed {}

    /** The far side sent what no far side may send; we hung up. */
    record ProtocolViolation(String reason) implements ChannelClosed {}

    /** Our side hung up: {@link DataChannel#close()}, or a listener that threw. */
    record Abandoned(String reason) implements ChannelClosed {}
}
