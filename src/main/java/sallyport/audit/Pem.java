package sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keys as text between a line that begins and a line that ends them (RFC 7468). */
final class Pem {
    /** Characters in a line of a key, as RFC 7468 section 2 wants them. */
    private static final int LINE = 64;

    private Pem() {}

    /** The Base64 of the first block of that kind, without line ends. */
    static Optional<String> block(String pem, String kind) {
        var form = Pattern.compile("-----BEGIN " + Pattern.quote(kind) + "-----([A-Za-z0-9+/=\\s]+)-----END "
                + Pattern.quote(kind) + "-----");
        var found = form.matcher(pem);
        return found.find() ? Optional.of(found.group(1).replaceAll("\\s", "")) : Optional.empty();
    }

    static String write(String kind, byte[] der) {
        var lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + kind + "-----\n" + lines.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
