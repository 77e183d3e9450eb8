package sallyport.aws;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;

/**
 * Where AWS is and how it is reached.
 *
 * @param endpointOverride where every AWS service and the data channel are to be found instead of AWS, scheme, host and
 *     port; for tests and the sandbox only. Calls that go there carry made-up credentials, never real ones
 * @param variant which public endpoints are called; without effect on an override
 * @param privateStreams by Region, the VPC endpoint of {@code ssmmessages} that data channels take instead of the
 *     public name; where private DNS is on for it none is needed
 * @param proxies the proxy for each address, for API calls and data channels alike
 */
public record AwsOptions(
        Optional<URI> endpointOverride,
        EndpointVariant variant,
        Map<String, String> privateStreams,
        ProxySelector proxies) {
    public AwsOptions {
        privateStreams = Map.copyOf(privateStreams);
    }

    public static AwsOptions production() {
        return new AwsOptions(Optional.empty(), EndpointVariant.STANDARD, Map.of(), HttpClient.Builder.NO_PROXY);
    }

    public static AwsOptions sandbox(URI endpoint) {
        return production().at(endpoint);
    }

    /** The same, with everything to be found there. */
    public AwsOptions at(URI endpoint) {
        return new AwsOptions(Optional.of(endpoint), variant, privateStreams, proxies);
    }

    /** The same by way of proxies. */
    public AwsOptions through(ProxySelector others) {
        return new AwsOptions(endpointOverride, variant, privateStreams, others);
    }
}
