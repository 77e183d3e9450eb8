package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

class AwsClientsTest {
    private final RecordedHosts hosts = new RecordedHosts();
    private final AwsClients clients = new AwsClients(
            AwsOptions.production(),
            hosts,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")),
            new AwsClock(InstantSource.system(), System::nanoTime));

    /** Answers every call with an empty success, or with where a bucket is, and remembers the host that was asked. */
    private static final class RecordedHosts implements SdkHttpClient {
        private static final Pattern BUCKET = Pattern.compile("sessions\\.s3\\.(?!us-west-2).*");

        final List<String> asked = new CopyOnWriteArrayList<>();

        private static SdkHttpResponse response(String host) {
            return BUCKET.matcher(host).matches()
                    ? SdkHttpResponse.builder()
                            .statusCode(301)
                            .putHeader("x-amz-bucket-region", "us-west-2")
                            .build()
                    : SdkHttpResponse.builder().statusCode(200).build();
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            asked.add(request.httpRequest().host());
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    var host = request.httpRequest().host();
                    var body = new ByteArrayInputStream(
                            (host.contains(".s3.") ? "<a/>" : "{}").getBytes(StandardCharsets.UTF_8));
                    return HttpExecuteResponse.builder()
                            .response(response(host))
                            .responseBody(AbortableInputStream.create(body))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void endpoints_configured_around_the_application_have_no_effect() {
        var properties = List.of(
                "aws.endpointUrl",
                "aws.endpointUrlEcs",
                "aws.endpointUrlCloudWatchLogs",
                "aws.endpointUrlSsm",
                "aws.endpointUrlSts");
        try {
            properties.forEach(property -> System.setProperty(property, "http://127.0.0.1:9/evil"));

            clients.ecs(EcsFixture.TARGET).listClusters();
            clients.starting(EcsFixture.TARGET).listClusters();
            clients.logs(EcsFixture.TARGET, "us-east-1").describeLogGroups();
            clients.ssm(EcsFixture.TARGET).terminateSession(request -> request.sessionId("s"));
        } finally {
            properties.forEach(System::clearProperty);
        }

        assertThat(hosts.asked)
                .containsExactly(
                        "ecs.eu-west-1.amazonaws.com",
                        "ecs.eu-west-1.amazonaws.com",
                        "logs.us-east-1.amazonaws.com",
                        "ssm.eu-west-1.amazonaws.com");
    }

    @Test
    void a_bucket_is_followed_into_its_region() {
        clients.s3(EcsFixture.TARGET).getBucketEncryption(request -> request.bucket("sessions"));

        assertThat(hosts.asked)
                .containsExactly("sessions.s3.eu-west-1.amazonaws.com", "sessions.s3.us-west-2.amazonaws.com");
    }

    @Test
    void the_china_partition_has_its_own_host_names() {
        var alias = new Alias("cn", "111122223333", "cn-north-1", "prod", "web", Optional.empty(), Optional.empty());

        clients.ecs(new AwsTarget(alias, Optional.empty(), Optional.empty())).listClusters();

        assertThat(hosts.asked).containsExactly("ecs.cn-north-1.amazonaws.com.cn");
    }

    @Test
    void fips_and_dual_stack_have_host_names_of_their_own() {
        assertThat(askedBy(new EndpointVariant(true, false))).isEqualTo("ecs-fips.eu-west-1.amazonaws.com");
        assertThat(askedBy(new EndpointVariant(false, true))).isEqualTo("ecs.eu-west-1.api.aws");
        assertThat(askedBy(new EndpointVariant(true, true))).isEqualTo("ecs-fips.eu-west-1.api.aws");
    }

    @Test
    void which_endpoints_are_called_is_not_up_to_what_is_around_the_application() {
        try {
            System.setProperty("aws.useFipsEndpoint", "true");
            assertThat(askedBy(EndpointVariant.STANDARD)).isEqualTo("ecs.eu-west-1.amazonaws.com");
        } finally {
            System.clearProperty("aws.useFipsEndpoint");
        }
    }

    private static String askedBy(EndpointVariant variant) {
        var hosts = new RecordedHosts();
        var options = new AwsOptions(Optional.empty(), variant, Map.of(), HttpClient.Builder.NO_PROXY);
        try (var clients = new AwsClients(
                options,
                hosts,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")),
                new AwsClock(InstantSource.system(), System::nanoTime))) {
            clients.ecs(EcsFixture.TARGET).listClusters();
        }
        return hosts.asked.getFirst();
    }

    @Test
    void a_role_is_assumed_with_its_external_id_and_signs_the_calls() {
        try (var aws = new AwsStub();
                var stubbed = aws.clients()) {
            aws.grantsRoles();
            aws.answers("ListClusters", "{\"clusterArns\":[]}");
            var target = new AwsTarget(EcsFixture.WEB, Optional.of(EcsFixture.ROLE), Optional.of("external-7"));

            stubbed.ecs(target).listClusters();
            stubbed.ecs(target).listClusters();

            assertThat(aws.calls("AssumeRole")).singleElement().satisfies(call -> {
                assertThat(call.body().path("RoleArn").stringValue()).isEqualTo(EcsFixture.ROLE);
                assertThat(call.body().path("ExternalId").stringValue()).isEqualTo("external-7");
            });
            assertThat(aws.calls("ListClusters"))
                    .hasSize(2)
                    .allSatisfy(call -> assertThat(call.securityToken()).isEqualTo("token-of-sallyport"));
        }
    }

    @Test
    void calls_to_an_override_carry_made_up_credentials() {
        try (var aws = new AwsStub();
                var stubbed = aws.clients()) {
            aws.answers("ListClusters", "{\"clusterArns\":[]}");

            stubbed.ecs(EcsFixture.TARGET).listClusters();

            assertThat(aws.calls("ListClusters"))
                    .singleElement()
                    .extracting(AwsStub.Call::authorization)
                    .asString()
                    .contains("Credential=AKIDSANDBOX/");
        }
    }

    @Test
    void one_client_serves_all_calls_of_a_role_region_and_service() {
        assertThat(clients.ecs(EcsFixture.TARGET))
                .isSameAs(clients.ecs(EcsFixture.TARGET))
                .isNotSameAs(clients.starting(EcsFixture.TARGET));
        assertThat(clients.logs(EcsFixture.TARGET, "eu-west-1"))
                .isNotSameAs(clients.logs(EcsFixture.TARGET, "us-east-1"));
    }
}
