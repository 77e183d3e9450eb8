package sallyport.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code StartLiveTail}, the one operation that the SDK has for asynchronous clients alone: signed here, sent over the
 * pool that everything else uses, and read by a thread that waits. Safe for use by many threads.
 */
final class LiveTail {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    private static final String OPERATION = "Logs_20140328.StartLiveTail";

    /** The SDK's name of the service in a credential scope. */
    private static final String SIGNING_NAME = "logs";

    private final AwsClients clients;
    private final AwsEndpoints endpoints;

    LiveTail(AwsClients clients, AwsEndpoints endpoints) {
        this.clients = clients;
        this.endpoints = endpoints;
    }

    /**
     * What a session shows.
     *
     * @param groups at most ten
     * @param names of streams, at most a hundred; then there is one group, and no prefix
     * @param prefixes of names of streams, at most a hundred; then there is one group
     * @param pattern a filter pattern
     */
    record Wanted(
            String region, List<String> groups, List<String> names, List<String> prefixes, Optional<String> pattern) {
        Wanted {
            groups = List.copyOf(groups);
            names = List.copyOf(names);
            prefixes = List.copyOf(prefixes);
        }
    }

    /** @throws SdkException if AWS refused, or did not answer */
    LiveTailSession open(AwsTarget target, Wanted wanted) {
        try {
            var response = send(target, wanted);
            var content =
                    response.responseBody().orElseThrow(() -> new IOException("Live Tail answered without a body"));
            if (!response.httpResponse().isSuccessful()) {
                try (content) {
                    throw refusal(response.httpResponse().statusCode(), JSON.readTree(content));
                }
            }
            return new LiveTailSession(content);
        } catch (CancellationException e) {
            // What the pool says of an interrupt while it waits for a connection.
            throw AbortedException.create("Live Tail was given up", e);
        } catch (IOException e) {
            throw SdkClientException.create("Live Tail did not answer", e);
        } catch (UncheckedIOException e) {
            throw SdkClientException.create("Live Tail did not answer", e.getCause());
        } catch (JacksonException e) {
            throw SdkClientException.create("Live Tail answered something else than JSON", new IOException(e));
        }
    }

    private HttpExecuteResponse send(AwsTarget target, Wanted wanted) throws IOException {
        var body = ContentStreamProvider.fromUtf8String(body(target, wanted).toString());
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoints.liveTail(wanted.region()))
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", OPERATION)
                .build();
        var signed =
                SIGNER.sign(sign -> sign.identity(clients.credentials(target).resolveCredentials())
                        .request(request)
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, wanted.region()));
        return clients.http()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(body)
                        .build())
                .call();
    }

    private static JsonNode body(AwsTarget target, Wanted wanted) {
        var body = JSON.createObjectNode();
        var groups = body.putArray("logGroupIdentifiers");
        wanted.groups().forEach(group -> groups.add(arn(target, wanted.region(), group)));
        if (!wanted.names().isEmpty()) {
            wanted.names().forEach(body.putArray("logStreamNames")::add);
        }
        if (!wanted.prefixes().isEmpty()) {
            wanted.prefixes().forEach(body.putArray("logStreamNamePrefixes")::add);
        }
        wanted.pattern().ifPresent(pattern -> body.put("logEventFilterPattern", pattern));
        return body;
    }

    private static String arn(AwsTarget target, String region, String group) {
        var partition = RegionMetadata.of(Region.of(region)).partition().id();
        return "arn:" + partition + ":logs:" + region + ":" + target.alias().account() + ":log-group:" + group;
    }

    private static SdkException refusal(int status, JsonNode answer) {
        var code = Arns.lastPart(answer.path("__type").asString("unknown").replace('#', '/'));
        return CloudWatchLogsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(answer.path("message")
                                .asString(answer.path("Message").asString("")))
                        .build())
                .build();
    }
}
