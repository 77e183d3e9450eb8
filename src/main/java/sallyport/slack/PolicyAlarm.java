package sallyport.slack;

import java.time.Instant;
import java.util.List;

/**
 * That what stands in the policy file is not in force.
 *
 * @param what half a sentence about the file: {@code is broken}
 * @param since when that was first seen
 * @param problems lines that quote the file, so for those only who run the installation
 * @param inForce the version that stays in force, shortened
 */
public record PolicyAlarm(String what, Instant since, List<String> problems, String inForce) {
    public PolicyAlarm {
        problems = List.copyOf(problems);
    }
}
