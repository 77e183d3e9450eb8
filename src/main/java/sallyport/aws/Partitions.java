package sallyport.aws;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.PartitionEndpointKey;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * What the SDK knows of partitions: {@code aws}, {@code aws-cn}, {@code aws-us-gov}, {@code aws-eusc} and the isolated
 * ones. A Region that it has not heard of yet is placed by the form of its name.
 */
public final class Partitions {
    private Partitions() {}

    /** What stands in ARNs of that Region behind {@code arn:}. */
    public static String id(String region) {
        return of(region).id();
    }

    /**
     * Whether this is the name of a VPC endpoint of that service and Region, as AWS makes them.
     *
     * @param service as AWS names its endpoint, such as {@code ssmmessages}
     */
    public static boolean isVpcEndpoint(String host, String service, String region) {
        var rest = "." + service + "." + region + ".vpce." + of(region).dnsSuffix();
        return host.matches("vpce-[a-z0-9-]+" + Pattern.quote(rest));
    }

    /** The public name of a service in a Region. */
    static String host(String service, String region, EndpointVariant variant) {
        var partition = of(region);
        var key = key(variant);
        return partition
                .hostname(key)
                .replace("{service}", service)
                .replace("{region}", region)
                .replace("{dnsSuffix}", partition.dnsSuffix(key));
    }

    /** The domains in which services of a Region have their public names: the usual one and that of dual stack. */
    static List<String> dnsSuffixes(String region) {
        return Stream.of(EndpointVariant.STANDARD, new EndpointVariant(false, true))
                .map(variant -> of(region).dnsSuffix(key(variant)))
                .distinct()
                .toList();
    }

    private static PartitionMetadata of(String region) {
        return PartitionMetadata.of(Region.of(region));
    }

    private static PartitionEndpointKey key(EndpointVariant variant) {
        var tags = Stream.of(
                        variant.fips() ? Stream.of(EndpointTag.FIPS) : Stream.<EndpointTag>empty(),
                        variant.dualStack() ? Stream.of(EndpointTag.DUALSTACK) : Stream.<EndpointTag>empty())
                .flatMap(each -> each)
                .toArray(EndpointTag[]::new);
        return PartitionEndpointKey.builder().tags(tags).build();
    }
}
