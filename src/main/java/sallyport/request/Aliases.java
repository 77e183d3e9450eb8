package sallyport.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The configured targets, by name. Immutable. */
public final class Aliases {
    private static final int FARTHEST_SUGGESTION = 3;
    private static final Pattern SERVICE_ARN = Pattern.compile("arn:[^:]+:ecs:([^:]+):([^:]+):service/([^/]+/[^/]+)");

    private final Map<String, Alias> byName = new TreeMap<>();

    public Aliases(Collection<Alias> aliases) {
        for (var alias : aliases) {
            if (byName.put(alias.name(), alias) != null) {
                throw new IllegalArgumentException("target " + alias.name() + " is configured twice");
            }
        }
    }

    /** Finds a target by its alias, or by {@code cluster/service} or a service's ARN when that names exactly one. */
    public Optional<Alias> find(String name) {
        var alias = byName.get(name);
        if (alias != null) {
            return Optional.of(alias);
        }
        var arn = SERVICE_ARN.matcher(name);
        var place = arn.matches() ? arn.group(3) : name;
        var named = byName.values().stream()
                .filter(a -> (a.cluster() + "/" + a.service()).equals(place))
                .filter(a -> !arn.matches() || a.isIn(arn.group(1), arn.group(2), a.cluster()))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
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
