package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.audit.Signing;
import tools.jackson.databind.JsonNode;

class KmsSignerTest {
    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234";
    private static final String TEXT = "x".repeat(10_000);
    private final AwsStub aws = new AwsStub();

    @AfterEach
    void close() {
        aws.close();
    }

    private KmsSigner.Answer connect() {
        return KmsSigner.connect(AwsOptions.sandbox(aws.uri()), ARN);
    }

    private static KeyPair pair(String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private void publishes(KeyPair pair) {
        var der = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        aws.on("GetPublicKey", _ -> AwsStub.json(AwsStub.JSON.createObjectNode().put("PublicKey", der)));
    }

    /** As KMS does with a message of the type DIGEST. */
    private static AwsStub.Reply signed(KeyPair pair, JsonNode body) {
        try {
            var signer = Signature.getInstance("NONEwithECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(Base64.getDecoder().decode(body.path("Message").asString()));
            var signature = Base64.getEncoder().encodeToString(signer.sign());
            return AwsStub.json(AwsStub.JSON.createObjectNode().put("Signature", signature));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_kms_signs_java_verifies_offline() throws GeneralSecurityException {
        var pair = pair("secp256r1");
        publishes(pair);
        aws.on("Sign", body -> signed(pair, body));
        try (var signer = ((KmsSigner.Answer.Key) connect()).signer()) {
            var signature = ((Signing.Signed) signer.sign(TEXT)).signature();
            var verifier = Signature.getInstance(signer.algorithm());
            verifier.initVerify(pair.getPublic());
            verifier.update(TEXT.getBytes(StandardCharsets.UTF_8));
            assertThat(verifier.verify(Base64.getDecoder().decode(signature))).isTrue();
        }
        assertThat(aws.calls("Sign")).singleElement().satisfies(call -> {
            assertThat(call.body().path("KeyId").asString()).isEqualTo(ARN);
            assertThat(call.body().path("MessageType").asString()).isEqualTo("DIGEST");
            assertThat(call.body().path("SigningAlgorithm").asString()).isEqualTo("ECDSA_SHA_256");
            assertThat(call.authorization()).contains("/eu-west-1/kms/");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp384r1", "secp521r1"})
    void a_key_of_another_kind_is_refused_at_the_start(String curve) throws GeneralSecurityException {
        publishes(pair(curve));
        assertThat(connect())
                .asInstanceOf(type(KmsSigner.Answer.Refused.class))
                .extracting(KmsSigner.Answer.Refused::sentence)
                .asString()
                .contains("ECC_NIST_P256");
    }

    @Test
    void a_key_that_may_not_be_read_is_refused_with_what_is_needed() {
        aws.on("GetPublicKey", _ -> AwsStub.error(400, "AccessDeniedException", "no"));
        assertThat(connect())
                .asInstanceOf(type(KmsSigner.Answer.Refused.class))
                .extracting(KmsSigner.Answer.Refused::sentence)
                .asString()
                .contains("AccessDeniedException", "kms:GetPublicKey and kms:Sign");
    }

    @Test
    void kms_that_does_not_sign_is_an_answer() throws GeneralSecurityException {
        publishes(pair("secp256r1"));
        aws.on("Sign", _ -> AwsStub.error(400, "DisabledException", "off"));
        try (var signer = ((KmsSigner.Answer.Key) connect()).signer()) {
            assertThat(signer.sign(TEXT)).isEqualTo(new Signing.Unavailable("KMS refused to sign (DisabledException)"));
            aws.on("Sign", _ -> new AwsStub.Reply.Drop());
            assertThat(signer.sign(TEXT)).isEqualTo(new Signing.Unavailable("KMS did not answer"));
        }
    }

    @Test
    void kms_that_hangs_up_is_refused_at_the_start() {
        aws.on("GetPublicKey", _ -> new AwsStub.Reply.Drop());
        assertThat(connect()).isInstanceOf(KmsSigner.Answer.Refused.class);
    }
}
