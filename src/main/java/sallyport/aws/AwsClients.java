package sallyport.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The SDK clients, one per role, Region and service, all over one HTTP connection pool. Safe for use by many threads.
 *
 * <p>Reads are signed with the role that reads. Calls that start or end a command bring credentials of their own.
 *
 * <p>Endpoints come from the Region, or from {@link AwsOptions#endpointOverride()}, and from nowhere else: on
 * construction the SDK of this process is told to ignore {@code AWS_ENDPOINT_URL*}, {@code aws.endpointUrl*} and the
 * endpoints of profile files, since whoever can set one could receive signed requests, and answer them.
 */
final class AwsClients implements AutoCloseable {
    /** Connections in the pool; above it callers wait for one. */
    private static final int MAX_CONNECTIONS = 200;

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SOCKET = Duration.ofSeconds(15);

    /** The name that CloudTrail shows for everything but the runs, which are named by their request. */
    private static final String ROLE_SESSION_NAME = "sallyport";

    /** The proxy is that of {@link AwsOptions#proxies()}. */
    private static final ProxyConfiguration NOT_FROM_AROUND_US = ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false)
            .build();

    private final AwsOptions options;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider base;
    private final AwsClock clock;
    private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();
    private final Map<String, StsClient> stsByRegion = new ConcurrentHashMap<>();
    private final Map<Key, AwsCredentialsProvider> roles = new ConcurrentHashMap<>();

    private record Key(Optional<RoleArn> role, Optional<String> externalId, String region, String use) {
        static Key of(AwsTarget target, String region, String use) {
            return new Key(
                    target.roles().map(AccountAccess.Roles::reading),
                    target.roles().flatMap(AccountAccess.Roles::externalId),
                    region,
                    use);
        }
    }

    AwsClients(AwsOptions options, SdkHttpClient http, AwsCredentialsProvider base, AwsClock clock) {
        System.setProperty(SdkSystemSetting.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS.property(), "true");
        this.options = options;
        this.http = http;
        this.base = base;
        this.clock = clock;
    }

    static AwsClients create(AwsOptions options, InstantSource clock) {
        return new AwsClients(options, pool(options), baseCredentials(options), new AwsClock(clock, System::nanoTime));
    }

    /** What all calls go through, by way of the proxy if there is one. */
    static SdkHttpClient pool(AwsOptions options) {
        return Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT)
                .socketTimeout(SOCKET)
                .proxyConfiguration(NOT_FROM_AROUND_US)
                .httpRoutePlanner(new SystemDefaultRoutePlanner(options.proxies()))
                .build();
    }

    /** Real credentials are not even looked for when calls go to an override. */
    private static AwsCredentialsProvider baseCredentials(AwsOptions options) {
        return options.endpointOverride().isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDSANDBOX", "sandbox"))
                : DefaultCredentialsProvider.builder()
                        .asyncCredentialUpdateEnabled(false)
                        .build();
    }

    EcsClient ecs(AwsTarget target) {
        return client(target, "ecs", EcsClient.class, () -> build(EcsClient.builder(), target, CallLimits.READ));
    }

    /** For {@code ExecuteCommand} alone: never repeats a call. */
    EcsClient starting(AwsTarget target) {
        return client(target, "start", EcsClient.class, () -> build(EcsClient.builder(), target, CallLimits.START));
    }

    SsmClient ssm(AwsTarget target) {
        return client(target, "ssm", SsmClient.class, () -> build(SsmClient.builder(), target, CallLimits.TERMINATE));
    }

    Ec2Client ec2(AwsTarget target) {
        return client(target, "ec2", Ec2Client.class, () -> build(Ec2Client.builder(), target, CallLimits.READ));
    }

    ElasticLoadBalancingV2Client loadBalancing(AwsTarget target) {
        return client(
                target,
                "elasticloadbalancing",
                ElasticLoadBalancingV2Client.class,
                () -> build(ElasticLoadBalancingV2Client.builder(), target, CallLimits.READ));
    }

    IamClient iam(AwsTarget target) {
        return client(target, "iam", IamClient.class, () -> build(IamClient.builder(), target, CallLimits.READ));
    }

    /** Follows a bucket into the Region it is in; an override has no names of hosts for buckets. */
    S3Client s3(AwsTarget target) {
        boolean overridden = options.endpointOverride().isPresent();
        return client(
                target,
                "s3",
                S3Client.class,
                () -> build(
                        S3Client.builder().forcePathStyle(overridden).crossRegionAccessEnabled(!overridden),
                        target,
                        CallLimits.READ));
    }

    CloudWatchClient cloudWatch(AwsTarget target) {
        return client(
                target,
                "cloudwatch",
                CloudWatchClient.class,
                () -> build(CloudWatchClient.builder(), target, CallLimits.READ));
    }

    /** Signs with what reads of the target are signed with, to learn who that is. */
    StsClient identity(AwsTarget target) {
        return client(target, "identity", StsClient.class, () -> build(StsClient.builder(), target, CallLimits.READ));
    }

    /** @param region where the log group is, which need not be where the task is */
    CloudWatchLogsClient logs(AwsTarget target, String region) {
        var key = Key.of(target, region, "logs");
        Supplier<SdkClient> made = () ->
                build(CloudWatchLogsClient.builder(), Region.of(region), credentials(target), CallLimits.LOG_PAGE);
        return (CloudWatchLogsClient) clients.computeIfAbsent(key, absent -> made.get());
    }

    /** Of a queue of our own, with our own credentials; its user closes it. */
    SqsClient sqs(String region) {
        return build(SqsClient.builder(), Region.of(region), base, CallLimits.LONG_POLL);
    }

    StsClient sts(AwsTarget target) {
        var region = target.alias().region();
        return stsByRegion.computeIfAbsent(
                region, absent -> build(StsClient.builder(), Region.of(region), base, CallLimits.READ));
    }

    AwsClock clock() {
        return clock;
    }

    SdkHttpClient http() {
        return http;
    }

    /** The process's own credentials. */
    AwsCredentialsProvider base() {
        return base;
    }

    /**
     * What reads of a target are signed with: its reading role under the name {@value #ROLE_SESSION_NAME}, or the base.
     */
    AwsCredentialsProvider credentials(AwsTarget target) {
        return target.roles()
                .map(access -> roles.computeIfAbsent(
                        Key.of(target, target.alias().region(), "role"), absent -> assume(access, target)))
                .orElse(base);
    }

    private AwsCredentialsProvider assume(AccountAccess.Roles access, AwsTarget target) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts(target))
                .refreshRequest(request -> {
                    request.roleArn(access.reading().value()).roleSessionName(ROLE_SESSION_NAME);
                    access.externalId().ifPresent(request::externalId);
                })
                .asyncCredentialUpdateEnabled(false)
                .build();
    }

    private <C extends SdkClient> C client(AwsTarget target, String use, Class<C> type, Supplier<C> made) {
        var key = Key.of(target, target.alias().region(), use);
        return type.cast(clients.computeIfAbsent(key, absent -> made.get()));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, AwsTarget target, CallLimits limits) {
        return build(builder, Region.of(target.alias().region()), credentials(target), limits);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, Region region, AwsCredentialsProvider credentials, CallLimits limits) {
        options.endpointOverride()
                .ifPresentOrElse(
                        builder::endpointOverride,
                        () -> builder.fipsEnabled(options.variant().fips())
                                .dualstackEnabled(options.variant().dualStack()));
        return builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(limits.configuration(clock))
                .build();
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        stsByRegion.values().forEach(StsClient::close);
        http.close();
    }
}
