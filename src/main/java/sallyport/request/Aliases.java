package sallyport.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configured targets, by name, and the places in those of them that are whole clusters. What a target of its own
 * stands for is found as that target, however it is named, so that nothing has two names that a policy could judge
 * differently. Immutable.
 */
public final class Aliases {
    private static final int FARTHEST_SUGGESTION = 3;
    private static final Pattern SERVICE_ARN = Pattern.compile("arn:[^:]+:ecs:([^:]+):([^:]+):service/([^/]+)/([^/]+)");
    private static final Pattern TASK_ARN = Pattern.compile("arn:[^:]+:ecs:([^:]+):([^:]+):task/([^/]+)/([^/]+)");

    /** Names of services and families; ECS API reference. */
    private static final Pattern PLACE = Pattern.compile("(?:family:)?[A-Za-z0-9_-]{1,255}");

    private static final Pattern TASK_ID = Pattern.compile("[0-9a-f]{32}");

    private final Map<String, Alias> byName = new TreeMap<>();

    public Aliases(Collection<Alias> aliases) {
        for (var alias : aliases) {
            if (byName.put(alias.name(), alias) != null) {
                throw new IllegalArgumentException("target " + alias.name() + " is configured twice");
            }
        }
    }

    /**
     * Finds a target by its alias, or by {@code cluster/service} or a service's ARN when that names exactly one. In a
     * target that is a whole cluster a place is found by {@code target/service} too, and {@code family:NAME} in place
     * of a service names the tasks of a family that no service started.
     *
     * @return empty for a whole cluster, which is no place to do anything in
     */
    public Optional<Alias> find(String name) {
        var alias = byName.get(name);
        if (alias != null) {
            return Optional.of(alias).filter(one -> !one.isWholeCluster());
        }
        var arn = SERVICE_ARN.matcher(name);
        if (arn.matches()) {
            return in(one -> one.isIn(arn.group(1), arn.group(2), arn.group(3)), arn.group(4));
        }
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        var where = name.substring(0, slash);
        var place = name.substring(slash + 1);
        var cluster = Optional.ofNullable(byName.get(where)).filter(Alias::isWholeCluster);
        return cluster.isPresent()
                ? in(one -> one.isInClusterOf(cluster.get()) && isMeant(one, cluster.get()), place)
                : in(one -> one.cluster().equals(where), place);
    }

    /** Of several whole clusters that are the same one, that which was named. */
    private static boolean isMeant(Alias one, Alias named) {
        return !one.isWholeCluster() || one.equals(named);
    }

    /** The place in the cluster of a configured target that a service's or family's name stands for. */
    public Optional<Alias> inClusterOf(Alias target, String place) {
        return in(one -> one.isInClusterOf(target) && (!target.isWholeCluster() || isMeant(one, target)), place);
    }

    private Optional<Alias> in(Predicate<Alias> where, String place) {
        var there = byName.values().stream().filter(where).toList();
        var own = there.stream().filter(one -> one.service().equals(place)).toList();
        if (!own.isEmpty()) {
            return only(own).filter(one -> !one.isWholeCluster());
        }
        boolean named =
                PLACE.matcher(place).matches() && !TASK_ID.matcher(place).matches();
        return named
                ? only(there.stream().filter(Alias::isWholeCluster).toList()).map(cluster -> cluster.place(place))
                : Optional.empty();
    }

    private static Optional<Alias> only(List<Alias> found) {
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /**
     * A task by its whole id, and where it may be.
     *
     * @param clusters configured targets, one for each cluster
     */
    public record Task(String id, List<Alias> clusters) {
        public Task {
            clusters = List.copyOf(clusters);
        }
    }

    /**
     * Understands a task's ARN in the cluster of a configured target, and an id of 32 letters and digits where targets
     * are whole clusters; {@code cluster/ID} and {@code target/ID} say in which.
     */
    public Optional<Task> task(String name) {
        var arn = TASK_ARN.matcher(name);
        if (arn.matches()) {
            return task(
                    arn.group(4),
                    byName.values().stream().filter(one -> one.isIn(arn.group(1), arn.group(2), arn.group(3))));
        }
        int slash = name.lastIndexOf('/');
        var where = slash < 0 ? "" : name.substring(0, slash);
        return task(
                name.substring(slash + 1),
                wholeClusters().stream()
                        .filter(one -> slash < 0
                                || one.name().equals(where)
                                || one.cluster().equals(where)));
    }

    /** In one cluster a target for all of it comes first, since every task of the cluster has a name there. */
    private static Optional<Task> task(String id, Stream<Alias> where) {
        var clusters = where.sorted(Comparator.comparing(one -> !one.isWholeCluster()))
                .filter(distinctClusters())
                .toList();
        return TASK_ID.matcher(id).matches() && !clusters.isEmpty()
                ? Optional.of(new Task(id, clusters))
                : Optional.empty();
    }

    private static Predicate<Alias> distinctClusters() {
        var seen = new HashSet<List<String>>();
        return one -> seen.add(List.of(one.account(), one.region(), one.cluster()));
    }

    /** The configured targets that are whole clusters. */
    public List<Alias> wholeClusters() {
        return byName.values().stream().filter(Alias::isWholeCluster).toList();
    }

    /** The configured name most like the given one, if one is near enough to be a slip of the finger. */
    public Optional<String> nearest(String name) {
        return byName.keySet().stream()
                .filter(candidate -> EditDistance.between(name, candidate) <= FARTHEST_SUGGESTION)
                .min(Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)));
    }

    public List<Alias> all() {
        return List.copyOf(byName.values());
    }
}
