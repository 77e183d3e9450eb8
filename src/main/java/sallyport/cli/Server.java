package sallyport.cli;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Runs the application until the process is told to stop. */
@FunctionalInterface
public interface Server {
    /**
     * Returns when the application has stopped, or at once when it cannot start.
     *
     * @param configuration the configuration file
     * @param err where to say why it cannot start
     * @return whether it ran
     */
    boolean serve(Path configuration, PrintWriter err);
}
