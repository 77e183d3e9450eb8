package sallyport.aws;

import java.net.URI;
import java.util.Optional;
import sallyport.ssm.StreamEndpoint;

/** The endpoints of what we call without an SDK client, by Region and partition or by the testing override. */
final class AwsEndpoints {
    private static final String STREAMS = "ssmmessages";

    private final AwsOptions options;

    AwsEndpoints(AwsOptions options) {
        this.options = options;
    }

    /** Where stream URLs of a Region may lead, and what is connected to. */
    StreamEndpoint stream(String region) {
        return options.endpointOverride()
                .<StreamEndpoint>map(AwsEndpoints::overridden)
                .orElseGet(() -> ofAws(region));
    }

    /** ECS names the usual host whatever we ask for; a private endpoint or FIPS is our own wish. */
    private StreamEndpoint ofAws(String region) {
        var named = new StreamEndpoint.Aws(region, Partitions.dnsSuffixes(region));
        var fips = options.variant().fips()
                ? Optional.of(Partitions.host(STREAMS, region, options.variant()))
                : Optional.<String>empty();
        return Optional.ofNullable(options.privateStreams().get(region))
                .or(() -> fips)
                .<StreamEndpoint>map(host -> new StreamEndpoint.Instead(named, host))
                .orElse(named);
    }

    URI kms(String region) {
        return options.endpointOverride()
                .orElseGet(() -> URI.create("https://" + Partitions.host("kms", region, options.variant())));
    }

    /** Of {@code StartLiveTail}, whose model puts {@code stream-} in front of the host. */
    URI liveTail(String region) {
        return options.endpointOverride()
                .orElseGet(() -> URI.create("https://stream-" + Partitions.host("logs", region, options.variant())));
    }

    private static StreamEndpoint overridden(URI endpoint) {
        var scheme = endpoint.getScheme().equals("https") ? "wss" : "ws";
        return new StreamEndpoint.Exactly(URI.create(scheme + "://" + endpoint.getRawAuthority()));
    }
}
