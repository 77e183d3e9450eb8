package sallyport.policy;

import java.util.List;

/** A policy, or everything that is wrong with its file. */
public sealed interface PolicyReading {
    record Read(Policy policy) implements PolicyReading {}

    /**
     * Nothing of the file is in force.
     *
     * @param name the file, as it was given
     * @param problems at least one, in the order of their places
     */
    record Broken(String name, List<PolicyProblem> problems) implements PolicyReading {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
