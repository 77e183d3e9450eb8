package sallyport.policy;

import java.util.List;
import sallyport.yaml.YamlProblem;

/** Schedules, or everything that is wrong with their file. */
public sealed interface OnCallReading {
    record Read(OnCallSchedules schedules) implements OnCallReading {}

    /**
     * Nothing of the file is in force.
     *
     * @param problems at least one, in the order of their places
     */
    record Broken(List<YamlProblem> problems) implements OnCallReading {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
