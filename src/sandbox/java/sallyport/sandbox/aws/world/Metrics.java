package sallyport.sandbox.aws.world;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the services of the cluster {@code demo} use, minute by minute: more by day than by night, with noise that the
 * seed decides. {@code batch} climbs to its end while its last task runs, and reports nothing after it.
 */
public final class Metrics {
    public static final String ECS = "AWS/ECS";
    public static final String INSIGHTS = "ECS/ContainerInsights";

    private static final List<String> ECS_NAMES = List.of("CPUUtilization", "MemoryUtilization");
    private static final List<String> INSIGHTS_NAMES = List.of(
            "CpuReserved",
            "CpuUtilized",
            "DesiredTaskCount",
            "MemoryReserved",
            "MemoryUtilized",
            "PendingTaskCount",
            "RunningTaskCount");

    private final Cluster cluster;
    private final long seed;
    private final boolean containerInsights;

    /** The metrics of a world; those of Container Insights only where the cluster has it on. */
    public Metrics(World world, long seed, boolean containerInsights) {
        this.cluster = world.demo();
        this.seed = seed;
        this.containerInsights = containerInsights;
    }

    /** All metrics there are, of services first and then of the cluster. */
    public List<Metric> list() {
        var ofServices = cluster.services().stream().flatMap(service -> of(dimensions(service)));
        return Stream.concat(ofServices, of(Map.of("ClusterName", cluster.name())))
                .toList();
    }

    private Stream<Metric> of(Map<String, String> dimensions) {
        return Stream.concat(
                ECS_NAMES.stream().map(name -> new Metric(ECS, name, dimensions)),
                INSIGHTS_NAMES.stream()
                        .filter(name -> containerInsights)
                        .map(name -> new Metric(INSIGHTS, name, dimensions)));
    }

    private Map<String, String> dimensions(Service service) {
        return new TreeMap<>(Map.of("ClusterName", cluster.name(), "ServiceName", service.name()));
    }

    /** The value of one of these metrics in the minute that begins then; empty if none was reported. */
    public OptionalDouble value(Metric metric, Instant minute) {
        var name = Optional.ofNullable(metric.dimensions().get("ServiceName"));
        return name.isPresent()
                ? cluster.service(name.get())
                        .map(service -> value(metric.name(), service, minute))
                        .orElse(OptionalDouble.empty())
                : ofCluster(metric.name(), minute);
    }

    private OptionalDouble ofCluster(String name, Instant minute) {
        var values = cluster.services().stream()
                .flatMap(service -> value(name, service, minute).stream().boxed())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        if (values.getCount() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(ECS_NAMES.contains(name) ? values.getAverage() : values.getSum());
    }

    private OptionalDouble value(String name, Service service, Instant minute) {
        if (stop(service).filter(at -> !minute.isBefore(at)).isPresent()) {
            return OptionalDouble.empty();
        }
        double cpuReserved = Double.parseDouble(service.taskDefinition().cpu());
        double memoryReserved = Double.parseDouble(service.taskDefinition().memory());
        return OptionalDouble.of(
                switch (name) {
                    case "CPUUtilization" -> cpu(service, minute);
                    case "MemoryUtilization" -> memory(service, minute);
                    case "CpuReserved" -> cpuReserved;
                    case "CpuUtilized" -> cpu(service, minute) / 100 * cpuReserved;
                    case "MemoryReserved" -> memoryReserved;
                    case "MemoryUtilized" -> memory(service, minute) / 100 * memoryReserved;
                    case "DesiredTaskCount" -> service.desiredCount();
                    case "PendingTaskCount" -> pendingCount(service);
                    default -> cluster.runningCount(service);
                });
    }

    private long pendingCount(Service service) {
        return cluster.tasksOf(service).stream()
                .filter(task -> !task.toStop() && !task.running())
                .count();
    }

    private double cpu(Service service, Instant minute) {
        double base = random(service.name(), 0).nextDouble(8, 30);
        double usual = base * (1 + 0.5 * daylight(minute)) + noise(service, minute) * 4;
        return bounded(usual + ran(service, minute) * (96 - usual));
    }

    private double memory(Service service, Instant minute) {
        double base = random(service.name(), 1).nextDouble(30, 65);
        double usual = base + 4 * daylight(minute) + noise(service, minute);
        return bounded(usual + ran(service, minute) * (99.5 - usual));
    }

    /** How far the run that ended badly had come, from 0 before it to 1 at its end. */
    private double ran(Service service, Instant minute) {
        return stopped(service)
                .filter(task -> task.stop().orElseThrow().code().equals("EssentialContainerExited"))
                .findFirst()
                .map(task -> part(
                        task.startedAt().orElse(task.createdAt()),
                        task.stop().orElseThrow().at(),
                        minute.plusSeconds(60)))
                .orElse(0.0);
    }

    private static double part(Instant start, Instant end, Instant now) {
        var whole = Duration.between(start, end).toMillis();
        return Math.clamp((double) Duration.between(start, now).toMillis() / whole, 0.0, 1.0);
    }

    private Stream<Task> stopped(Service service) {
        return cluster.tasksOf(service).stream().filter(Task::toStop);
    }

    private Optional<Instant> stop(Service service) {
        return cluster.runningCount(service) > 0
                ? Optional.empty()
                : stopped(service).map(task -> task.stop().orElseThrow().at()).max(Comparator.naturalOrder());
    }

    /** From -1 in the small hours to 1 in the afternoon. */
    private static double daylight(Instant minute) {
        double hour = minute.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
        return Math.cos((hour - 15) / 24 * 2 * Math.PI);
    }

    private double noise(Service service, Instant minute) {
        return random(service.name(), minute.getEpochSecond()).nextDouble(-1, 1);
    }

    private static double bounded(double percent) {
        return Math.clamp(percent, 0.1, 100.0);
    }

    private Random random(String name, long salt) {
        return new Random((seed * 31 + name.hashCode()) * 0x9E3779B97F4A7C15L ^ salt * 0xD6E8FEB86659FD93L);
    }
}
