package sallyport.ssm;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM without additional data, one key for each direction. A sealed payload is a nonce of
 * {@value #NONCE_LENGTH} bytes, the ciphertext, and a tag of {@value #TAG_LENGTH} bytes. Not thread-safe.
 */
final class SessionCipher {
    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final SecretKey agentToClient;
    private final SecretKey clientToAgent;
    private final SecureRandom nonces;

    SessionCipher(DataKey key, SecureRandom nonces) {
        this.agentToClient = new SecretKeySpec(key.agentToClient(), "AES");
        this.clientToAgent = new SecretKeySpec(key.clientToAgent(), "AES");
        this.nonces = nonces;
    }

    /** Random nonces are safe here: a session sends far fewer than the 2^32 messages a key allows. */
    ByteBuffer seal(ByteBuffer plain) {
        var nonce = new byte[NONCE_LENGTH];
        nonces.nextBytes(nonce);
        var sealed = ByteBuffer.allocate(NONCE_LENGTH + plain.remaining() + TAG_LENGTH);
        sealed.put(nonce);
        try {
            var cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, clientToAgent, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
            cipher.doFinal(plain.duplicate(), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
        return sealed.flip();
    }

    /** Empty if the agent did not seal these bytes with this session's key. */
    Optional<ByteBuffer> open(ByteBuffer sealed) {
        if (sealed.remaining() < NONCE_LENGTH + TAG_LENGTH) {
            return Optional.empty();
        }
        var input = sealed.duplicate();
        var nonce = new byte[NONCE_LENGTH];
        input.get(nonce);
        var plain = ByteBuffer.allocate(input.remaining() - TAG_LENGTH);
        try {
            var cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.DECRYPT_MODE, agentToClient, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
            cipher.doFinal(input, plain);
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
        return Optional.of(plain.flip());
    }
}
