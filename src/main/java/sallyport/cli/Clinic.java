package sallyport.cli;

import java.nio.file.Path;
import java.util.List;
import sallyport.watch.Check;

/** Examines an installation, whether it runs or not. */
@FunctionalInterface
public interface Clinic {
    /** Calls block, for seconds. */
    Answer examine(Path configuration);

    /** What an examination gives. */
    sealed interface Answer {
        /** @param checks the worst first */
        record Examined(List<Check> checks) implements Answer {
            public Examined {
                checks = List.copyOf(checks);
            }
        }

        /** @param sentence why the configuration cannot be read */
        record NoConfiguration(String sentence) implements Answer {}
    }
}
