package sallyport.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request as it came over the wire: nothing decoded, so that a signature over its bytes can be checked first.
 * Immutable.
 */
public final class RawRequest {
    private final String path;
    private final Map<String, List<String>> headers;
    private final ByteBuffer body;

    /**
     * @param path the path without the query
     * @param headers all values by header name, in any case
     * @param body the bytes; copied
     */
    public RawRequest(String path, Map<String, List<String>> headers, byte[] body) {
        this.path = path;
        this.headers = headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.copyOf(header.getValue())));
        this.body = ByteBuffer.wrap(body.clone()).asReadOnlyBuffer();
    }

    public String path() {
        return path;
    }

    /** Every value of a header, in order; empty when it is absent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The bytes, read-only; each call starts at the beginning. */
    public ByteBuffer body() {
        return body.duplicate();
    }
}
