package sallyport.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Splits a stream into lines at line feeds and nowhere else, holding one line at a time. Not thread-safe. */
final class RawLines implements Iterator<RawLine> {
    /** Bytes of a line that are kept; SQLite and DynamoDB hold smaller texts than this. */
    static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;
    private Optional<RawLine> next = Optional.empty();

    RawLines(InputStream in) {
        this.in = in;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) {
            next = read();
        }
        return next.isPresent();
    }

    @Override
    public RawLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException("after the last line");
        }
        var line = next.orElseThrow();
        next = Optional.empty();
        return line;
    }

    private Optional<RawLine> read() {
        try {
            var line = new ByteArrayOutputStream();
            boolean fits = true;
            while (from < to || fill()) {
                int end = lineFeed();
                fits = fits && line.size() + end - from <= MAX_LENGTH;
                if (fits) {
                    line.write(buffer, from, end - from);
                }
                from = end;
                if (end < to) {
                    from++;
                    number++;
                    return Optional.of(new RawLine(number, line.toByteArray(), fits));
                }
            }
            return line.size() > 0 || !fits ? Optional.of(unfinished(line)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawLine unfinished(ByteArrayOutputStream line) {
        number++;
        return new RawLine(number, line.toByteArray(), false);
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private int lineFeed() {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }
}
