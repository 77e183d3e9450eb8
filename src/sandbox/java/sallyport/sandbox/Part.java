package sallyport.sandbox;

import java.net.URI;

/** A part of the sandbox that listens on 127.0.0.1. */
interface Part extends AutoCloseable {
    URI endpoint();

    @Override
    void close();
}
