package sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The public half of a key that signs checkpoints: Ed25519, or ECDSA on the curve P-256. Immutable. */
public final class VerificationKey {
    private static final String ED25519 = "Ed25519";
    private static final String ECDSA = "SHA256withECDSA";

    /** Size in bits of the field of P-256, the one curve that is accepted. */
    private static final int P256_BITS = 256;

    private final PublicKey key;
    private final String algorithm;

    private VerificationKey(PublicKey key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    /** Finds the block {@code PUBLIC KEY} (X.509, SubjectPublicKeyInfo) in a PEM text. */
    public static Optional<VerificationKey> read(String pem) {
        return Pem.block(pem, "PUBLIC KEY").flatMap(VerificationKey::ofDer);
    }

    /**
     * Reads the binary form of a public key.
     *
     * @param base64 its SubjectPublicKeyInfo in Base64, as KMS answers it
     */
    public static Optional<VerificationKey> ofDer(String base64) {
        return bytes(base64)
                .flatMap(der -> List.of("Ed25519", "EC").stream()
                        .flatMap(family -> key(family, der).stream())
                        .findFirst());
    }

    static Optional<VerificationKey> of(PublicKey key) {
        return switch (key) {
            case EdECPublicKey edwards
            when edwards.getParams().getName().equals(ED25519) -> Optional.of(new VerificationKey(key, ED25519));
            case ECPublicKey curve
            when curve.getParams().getCurve().getField().getFieldSize() == P256_BITS ->
                Optional.of(new VerificationKey(key, ECDSA));
            default -> Optional.empty();
        };
    }

    private static Optional<VerificationKey> key(String family, byte[] der) {
        try {
            return of(KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(der)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform since 15 has " + family, e);
        }
    }

    /** Java's standard name of how it verifies. */
    public String algorithm() {
        return algorithm;
    }

    /** SHA-256 of its SubjectPublicKeyInfo, in lower-case hexadecimal. */
    public String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public String pem() {
        return Pem.write("PUBLIC KEY", key.getEncoded());
    }

    /** Whether the signature, in canonical Base64, is this key's over the text's UTF-8. */
    boolean verifies(String text, String signature) {
        return bytes(signature)
                .filter(bytes -> Base64.getEncoder().encodeToString(bytes).equals(signature))
                .map(bytes -> verifies(text, bytes))
                .orElse(false);
    }

    private boolean verifies(String text, byte[] signature) {
        try {
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // What is no signature at all is reported by exception, and is as little a proof as a wrong one.
            return false;
        }
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
