package sallyport.sandbox.aws.api;

import java.nio.ByteBuffer;
import java.util.Map;

/** The answer to a request: a response, or a connection that closes without one. */
public sealed interface ApiAnswer {
    /** An HTTP response. */
    record Response(int status, String contentType, String requestId, String body) implements ApiAnswer {}

    /** An HTTP response whose body is no text, or that has headers of its own. */
    record Bytes(int status, String contentType, String requestId, Map<String, String> headers, ByteBuffer body)
            implements ApiAnswer {}

    /** An answer that goes on until its session is over. */
    record Events(String requestId, LiveTailSession session) implements ApiAnswer {}

    /** Everything was done, but the answer never arrives. */
    record Withheld() implements ApiAnswer {}
}
