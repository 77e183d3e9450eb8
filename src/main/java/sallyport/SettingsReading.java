package sallyport;

import java.util.List;
import sallyport.yaml.YamlProblem;

/** A configuration, or everything that is wrong with it. */
public sealed interface SettingsReading {
    /** It can be used. */
    record Read(Settings settings) implements SettingsReading {}

    /** It cannot; nothing was started. */
    record Broken(List<YamlProblem> problems) implements SettingsReading {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
