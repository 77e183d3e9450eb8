package sallyport.sandbox.aws.api;

import java.net.URI;

/** Where a client opens the data channel of a session. */
@FunctionalInterface
public interface StreamUrl {
    URI of(String sessionId);
}
