package sallyport.request;

import java.util.Optional;

/**
 * A configured target, or one place in a configured target that is a whole cluster: the name people type, and where it
 * is.
 *
 * @param name what people type
 * @param account AWS account id, twelve digits
 * @param region AWS region
 * @param cluster cluster name
 * @param service service name; {@value #EVERY_SERVICE} of a target that is a whole cluster; {@code family:NAME}, as ECS
 *     writes the group of such tasks, for those of a family that no service started
 * @param container the container meant when nobody names one
 * @param ownerChannel where the owners of the service are reached
 * @param wholeCluster the configured target that this is a place in; empty of what is configured itself
 */
public record Alias(
        String name,
        String account,
        String region,
        String cluster,
        String service,
        Optional<String> container,
        Optional<ChannelId> ownerChannel,
        Optional<String> wholeCluster) {
    /** Stands in the configuration for all services of a cluster, and for its tasks that no service started. */
    public static final String EVERY_SERVICE = "*";

    /** What ECS puts in front of a family in the group of a task that no service started. */
    public static final String FAMILY = "family:";

    /** One that is configured itself. */
    public Alias(
            String name,
            String account,
            String region,
            String cluster,
            String service,
            Optional<String> container,
            Optional<ChannelId> ownerChannel) {
        this(name, account, region, cluster, service, container, ownerChannel, Optional.empty());
    }

    /** Whether it stands for all of a cluster, so that a place in it has to be named. */
    public boolean isWholeCluster() {
        return service.equals(EVERY_SERVICE);
    }

    /** The name in the configuration. Policies that name targets by their aliases mean this. */
    public String configured() {
        return wholeCluster.orElse(name);
    }

    /** The service's name, or the family's of tasks that no service started. Policies mean either by it. */
    public String nameInCluster() {
        return isFamily() ? service.substring(FAMILY.length()) : service;
    }

    /** Whether only tasks are meant that no service started. */
    public boolean isFamily() {
        return service.startsWith(FAMILY);
    }

    /** Whether a family may be meant: its tasks that no service started, where there is no service of the name. */
    public boolean mayBeFamily() {
        return isFamily() || wholeCluster.isPresent();
    }

    /** A place in this target, which is a whole cluster. */
    Alias place(String nameInCluster) {
        return new Alias(
                name + "/" + nameInCluster,
                account,
                region,
                cluster,
                nameInCluster,
                container,
                ownerChannel,
                Optional.of(name));
    }

    boolean isIn(String otherRegion, String otherAccount, String otherCluster) {
        return region.equals(otherRegion) && account.equals(otherAccount) && cluster.equals(otherCluster);
    }

    boolean isInClusterOf(Alias other) {
        return isIn(other.region, other.account, other.cluster);
    }
}
