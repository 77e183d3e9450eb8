package sallyport.ssm;

import java.util.Arrays;

/**
 * A data key as {@code kms:GenerateDataKey} gives it: {@value #LENGTH} bytes in the clear for us, and the same bytes
 * encrypted for the agent, which asks KMS to decrypt them. Copies what it is given; never prints it.
 */
public final class DataKey {
    /** Bytes of the key in the clear: the first half encrypts what the agent sends, the second what we send. */
    public static final int LENGTH = 64;

    private final byte[] plaintext;
    private final byte[] ciphertext;

    /**
     * @throws IllegalArgumentException if {@code plaintext} has not {@value #LENGTH} bytes or there is no ciphertext
     */
    public DataKey(byte[] plaintext, byte[] ciphertext) {
        if (plaintext.length != LENGTH || ciphertext.length == 0) {
            throw new IllegalArgumentException("a data key has %d bytes and a ciphertext, not %d bytes and %d"
                    .formatted(LENGTH, plaintext.length, ciphertext.length));
        }
        this.plaintext = plaintext.clone();
        this.ciphertext = ciphertext.clone();
    }

    byte[] agentToClient() {
        return Arrays.copyOfRange(plaintext, 0, LENGTH / 2);
    }

    byte[] clientToAgent() {
        return Arrays.copyOfRange(plaintext, LENGTH / 2, LENGTH);
    }

    byte[] ciphertext() {
        return ciphertext.clone();
    }

    @Override
    public String toString() {
        return "DataKey[hidden]";
    }
}
