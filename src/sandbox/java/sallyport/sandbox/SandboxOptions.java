package sallyport.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What to start, and where.
 *
 * @param port the Slack side; 0 takes a free one
 * @param awsPort the AWS side; 0 takes a free one
 * @param appPort the application; 0 takes a free one
 * @param parts which parts to start
 * @param data where the containers' folders, the configuration and the ledger are kept
 * @param seed makes ids and log lines repeatable
 * @param groupsReadEvery how often the application reads who is in Slack's user groups
 */
public record SandboxOptions(
        int port, int awsPort, int appPort, Set<Part> parts, Path data, long seed, Duration groupsReadEvery) {
    /** As in production, and rare enough for a page that shows every call. */
    public static final Duration USUAL_GROUPS_READ = Duration.ofMinutes(1);

    /** What a sandbox is made of. */
    public enum Part {
        SLACK,
        AWS,
        APP
    }

    public SandboxOptions {
        parts = Set.copyOf(parts);
    }

    /** All parts on free ports. */
    public static SandboxOptions onFreePorts(Path data) {
        return new SandboxOptions(0, 0, 0, Set.of(Part.SLACK, Part.AWS, Part.APP), data, 1, USUAL_GROUPS_READ);
    }

    /** The same, with user groups read at another pace. */
    public SandboxOptions readingGroupsEvery(Duration span) {
        return new SandboxOptions(port, awsPort, appPort, parts, data, seed, span);
    }

    /** Only these parts. */
    public SandboxOptions with(Part... wanted) {
        return new SandboxOptions(port, awsPort, appPort, Set.of(wanted), data, seed, groupsReadEvery);
    }
}
