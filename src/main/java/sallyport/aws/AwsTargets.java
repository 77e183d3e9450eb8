package sallyport.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Target;

/** The configured targets. Nothing outside them is ever asked about. Immutable. */
final class AwsTargets {
    private final Aliases aliases;
    private final Map<String, AwsTarget> byAlias;

    AwsTargets(Collection<AwsTarget> targets) {
        this.aliases = new Aliases(targets.stream().map(AwsTarget::alias).toList());
        this.byAlias = targets.stream()
                .collect(Collectors.toMap(target -> target.alias().name(), Function.identity()));
    }

    /** Empty for a whole cluster, in which a place has to be named. */
    Optional<AwsTarget> find(String name) {
        return aliases.find(name).flatMap(this::at);
    }

    /** A configured target, whatever it stands for, or a place in one. */
    Optional<AwsTarget> at(Alias alias) {
        return Optional.ofNullable(byAlias.get(alias.configured())).map(target -> target.at(alias));
    }

    List<AwsTarget> all() {
        return List.copyOf(byAlias.values());
    }

    Aliases aliases() {
        return aliases;
    }

    /** The configured target that a resolved one came from, if the configuration still means the same place. */
    Optional<AwsTarget> find(Target target) {
        return find(target.alias()).filter(configured -> samePlace(configured, target));
    }

    private static boolean samePlace(AwsTarget configured, Target target) {
        var alias = configured.alias();
        return alias.account().equals(target.account())
                && alias.region().equals(target.region())
                && alias.cluster().equals(target.clusterName())
                && (alias.service().equals(target.service()) || isFamily(alias, target.service()));
    }

    /** Where a family may be meant, a task that no service started is told by the group that ECS put it in. */
    private static boolean isFamily(Alias alias, String group) {
        return alias.mayBeFamily() && group.equals(Alias.FAMILY + alias.nameInCluster());
    }

    String unknown(String name) {
        var nearest = aliases.nearest(name).map(near -> " Did you mean " + near + "?");
        return "No target named " + name + " is configured." + nearest.orElse("");
    }
}
