package sallyport.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns what a terminal receives into plain text: UTF-8 across seams (malformed bytes become U+FFFD), escape sequences
 * and control characters dropped, CR LF made LF, and a lone CR, which would overwrite the line, made LF too, so that
 * nothing that was printed can hide. Not thread-safe: one reader owns it.
 */
public final class TerminalText {
    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;

    private enum State {
        TEXT,
        CARRIAGE_RETURN,
        AFTER_ESCAPE,
        /** Between {@code ESC [} and its final byte. */
        CONTROL_SEQUENCE,
        /** Between {@code ESC ]} (or P, X, ^, _) and BEL or {@code ESC \}. */
        STRING,
        STRING_AFTER_ESCAPE,
        /** One more character belongs to the escape, as in {@code ESC ( B}. */
        DESIGNATION
    }

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private State state = State.TEXT;

    /** The text that can be told from these bytes and those before; at most 4 bytes wait for their rest. */
    public String accept(ByteBuffer bytes) {
        return plain(decode(join(bytes), false));
    }

    /** What is left when no more bytes come. */
    public String finish() {
        var rest = plain(decode(undecoded, true));
        return state == State.CARRIAGE_RETURN ? rest + "\n" : rest;
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
        while (chars.hasRemaining()) {
            step(chars.get(), text);
        }
        return text.toString();
    }

    private void step(char c, StringBuilder text) {
        switch (state) {
            case TEXT -> text(c, text);
            case CARRIAGE_RETURN -> {
                state = State.TEXT;
                if (c == '\r') {
                    state = State.CARRIAGE_RETURN;
                } else {
                    text.append('\n');
                    if (c != '\n') {
                        text(c, text);
                    }
                }
            }
            case AFTER_ESCAPE -> state = afterEscape(c);
            case CONTROL_SEQUENCE -> state = c >= 0x40 && c <= 0x7e ? State.TEXT : State.CONTROL_SEQUENCE;
            case STRING -> state = c == BELL ? State.TEXT : c == ESCAPE ? State.STRING_AFTER_ESCAPE : State.STRING;
            case STRING_AFTER_ESCAPE -> state = c == '\\' ? State.TEXT : State.STRING;
            case DESIGNATION -> state = State.TEXT;
        }
    }

    private void text(char c, StringBuilder text) {
        if (c == ESCAPE) {
            state = State.AFTER_ESCAPE;
        } else if (c == '\r') {
            state = State.CARRIAGE_RETURN;
        } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
            text.append(c);
        }
    }

    private static State afterEscape(char c) {
        return switch (c) {
            case '[' -> State.CONTROL_SEQUENCE;
            case ']', 'P', 'X', '^', '_' -> State.STRING;
            case '(', ')', '*', '+', '#', '%' -> State.DESIGNATION;
            default -> State.TEXT;
        };
    }
}
