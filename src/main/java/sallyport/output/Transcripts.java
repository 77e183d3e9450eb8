package sallyport.output;

import java.util.Optional;
import sallyport.request.RequestId;

/** Recordings of what runs wrote, redacted. Safe for use by many threads. */
public interface Transcripts {
    /** Starts the recording of a run. */
    Transcript open(RequestId run);

    /** The recorded text of a run, or empty when there is none. */
    Optional<String> text(RequestId run);

    /** One recording being made. Used by one thread at a time. */
    interface Transcript extends AutoCloseable {
        /** Appends text; it is durable when {@link #close} returns. */
        void append(String text);

        @Override
        void close();
    }
}
