package sallyport.aws;

import java.net.URI;
import sallyport.ssm.StreamEndpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/** The endpoints of what we call without an SDK client, by Region and partition or by the testing override. */
final class AwsEndpoints {
    private final AwsOptions options;

    AwsEndpoints(AwsOptions options) {
        this.options = options;
    }

    /** Where stream URLs of a Region may lead. */
    StreamEndpoint stream(String region) {
        return options.endpointOverride()
                .<StreamEndpoint>map(AwsEndpoints::overridden)
                .orElseGet(() -> new StreamEndpoint.Aws(region, dnsSuffix(region)));
    }

    URI kms(String region) {
        return options.endpointOverride()
                .orElseGet(() -> URI.create("https://kms." + region + "." + dnsSuffix(region)));
    }

    /** Of {@code StartLiveTail}, whose model puts {@code stream-} in front of the host. */
    URI liveTail(String region) {
        return options.endpointOverride()
                .orElseGet(() -> URI.create("https://stream-logs." + region + "." + dnsSuffix(region)));
    }

    private static String dnsSuffix(String region) {
        return RegionMetadata.of(Region.of(region)).partition().dnsSuffix();
    }

    private static StreamEndpoint overridden(URI endpoint) {
        var scheme = endpoint.getScheme().equals("https") ? "wss" : "ws";
        return new StreamEndpoint.Exactly(URI.create(scheme + "://" + endpoint.getRawAuthority()));
    }
}
