package sallyport.sandbox.aws.world;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the services of all clusters use, minute by minute: more by day than by night, with noise that the seed decides.
 * A service without tasks reports nothing; {@code batch} climbs to its end while its last task runs, and reports
 * nothing after it.
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
            "NetworkRxBytes",
            "NetworkTxBytes",
            "PendingTaskCount",
            "RunningTaskCount");

    private final World world;
    private final long seed;
    private final boolean containerInsights;

    /** The metrics of a world; those of Container Insights only where the cluster has it on. */
    public Metrics(World world, long seed, boolean containerInsights) {
        this.world = world;
        this.seed = seed;
        this.containerInsights = containerInsights;
    }

    /** All metrics there are, of services first and then of the cluster. */
    public List<Metric> list() {
        return world.clusters().stream().flatMap(this::of).toList();
    }

    private Stream<Metric> of(Cluster cluster) {
        var ofServices = cluster.services().stream().flatMap(service -> of(dimensions(cluster, service)));
        return Stream.concat(ofServices, of(Map.of("ClusterName", cluster.name())));
    }

    private Stream<Metric> of(Map<String, String> dimensions) {
        return Stream.concat(
                ECS_NAMES.stream().map(name -> new Metric(ECS, name, dimensions)),
                INSIGHTS_NAMES.stream()
                        .filter(name -> containerInsights)
                        .map(name -> new Metric(INSIGHTS, name, dimensions)));
    }

    private static Map<String, String> dimensions(Cluster cluster, Service service) {
        return new TreeMap<>(Map.of("ClusterName", cluster.name(), "ServiceName", service.name()));
    }

    /** The value of one of these metrics in the minute that begins then; empty if none was reported. */
    public OptionalDouble value(Metric metric, Instant minute) {
        return world.cluster(metric.dimensions().getOrDefault("ClusterName", ""))
                .map(cluster -> value(metric, cluster, minute))
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble value(Metric metric, Cluster cluster, Instant minute) {
        var name = Optional.ofNullable(metric.dimensions().get("ServiceName"));
        return name.isPresent()
                ? cluster.service(name.get())
                        .map(service -> value(metric.name(), cluster, service, minute))
                        .orElse(OptionalDouble.empty())
                : ofCluster(metric.name(), cluster, minute);
    }

    private OptionalDouble ofCluster(String name, Cluster cluster, Instant minute) {
        var values = cluster.services().stream()
                .flatMap(service ->
                        value(name, cluster, service, minute).stream().boxed())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        if (values.getCount() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(ECS_NAMES.contains(name) ? values.getAverage() : values.getSum());
    }

    private OptionalDouble value(String name, Cluster cluster, Service service, Instant minute) {
        if (!reports(cluster, service, minute)) {
            return OptionalDouble.empty();
        }
        double cpuReserved = Double.parseDouble(service.taskDefinition().cpu());
        double memoryReserved = Double.parseDouble(service.taskDefinition().memory());
        return OptionalDouble.of(
                switch (name) {
                    case "CPUUtilization" -> cpu(cluster, service, minute);
                    case "MemoryUtilization" -> memory(cluster, service, minute);
                    case "CpuReserved" -> cpuReserved;
                    case "CpuUtilized" -> cpu(cluster, service, minute) / 100 * cpuReserved;
                    case "MemoryReserved" -> memoryReserved;
                    case "MemoryUtilized" -> memory(cluster, service, minute) / 100 * memoryReserved;
                    case "DesiredTaskCount" -> service.desiredCount();
                    case "PendingTaskCount" -> pendingCount(cluster, service);
                    case "NetworkRxBytes" -> cpu(cluster, service, minute) * 1_700;
                    case "NetworkTxBytes" -> cpu(cluster, service, minute) * 9_300;
                    default -> running(cluster, service, minute);
                });
    }

    private static long pendingCount(Cluster cluster, Service service) {
        return cluster.tasksOf(service).stream()
                .filter(task -> !task.toStop() && !task.running())
                .count();
    }

    private double cpu(Cluster cluster, Service service, Instant minute) {
        double base = random(service.name(), 0).nextDouble(8, 30);
        double usual = base * (1 + 0.5 * daylight(minute)) + noise(service, minute) * 4;
        return bounded(usual + ran(cluster, service, minute) * (96 - usual));
    }

    private double memory(Cluster cluster, Service service, Instant minute) {
        double base = random(service.name(), 1).nextDouble(30, 65);
        double usual = base + 4 * daylight(minute) + noise(service, minute);
        return bounded(usual + ran(cluster, service, minute) * (99.5 - usual));
    }

    /** How far the run that ended badly had come, from 0 before it to 1 at its end. */
    private static double ran(Cluster cluster, Service service, Instant minute) {
        return stopped(cluster, service)
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

    private static Stream<Task> stopped(Cluster cluster, Service service) {
        return cluster.tasksOf(service).stream().filter(Task::toStop);
    }

    private static boolean reports(Cluster cluster, Service service, Instant minute) {
        return running(cluster, service, minute) > 0;
    }

    /**
     * Those that run, or else those that were not stopped yet in that minute: what replaced one counts in its place.
     */
    private static long running(Cluster cluster, Service service, Instant minute) {
        long now = cluster.runningCount(service);
        return now > 0
                ? now
                : stopped(cluster, service)
                        .map(task -> task.stop().orElseThrow().at())
                        .filter(minute::isBefore)
                        .count();
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
