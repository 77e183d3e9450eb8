package sallyport.aws;

import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.ssm.DataKey;
import sallyport.ssm.DataKeyAnswer;
import sallyport.ssm.DataKeys;
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
 * Data keys for encrypted sessions from {@code kms:GenerateDataKey}, the one operation of KMS that is needed: too
 * little for its client library. One attempt, since the agent waits 15 seconds for the answer.
 */
final class KmsDataKeys implements DataKeys {
    private static final Logger LOG = LoggerFactory.getLogger(KmsDataKeys.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final SdkHttpClient http;
    private final URI endpoint;
    private final String region;
    private final AwsCredentials credentials;

    KmsDataKeys(SdkHttpClient http, URI endpoint, String region, AwsCredentials credentials) {
        this.http = http;
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /** A refusal names only its code, because its reason is told to the agent; the log has AWS's words. */
    @Override
    public DataKeyAnswer generate(String keyId, Map<String, String> encryptionContext) {
        var body = JSON.createObjectNode().put("KeyId", keyId).put("NumberOfBytes", DataKey.LENGTH);
        encryptionContext.forEach(body.putObject("EncryptionContext")::put);
        try {
            return answer(keyId, call(JSON.writeValueAsString(body)));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("key", keyId).setCause(e).log("kms.generate-data-key.unanswered");
            return new DataKeyAnswer.Failed("KMS did not answer");
        }
    }

    private HttpExecuteResponse call(String body) throws IOException {
        var content = ContentStreamProvider.fromUtf8String(body);
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "TrentService.GenerateDataKey")
                .build();
        var signed = SIGNER.sign(sign -> sign.identity(credentials)
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

    private static DataKeyAnswer answer(String keyId, HttpExecuteResponse response) throws IOException {
        JsonNode body = body(response);
        if (response.httpResponse().isSuccessful()) {
            return key(body);
        }
        var code = Arns.lastPart(body.path("__type").asString("unknown").replace('#', '/'));
        LOG.atWarn()
                .addKeyValue("key", keyId)
                .addKeyValue("status", response.httpResponse().statusCode())
                .log("kms.generate-data-key.refused: " + code + " "
                        + body.path("message").asString(body.path("Message").asString("")));
        return new DataKeyAnswer.Failed("KMS refused the session's key (" + code + ")");
    }

    private static JsonNode body(HttpExecuteResponse response) throws IOException {
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

    private static DataKeyAnswer key(JsonNode body) throws IOException {
        var base64 = Base64.getDecoder();
        try {
            return new DataKeyAnswer.Generated(new DataKey(
                    base64.decode(body.path("Plaintext").asString("")),
                    base64.decode(body.path("CiphertextBlob").asString(""))));
        } catch (IllegalArgumentException e) {
            throw new IOException("KMS answered without a key of " + DataKey.LENGTH + " bytes", e);
        }
    }
}
