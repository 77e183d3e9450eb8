package sallyport.run;

import java.nio.ByteBuffer;

/** Hears a session. Calls come from one thread at a time, in order; {@link #ended} is the last and comes once. */
public interface SessionListener {
    /**
     * The next bytes the container wrote.
     *
     * @param bytes read-only, valid only during the call
     */
    void output(ByteBuffer bytes);

    void ended(SessionEnd end);
}
