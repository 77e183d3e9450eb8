package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private final SigningKey key = SigningKey.generate();

    private static String sign(SigningKey key, String text) {
        return ((Signing.Signed) key.sign(text)).signature();
    }

    @Test
    void what_a_key_signs_its_public_half_verifies_and_no_other() {
        var signature = sign(key, "text");
        assertThat(key.verification().verifies("text", signature)).isTrue();
        assertThat(key.verification().verifies("Text", signature)).isFalse();
        assertThat(SigningKey.generate().verification().verifies("text", signature))
                .isFalse();
        assertThat(key.algorithm()).isEqualTo("Ed25519");
    }

    @Test
    void it_survives_its_file_form() {
        var read = SigningKey.read(key.pem()).orElseThrow();
        assertThat(read.keyId()).isEqualTo(key.keyId()).matches("[0-9a-f]{64}");
        assertThat(key.verification().verifies("text", sign(read, "text"))).isTrue();
        assertThat(VerificationKey.read(key.verification().pem()).map(VerificationKey::id))
                .contains(key.keyId());
        assertThat(key.pem().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64));
    }

    @Test
    void two_halves_of_different_pairs_are_no_key() {
        var mixed = key.pem()
                .replace(
                        key.verification().pem(),
                        SigningKey.generate().verification().pem());
        assertThat(SigningKey.read(mixed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
    void what_is_no_key_is_none(String pem) {
        assertThat(SigningKey.read(pem)).isEmpty();
        assertThat(VerificationKey.read(pem)).isEmpty();
        assertThat(SigningKey.read(pem + key.verification().pem())).isEmpty();
        assertThat(SigningKey.read(key.pem().replace(key.verification().pem(), pem)))
                .isEmpty();
        assertThat(VerificationKey.ofDer("not Base64!")).isEmpty();
        assertThat(VerificationKey.read(key.verification()
                        .pem()
                        .replace("-----BEGIN PUBLIC KEY-----\n", "-----BEGIN PUBLIC KEY-----\nA")))
                .isEmpty();
    }

    @Test
    void a_signature_has_one_spelling_and_garbage_is_none() {
        var signature = sign(key, "text");
        assertThat(signature).endsWith("==");
        char last = signature.charAt(signature.length() - 3);
        var respelled = signature.substring(0, signature.length() - 3) + (char) (last + 1) + "==";
        assertThat(Base64.getDecoder().decode(respelled))
                .isEqualTo(Base64.getDecoder().decode(signature));
        assertThat(key.verification().verifies("text", respelled)).isFalse();
        assertThat(key.verification().verifies("text", signature.replace("==", "")))
                .isFalse();
        assertThat(key.verification().verifies("text", "AAAA")).isFalse();
        assertThat(key.verification().verifies("text", "%%%")).isFalse();
    }

    @Test
    void a_key_on_the_curve_p_256_verifies_ecdsa() throws GeneralSecurityException {
        var pair = pair("EC", "secp256r1");
        var signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate());
        signer.update("text".getBytes(StandardCharsets.UTF_8));
        var signature = Base64.getEncoder().encodeToString(signer.sign());
        var verification = VerificationKey.read(
                        Pem.write("PUBLIC KEY", pair.getPublic().getEncoded()))
                .orElseThrow();
        assertThat(verification.algorithm()).isEqualTo("SHA256withECDSA");
        assertThat(verification.verifies("text", signature)).isTrue();
        assertThat(verification.verifies("other", signature)).isFalse();
    }

    @Test
    void other_curves_are_refused() throws GeneralSecurityException {
        assertThat(VerificationKey.of(pair("EC", "secp384r1").getPublic())).isEmpty();
        assertThat(VerificationKey.of(
                        KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic()))
                .isEmpty();
        assertThat(VerificationKey.of(
                        KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic()))
                .isEmpty();
    }

    private static KeyPair pair(String family, String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(family);
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
