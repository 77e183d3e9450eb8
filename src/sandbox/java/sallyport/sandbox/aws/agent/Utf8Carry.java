package sallyport.sandbox.aws.agent;

import java.util.Arrays;

/**
 * Keeps a character that a read cut in two for the next chunk, so that a chunk ends between characters. Bytes that are
 * not UTF-8 pass as they are. Not thread-safe: owned by the thread that reads the pty. What is still carried when the
 * pty ends is never sent, as with the agent.
 */
final class Utf8Carry {
    /** Bytes of the longest UTF-8 sequence, less the one that must be missing. */
    private static final int MAX_CARRIED = 3;

    private byte[] carried = {};

    /** The carried bytes and the new ones, less an unfinished character at the end, which is carried on. */
    byte[] join(byte[] read, int length) {
        var all = Arrays.copyOf(carried, carried.length + length);
        System.arraycopy(read, 0, all, carried.length, length);
        int whole = all.length - unfinished(all);
        carried = Arrays.copyOfRange(all, whole, all.length);
        return Arrays.copyOf(all, whole);
    }

    private static int unfinished(byte[] bytes) {
        for (int back = 1; back <= Math.min(MAX_CARRIED, bytes.length); back++) {
            int length = sequenceLength(bytes[bytes.length - back]);
            if (length != 0) {
                return length > back ? back : 0;
            }
        }
        return 0;
    }

    /** Length of the sequence that this byte begins, 0 for a continuation byte, 1 for anything that stands alone. */
    private static int sequenceLength(byte b) {
        int ones = Integer.numberOfLeadingZeros(~b << 24);
        return switch (ones) {
            case 1 -> 0;
            case 2, 3, 4 -> ones;
            default -> 1;
        };
    }
}
