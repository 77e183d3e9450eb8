package sallyport.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One line somebody else wrote, as it may be shown: {@link TerminalText} and {@link Redactor} at once. Pure. */
public final class PlainLine {
    private PlainLine() {}

    /** Plain, redacted text, without white space at its end; several lines when line ends were written into it. */
    public static String of(String written) {
        return Redactor.redact(unredacted(written)).stripTrailing();
    }

    /** Without escapes and what nobody sees, and not redacted yet. */
    public static String unredacted(String written) {
        return isPlain(written) ? written : told(written);
    }

    /** Of nothing but printable ASCII, which a terminal shows as it is; nearly every line of a log is that. */
    private static boolean isPlain(String written) {
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String told(String written) {
        var terminal = new TerminalText();
        return terminal.accept(ByteBuffer.wrap(written.getBytes(StandardCharsets.UTF_8))) + terminal.finish();
    }
}
