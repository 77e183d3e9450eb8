package sallyport.request;

import java.util.Optional;

/**
 * A configured target: the short name people type for one service, and where it is.
 *
 * @param name what people type
 * @param account AWS account id, twelve digits
 * @param region AWS region
 * @param cluster cluster name
 * @param service service name
 * @param container the container meant when nobody names one
 * @param ownerChannel where the owners of the service are reached
 */
public record Alias(
        String name,
        String account,
        String region,
        String cluster,
        String service,
        Optional<String> container,
        Optional<ChannelId> ownerChannel) {
    boolean isIn(String otherRegion, String otherAccount, String otherCluster) {
        return region.equals(otherRegion) && account.equals(otherAccount) && cluster.equals(otherCluster);
    }
}
