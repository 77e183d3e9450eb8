package sallyport.aws;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few operations of KMS that are needed: too little for its client library. One attempt each. Safe for use by many
 * threads.
 */
final class KmsCalls {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final SdkHttpClient http;
    private final URI endpoint;
    private final String region;
    private final Supplier<AwsCredentials> credentials;

    /** What KMS said. */
    sealed interface Answer {
        record Done(JsonNode body) implements Answer {}

        /** @param message AWS's words, for the log */
        record Refused(int status, String code, String message) implements Answer {}
    }

    KmsCalls(SdkHttpClient http, URI endpoint, String region, Supplier<AwsCredentials> credentials) {
        this.http = http;
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /** @throws IOException if KMS did not answer, or not in JSON */
    Answer call(String operation, JsonNode body) throws IOException {
        var response = send(operation, JSON.writeValueAsString(body));
        var answer = read(response);
        if (response.httpResponse().isSuccessful()) {
            return new Answer.Done(answer);
        }
        var code = Arns.lastPart(answer.path("__type").asString("unknown").replace('#', '/'));
        var message = answer.path("message").asString(answer.path("Message").asString(""));
        return new Answer.Refused(response.httpResponse().statusCode(), code, message);
    }

    private HttpExecuteResponse send(String operation, String body) throws IOException {
        var content = ContentStreamProvider.fromUtf8String(body);
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "TrentService." + operation)
                .build();
        var signed = SIGNER.sign(sign -> sign.identity(credentials.get())
                .request(request)
                .payload(content)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kms")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        return http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(content)
                        .build())
                .call();
    }

    private static JsonNode read(HttpExecuteResponse response) throws IOException {
        var stream = response.responseBody();
        if (stream.isEmpty()) {
            return JSON.createObjectNode();
        }
        try (var content = stream.get()) {
            return JSON.readTree(content);
        } catch (JacksonException e) {
            throw new IOException("KMS did not answer in JSON", e);
        }
    }
}
