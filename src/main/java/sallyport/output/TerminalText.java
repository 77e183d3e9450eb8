package sallyport.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns what a terminal receives into plain text: UTF-8 across seams (malformed bytes become U+FFFD), escape sequences
 * and control characters dropped, CR LF made LF, and a lone CR, which would overwrite the line, made LF too, so that
 * nothing that was printed can hide. For the same reason a sequence that does not end, in binary output or on purpose,
 * takes no more than its line along; Unicode's own line separators become LF; and {@link Invisible} characters are left
 * out, so that they neither turn text round nor split a secret, with a note at the end of their line. Not thread-safe:
 * one reader owns it.
 */
public final class TerminalText {
    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;
    private static final char CANCEL = 0x18;
    private static final char SUBSTITUTE = 0x1a;
    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;

    private enum State {
        TEXT,
        CARRIAGE_RETURN,
        AFTER_ESCAPE,
        /** Between {@code ESC [} and its final byte. */
        CONTROL_SEQUENCE,
        /** Between {@code ESC ]} (or P, X, ^, _) and BEL, {@code ESC \} or the end of the line. */
        STRING,
        /** More characters belong to the escape, as in {@code ESC ( B}. */
        INTERMEDIATE
    }

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private State state = State.TEXT;
    private int before;
    private int leftOut;

    /** The text that can be told from these bytes and those before; at most 4 bytes wait for their rest. */
    public String accept(ByteBuffer bytes) {
        return plain(decode(join(bytes), false));
    }

    /** What is left when no more bytes come. */
    public String finish() {
        var rest = new StringBuilder(plain(decode(undecoded, true)));
        if (state == State.CARRIAGE_RETURN) {
            endLine(rest);
        }
        noteLeftOut(rest);
        return rest.toString();
    }

    private ByteBuffer join(ByteBuffer bytes) {
        var joined = ByteBuffer.allocate(undecoded.remaining() + bytes.remaining());
        return joined.put(undecoded).put(bytes.duplicate()).flip();
    }

    private CharBuffer decode(ByteBuffer bytes, boolean last) {
        var chars = CharBuffer.allocate(bytes.remaining() + 2);
        decoder.decode(bytes, chars, last);
        if (last) {
            decoder.flush(chars);
        }
        undecoded = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        return chars.flip();
    }

    private String plain(CharBuffer chars) {
        var text = new StringBuilder(chars.remaining());
        chars.codePoints().forEach(c -> step(c, text));
        return text.toString();
    }

    private void step(int c, StringBuilder text) {
        switch (state) {
            case TEXT -> text(c, text);
            case CARRIAGE_RETURN -> {
                state = State.TEXT;
                if (c == '\r') {
                    state = State.CARRIAGE_RETURN;
                } else {
                    endLine(text);
                    if (c != '\n') {
                        text(c, text);
                    }
                }
            }
            case AFTER_ESCAPE -> afterEscape(c, text);
            case CONTROL_SEQUENCE -> sequence(c, c >= 0x20 && c < 0x40, text);
            case STRING -> string(c, text);
            case INTERMEDIATE -> sequence(c, isIntermediate(c), text);
        }
    }

    private void afterEscape(int c, StringBuilder text) {
        switch (c) {
            case '[' -> state = State.CONTROL_SEQUENCE;
            case ']', 'P', 'X', '^', '_' -> state = State.STRING;
            default -> {
                state = State.INTERMEDIATE;
                sequence(c, isIntermediate(c), text);
            }
        }
    }

    /** A final byte ends a sequence and is dropped with it; what belongs to no sequence ends it too, and counts. */
    private void sequence(int c, boolean goesOn, StringBuilder text) {
        if (goesOn) {
            return;
        }
        state = State.TEXT;
        if (c < 0x20 || c > 0x7e) {
            text(c, text);
        }
    }

    private void string(int c, StringBuilder text) {
        switch (c) {
            case BELL, CANCEL, SUBSTITUTE -> state = State.TEXT;
            case ESCAPE -> state = State.AFTER_ESCAPE;
            case '\r', '\n' -> {
                state = State.TEXT;
                text(c, text);
            }
            default -> {}
        }
    }

    private static boolean isIntermediate(int c) {
        return c >= 0x20 && c < 0x30;
    }

    private void text(int c, StringBuilder text) {
        if (c == ESCAPE) {
            state = State.AFTER_ESCAPE;
        } else if (c == '\r') {
            state = State.CARRIAGE_RETURN;
        } else if (c == '\n' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
            endLine(text);
        } else if (Invisible.is(c, before)) {
            leftOut++;
        } else if (c == '\t' || !Character.isISOControl(c)) {
            text.appendCodePoint(c);
            before = c;
        }
    }

    private void endLine(StringBuilder text) {
        noteLeftOut(text);
        text.append('\n');
        before = '\n';
    }

    private void noteLeftOut(StringBuilder text) {
        if (leftOut > 0) {
            text.append(
                    leftOut == 1
                            ? " [1 invisible character left out]"
                            : " [" + leftOut + " invisible characters left out]");
            leftOut = 0;
        }
    }
}
