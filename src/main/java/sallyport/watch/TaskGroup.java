package sallyport.watch;

import sallyport.request.Alias;

/**
 * What tasks belong to in ECS's words: {@code service:web} or {@code family:report} of one cluster.
 *
 * @param account AWS account id
 * @param cluster cluster name
 * @param name with its kind before a colon
 */
public record TaskGroup(String account, String region, String cluster, String name) {
    /** The tasks of a target's service, or those of its family that no service started. */
    public static TaskGroup of(Alias alias) {
        var name = alias.isFamily() ? alias.service() : "service:" + alias.service();
        return new TaskGroup(alias.account(), alias.region(), alias.cluster(), name);
    }

    /** Whether a target's service is in the cluster of this group. */
    public boolean isInClusterOf(Alias alias) {
        return account.equals(alias.account()) && region.equals(alias.region()) && cluster.equals(alias.cluster());
    }
}
