package sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * An Ed25519 key pair in the memory of this process. Its text is two PEM blocks, {@code PRIVATE KEY} (PKCS#8) and
 * {@code PUBLIC KEY}: Java does not compute the second from the first.
 */
public final class SigningKey implements Signer {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";

    private final PrivateKey secret;
    private final VerificationKey verification;

    private SigningKey(PrivateKey secret, VerificationKey verification) {
        this.secret = secret;
        this.verification = verification;
    }

    /** Draws a new pair. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(
                    pair.getPrivate(), VerificationKey.of(pair.getPublic()).orElseThrow());
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /** Reads both blocks; nothing if one is missing, is of another kind, or they are not halves of one pair. */
    static Optional<SigningKey> read(String pem) {
        return VerificationKey.read(pem)
                .flatMap(verification -> Pem.block(pem, PRIVATE)
                        .flatMap(SigningKey::secret)
                        .map(secret -> new SigningKey(secret, verification)))
                .filter(SigningKey::isAPair);
    }

    private static Optional<PrivateKey> secret(String base64) {
        try {
            var der = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            return Optional.of(KeyFactory.getInstance(ALGORITHM).generatePrivate(der));
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    private boolean isAPair() {
        var probe = "Are these two halves of one pair?";
        return verification.verifies(probe, signature(probe));
    }

    /** What a key file holds. Whoever has it can sign. */
    String pem() {
        return Pem.write(PRIVATE, secret.getEncoded()) + verification.pem();
    }

    public VerificationKey verification() {
        return verification;
    }

    @Override
    public String algorithm() {
        return verification.algorithm();
    }

    @Override
    public String keyId() {
        return verification.id();
    }

    @Override
    public Signing sign(String text) {
        return new Signing.Signed(signature(text));
    }

    private String signature(String text) {
        try {
            var signer = Signature.getInstance(ALGORITHM);
            signer.initSign(secret);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key does not sign", e);
        }
    }

    private static IllegalStateException missing(NoSuchAlgorithmException e) {
        return new IllegalStateException("every Java platform since 15 has " + ALGORITHM, e);
    }
}
