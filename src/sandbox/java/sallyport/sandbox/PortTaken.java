package sallyport.sandbox;

import io.javalin.util.JavalinBindException;
import java.util.function.Supplier;

/** Somebody else listens where a part of the sandbox should; the message names the flag that moves it. */
final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private PortTaken(String flag, int port, Throwable cause) {
        super("Port " + port + " is taken; nothing was started. Choose another one with " + flag + ".", cause);
    }

    /** Starts a part, turning a failure to bind into one that says what to do. */
    static <T> T unless(String flag, int port, Supplier<T> start) {
        try {
            return start.get();
        } catch (JavalinBindException taken) {
            throw new PortTaken(flag, port, taken);
        }
    }
}
