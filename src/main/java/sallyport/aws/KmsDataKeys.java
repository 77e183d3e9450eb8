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
import software.amazon.awssdk.http.SdkHttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Data keys for encrypted sessions from {@code kms:GenerateDataKey}. One attempt, since the agent waits 15 seconds for
 * the answer.
 */
final class KmsDataKeys implements DataKeys {
    private static final Logger LOG = LoggerFactory.getLogger(KmsDataKeys.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final KmsCalls kms;

    KmsDataKeys(SdkHttpClient http, URI endpoint, String region, AwsCredentials credentials) {
        this.kms = new KmsCalls(http, endpoint, region, () -> credentials);
    }

    /** A refusal names only its code, because its reason is told to the agent; the log has AWS's words. */
    @Override
    public DataKeyAnswer generate(String keyId, Map<String, String> encryptionContext) {
        var body = JSON.createObjectNode().put("KeyId", keyId).put("NumberOfBytes", DataKey.LENGTH);
        encryptionContext.forEach(body.putObject("EncryptionContext")::put);
        try {
            return answer(keyId, kms.call("GenerateDataKey", body));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("key", keyId).setCause(e).log("kms.generate-data-key.unanswered");
            return new DataKeyAnswer.Failed("KMS did not answer");
        }
    }

    private static DataKeyAnswer answer(String keyId, KmsCalls.Answer answer) throws IOException {
        return switch (answer) {
            case KmsCalls.Answer.Done(var body) -> key(body);
            case KmsCalls.Answer.Refused refused -> {
                LOG.atWarn()
                        .addKeyValue("key", keyId)
                        .addKeyValue("status", refused.status())
                        .log("kms.generate-data-key.refused: " + refused.code() + " " + refused.message());
                yield new DataKeyAnswer.Failed("KMS refused the session's key (" + refused.code() + ")");
            }
        };
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
