package sallyport.audit;

import java.nio.charset.StandardCharsets;

/**
 * One line of a file as it stands there. Immutable as long as nobody writes to its bytes.
 *
 * <p>Not a record: its bytes are not copied, since a file has a million of them.
 */
final class RawLine {
    private final long number;
    private final byte[] bytes;
    private final boolean whole;

    /**
     * @param number 1 for the first
     * @param whole whether it ended with a line feed and was not too long to keep
     */
    RawLine(long number, byte[] bytes, boolean whole) {
        this.number = number;
        this.bytes = bytes;
        this.whole = whole;
    }

    long number() {
        return number;
    }

    int length() {
        return bytes.length;
    }

    boolean whole() {
        return whole;
    }

    boolean is(String text) {
        return bytes.length == text.length() && hasAt(0, text);
    }

    boolean startsWith(String text) {
        return hasAt(0, text);
    }

    /** Whether the ASCII text stands at that place. */
    boolean hasAt(int place, String text) {
        if (place < 0 || place + text.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[place + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the ASCII text stands last, or -1. */
    int lastIndexOf(String text) {
        int place = bytes.length - text.length();
        while (place >= 0 && !hasAt(place, text)) {
            place--;
        }
        return place;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** {@link Chain#hash} of the bytes between. */
    String hash(int from, int to) {
        return Chain.hash(bytes, from, to - from);
    }

    Link link(int from, int to) {
        return LinkReader.read(bytes, from, to - from);
    }
}
