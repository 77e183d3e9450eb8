package sallyport.store;

import java.time.Duration;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The SDK clients of one table, over one pool of connections. The endpoint comes from the Region or from
 * {@link DynamoTable#endpointOverride()}, never from the environment. Safe for use by many threads.
 */
final class DynamoClients implements AutoCloseable {
    /** Connections in the pool; above it callers wait for one. */
    private static final int MAX_CONNECTIONS = 100;

    /** Within a Region; a longer wait is a lost packet. */
    private static final Duration CONNECT = Duration.ofMillis(200);

    /** The proxy is that of {@link DynamoTable#proxies()}. */
    private static final ProxyConfiguration NOT_FROM_AROUND_US = ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false)
            .build();

    private final DynamoTable table;
    private final DynamoLimits limits;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final DynamoDbClient repeating;
    private final DynamoDbClient writing;

    DynamoClients(DynamoTable table, DynamoLimits limits) {
        System.setProperty(SdkSystemSetting.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS.property(), "true");
        this.table = table;
        this.limits = limits;
        this.http = Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT)
                .proxyConfiguration(NOT_FROM_AROUND_US)
                .httpRoutePlanner(new SystemDefaultRoutePlanner(table.proxies()))
                .build();
        this.credentials = credentials(table);
        this.repeating = client(limits.repeating());
        this.writing = client(limits.writing());
    }

    private static AwsCredentialsProvider credentials(DynamoTable table) {
        return table.endpointOverride().isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDSANDBOX", "sandbox"))
                : DefaultCredentialsProvider.builder()
                        .asyncCredentialUpdateEnabled(false)
                        .build();
    }

    /** For what may be done twice: repeats what did not succeed. */
    DynamoDbClient repeating() {
        return repeating;
    }

    /** For transactions: never repeats anything. */
    DynamoDbClient writing() {
        return writing;
    }

    DynamoLimits limits() {
        return limits;
    }

    /** A client of other limits over the same connections; its user closes it. */
    DynamoDbClient client(ClientOverrideConfiguration configuration) {
        var builder = DynamoDbClient.builder();
        table.endpointOverride()
                .ifPresentOrElse(
                        builder::endpointOverride,
                        () -> builder.fipsEnabled(table.fips()).dualstackEnabled(table.dualStack()));
        return builder.region(Region.of(table.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .endpointDiscoveryEnabled(false)
                .overrideConfiguration(configuration)
                .build();
    }

    @Override
    public void close() {
        repeating.close();
        writing.close();
        http.close();
    }
}
