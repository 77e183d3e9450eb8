package sallyport.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Signer;
import sallyport.audit.Signing;
import sallyport.audit.VerificationKey;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs with an asymmetric KMS key of the kind {@code ECC_NIST_P256}, which nobody can take away. Ed25519 keys of KMS
 * do not serve: they sign 4,096 bytes at most, and no digest that a plain Ed25519 verifier would accept. Safe for use
 * by many threads.
 */
public final class KmsSigner implements Signer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KmsSigner.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Java's name of what KMS calls {@code ECDSA_SHA_256}. */
    private static final String ALGORITHM = "SHA256withECDSA";

    private final AwsClients clients;
    private final KmsCalls kms;
    private final String arn;
    private final VerificationKey verification;

    /** What asking KMS for its public key gives. */
    public sealed interface Answer {
        record Key(KmsSigner signer) implements Answer {}

        /** @param sentence for people: why the key cannot be used, and what to try */
        record Refused(String sentence) implements Answer {}
    }

    private KmsSigner(AwsClients clients, KmsCalls kms, String arn, VerificationKey verification) {
        this.clients = clients;
        this.kms = kms;
        this.arn = arn;
        this.verification = verification;
    }

    /**
     * Asks KMS for the public key, with the process's own credentials.
     *
     * @param arn of the key; its Region is where KMS is asked
     */
    public static Answer connect(AwsOptions options, String arn) {
        var region = Arns.region(arn);
        var clients = AwsClients.create(options, InstantSource.system());
        var kms = new KmsCalls(
                clients.http(),
                new AwsEndpoints(options).kms(region),
                region,
                () -> clients.base().resolveCredentials());
        var answer = connect(clients, kms, arn);
        if (answer instanceof Answer.Refused) {
            clients.close();
        }
        return answer;
    }

    private static Answer connect(AwsClients clients, KmsCalls kms, String arn) {
        try {
            return switch (kms.call("GetPublicKey", JSON.createObjectNode().put("KeyId", arn))) {
                case KmsCalls.Answer.Done(var body) ->
                    VerificationKey.ofDer(body.path("PublicKey").asString(""))
                            .filter(key -> key.algorithm().equals(ALGORITHM))
                            .<Answer>map(key -> new Answer.Key(new KmsSigner(clients, kms, arn, key)))
                            .orElseGet(() -> new Answer.Refused("The KMS key " + arn
                                    + " cannot sign checkpoints. Make one of the kind ECC_NIST_P256 for SIGN_VERIFY."));
                case KmsCalls.Answer.Refused refused ->
                    new Answer.Refused("KMS refused the public key of " + arn + " (" + refused.code()
                            + "). Sallyport needs kms:GetPublicKey and kms:Sign on it.");
            };
        } catch (IOException | SdkException e) {
            return new Answer.Refused(
                    "KMS did not give the public key of " + arn + " (" + e.getMessage() + "). Try again.");
        }
    }

    @Override
    public String algorithm() {
        return ALGORITHM;
    }

    @Override
    public String keyId() {
        return verification.id();
    }

    /** Sends the text's SHA-256, so its length does not matter. */
    @Override
    public Signing sign(String text) {
        var body = JSON.createObjectNode()
                .put("KeyId", arn)
                .put("Message", Base64.getEncoder().encodeToString(sha256(text)))
                .put("MessageType", "DIGEST")
                .put("SigningAlgorithm", "ECDSA_SHA_256");
        try {
            return switch (kms.call("Sign", body)) {
                case KmsCalls.Answer.Done(var signed) ->
                    new Signing.Signed(signed.path("Signature").asString(""));
                case KmsCalls.Answer.Refused refused -> {
                    LOG.atWarn()
                            .addKeyValue("key", arn)
                            .log("kms.sign.refused: {} {}", refused.code(), refused.message());
                    yield new Signing.Unavailable("KMS refused to sign (" + refused.code() + ")");
                }
            };
        } catch (IOException | SdkException e) {
            LOG.atWarn().addKeyValue("key", arn).setCause(e).log("kms.sign.unanswered");
            return new Signing.Unavailable("KMS did not answer");
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
