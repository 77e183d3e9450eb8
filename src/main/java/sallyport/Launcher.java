package sallyport;

import java.lang.reflect.InvocationTargetException;

/**
 * What the jar starts: {@link App}, unless this is an older Java than it was compiled for. Compiled for Java 11, and
 * without a reference to any other class of ours, so that an older Java can read it.
 */
public final class Launcher {
    private static final int NEEDED = 25;
    private static final int ASKED_WRONGLY = 2;

    private Launcher() {}

    /** Entry point of the jar; {@code public} because an older Java calls nothing else. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        int version = Runtime.version().feature();
        if (version < NEEDED) {
            System.err.println("Sallyport needs Java " + NEEDED + " and this is Java " + version + ", from "
                    + System.getProperty("java.home") + ". Nothing was started. Run it with bin/java of a JDK " + NEEDED
                    + ".");
            System.exit(ASKED_WRONGLY);
        }
        start(arguments);
    }

    private static void start(String[] arguments) throws ReflectiveOperationException {
        try {
            Class.forName("sallyport.App")
                    .getDeclaredMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Sallyport broke off", e.getCause());
        }
    }
}
