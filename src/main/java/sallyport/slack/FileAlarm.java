package sallyport.slack;

import java.time.Instant;
import java.util.List;

/**
 * That what stands in a file is not in force.
 *
 * @param file which one: {@code policy} or {@code on-call}
 * @param what half a sentence about the file: {@code is broken}
 * @param since when that was first seen
 * @param problems lines that quote the file, so for those only who run the installation
 * @param inForce the version that stays in force, shortened
 */
public record FileAlarm(String file, String what, Instant since, List<String> problems, String inForce)
        implements Alarm {
    public FileAlarm {
        problems = List.copyOf(problems);
    }
}
