package sallyport.simulation;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads that run when and where we say. The JDK has the constructor for its own tests and opens it to nobody;
 * the build opens {@code java.lang} to the tests ({@code --add-opens}). A test that used real threads could not replay
 * a schedule; one that rewrote the product as callbacks would not test the product.
 */
final class VirtualThreads {
    private static final Constructor<?> BUILDER = builder();

    private VirtualThreads() {}

    private static Constructor<?> builder() {
        try {
            var type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            var constructor = type.getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK lets nobody schedule virtual threads", e);
        }
    }

    /** @param scheduler is given every piece of work between two waits of a thread, and runs it whenever it likes */
    static ThreadFactory on(Executor scheduler) {
        try {
            return ((Thread.Builder.OfVirtual) BUILDER.newInstance(scheduler)).factory();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads cannot be made", e);
        }
    }
}
