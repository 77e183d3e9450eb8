package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service used over a range of time.
 *
 * @param points those there are of each measure, in order of time; none of a measure that nobody reported
 * @param insights whether the cluster has Container Insights on
 */
public record Usage(Service service, TimeGrid grid, Map<Measure, List<Point>> points, Fact<Boolean> insights) {
    public Usage {
        points = Map.copyOf(points);
    }

    /** The points of one measure. */
    public List<Point> of(Measure measure) {
        return points.getOrDefault(measure, List.of());
    }

    /**
     * One period.
     *
     * @param at when it begins
     * @param lowest of one task in one minute, of what is measured by task
     * @param average of all tasks
     * @param highest of one task in one minute
     */
    public record Point(Instant at, double lowest, double average, double highest) {}

    /** The service as it is now. */
    public record Service(String name, String cluster, Instant createdAt, int desired, int running, TaskSize size) {}

    /**
     * What the figures in percent are percent of.
     *
     * @param revision of the task definition, as {@code family:revision}
     * @param cpuUnits of one task, 1,024 to a vCPU; empty when nothing is reserved
     * @param memoryMib of one task; empty when nothing is reserved
     * @param limited whether a task gets no more than that; otherwise it is what its machine keeps for it
     */
    public record TaskSize(String revision, Optional<Integer> cpuUnits, Optional<Integer> memoryMib, boolean limited) {}
}
