package sallyport;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by which an operator asks a long-lived process to read its files again; the JVM would end. Java has no
 * supported interface for signals, and the compiler refuses the unsupported one by warning, so that is looked up when
 * the process runs. Where there is none, or the signal is unknown, or was ignored when the JVM started, the process
 * does without.
 */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);
    private static final String NAME = "HUP";

    private HangUp() {}

    /** @param heard called for each signal, on a thread of its own */
    static void listen(Runnable heard) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var run = MethodHandles.lookup().bind(heard, "run", MethodType.methodType(void.class));
            var handling =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            var before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(NAME), handling);
            if (handler.getField("SIG_IGN").get(null).equals(before)) {
                LOG.warn("signal.ignored: this process was started with SIGHUP ignored, as nohup does,"
                        + " and the JVM keeps that; changed files are found at the next look");
            }
        } catch (ReflectiveOperationException e) {
            LOG.atInfo().log(
                    "signal.unavailable: SIGHUP is not listened to ({})",
                    e instanceof InvocationTargetException thrown ? thrown.getCause() : e);
        }
    }
}
