package sallyport.aws;

import java.net.URI;
import java.util.Optional;

/**
 * What differs between production and a sandbox.
 *
 * @param endpointOverride where every AWS service and the data channel are to be found instead of AWS, scheme, host and
 *     port; for tests and the sandbox only. Calls that go there carry made-up credentials, never real ones
 */
public record AwsOptions(Optional<URI> endpointOverride) {
    public static AwsOptions production() {
        return new AwsOptions(Optional.empty());
    }

    public static AwsOptions sandbox(URI endpoint) {
        return new AwsOptions(Optional.of(endpoint));
    }
}
