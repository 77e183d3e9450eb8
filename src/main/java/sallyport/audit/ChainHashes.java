package sallyport.audit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The hashes of one chain's events in order, 32 bytes each. Not thread-safe. */
final class ChainHashes {
    private static final int LENGTH = 32;

    /** Events that a request usually has. */
    private static final int USUAL = 8;

    private byte[] bytes = new byte[USUAL * LENGTH];
    private int count;
    private long sealed;

    void add(String hash) {
        if ((count + 1) * LENGTH > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        System.arraycopy(HexFormat.of().parseHex(hash), 0, bytes, count * LENGTH, LENGTH);
        count++;
    }

    int count() {
        return count;
    }

    Optional<String> at(long sequence) {
        if (sequence < 0 || sequence >= count) {
            return Optional.empty();
        }
        int from = (int) sequence * LENGTH;
        return Optional.of(HexFormat.of().formatHex(bytes, from, from + LENGTH));
    }

    /** Remembers that a checkpoint covers the events up to this one. */
    void sealedUpTo(long sequence) {
        sealed = Math.max(sealed, sequence + 1);
    }

    /** Events that no checkpoint covers. */
    long unsealed() {
        return count - sealed;
    }
}
