package sallyport.store;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * A DynamoDB table.
 *
 * @param endpointOverride where DynamoDB is instead of AWS; for tests only. Calls that go there carry made-up
 *     credentials, never real ones
 * @param fips whether the endpoint with cryptography validated under FIPS 140 is called; without effect on an override
 * @param dualStack whether the endpoint with IPv6 addresses is called; without effect on an override
 * @param proxies the proxy for each address
 */
public record DynamoTable(
        String name,
        String region,
        Optional<URI> endpointOverride,
        boolean fips,
        boolean dualStack,
        ProxySelector proxies) {
    /** By its usual endpoint, and directly. */
    public DynamoTable(String name, String region, Optional<URI> endpointOverride) {
        this(name, region, endpointOverride, false, false, HttpClient.Builder.NO_PROXY);
    }
}
