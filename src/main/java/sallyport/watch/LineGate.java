package sallyport.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Lets wanted lines through, and with each the rest of its stack trace. Lines of one stream have to come in their
 * order; the first line of a range may be the rest of something before it, and is then judged alone. Not thread-safe.
 */
public final class LineGate {
    private final LineFilter filter;
    private final UnaryOperator<String> shown;
    private final Map<String, Open> streams = new HashMap<>();

    private record Open(String text, boolean admitted) {}

    /** @param shown makes of what was written what people would read, without escapes and redacted */
    public LineGate(LineFilter filter, UnaryOperator<String> shown) {
        this.filter = filter;
        this.shown = shown;
    }

    public boolean admits(String stream, String written) {
        if (!filter.looksAtText()) {
            return true;
        }
        var line = shown.apply(written);
        var now = Optional.ofNullable(streams.get(stream))
                .filter(open -> Continuation.is(line, open.text()))
                .map(open -> new Open(open.text() + "\n" + line, open.admitted()))
                .orElseGet(() -> new Open(line, filter.admits(line)));
        streams.put(stream, now);
        return now.admitted();
    }
}
