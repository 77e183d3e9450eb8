package sallyport.ssm;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a data channel tells its opener. All calls come from one virtual thread of the channel, one after the other, in
 * the order of the session; {@link #onClosed} comes exactly once and last.
 *
 * <p>A method may block. While it does, the channel goes on acknowledging what arrives, and stops reading the socket
 * once {@link DataChannel#MAX_UNDELIVERED} bytes wait; the agent then stops reading the command's output, and a command
 * that prints more blocks. An exception is a bug: it is logged, nothing more is delivered, and the channel ends as
 * {@link ChannelClosed.Abandoned}.
 */
public interface ChannelListener {
    /**
     * The command is running, or its first output is here. Comes at most once, before any output.
     *
     * @param message what the agent has to tell people, such as that the session is encrypted; often empty, untrusted
     */
    void onStarted(String message);

    /** Terminal output, in order and each byte once: standard output and error as one stream, lines ending in CR LF. */
    void onOutput(ByteBuffer bytes);

    /** Here output is missing for good. Only just before the end, when it can no longer arrive. */
    void onGap(Gap gap);

    /**
     * The service said that the agent is not there, and neither output nor acknowledgements came for {@code silence}.
     * The task may have been stopped: the service does not close the channel then. Repeated every ten seconds while the
     * silence lasts.
     */
    void onPaused(Duration silence);

    void onClosed(ChannelClosed end);
}
