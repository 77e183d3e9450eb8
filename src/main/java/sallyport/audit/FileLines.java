package sallyport.audit;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads an audit file line by line. Hashes, signatures and JSON are the costly part and need no neighbours, so several
 * lines are worked on at once; the stream has them in their order. Safe for use by many threads.
 */
final class FileLines {
    /** Lines that one thread works on before they are handed over together. */
    private static final int BATCH = 128;

    /** Batches under way: enough to keep every core busy while one is handed over. */
    private static final int BATCHES = Runtime.getRuntime().availableProcessors() + 1;

    /** Characters of a SHA-256 in hexadecimal. */
    private static final int HASH_LENGTH = 64;

    private static final Pattern END = Pattern.compile(
            "\\{\"end\":\\{\"chains\":(\\d{1,18}),\"checkpoints\":(\\d{1,18}),\"events\":(\\d{1,18})}}");

    private final Map<String, VerificationKey> keys;

    FileLines(List<VerificationKey> keys) {
        this.keys = keys.stream()
                .collect(Collectors.toUnmodifiableMap(VerificationKey::id, Function.identity(), (same, _) -> same));
    }

    Stream<FileLine> read(InputStream in) {
        var lines = Spliterators.spliteratorUnknownSize(new RawLines(in), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(lines, false)
                .gather(Gatherers.windowFixed(BATCH))
                .gather(Gatherers.mapConcurrent(BATCHES, this::readAll))
                .flatMap(List::stream);
    }

    private List<FileLine> readAll(List<RawLine> batch) {
        return batch.stream().map(this::read).toList();
    }

    private FileLine read(RawLine line) {
        if (!line.whole()) {
            return new FileLine.Unreadable(line.number(), "is cut off, or too long to be a line of an audit file");
        }
        if (line.startsWith(FileFormat.EVENT)) {
            return event(line);
        }
        if (line.startsWith(FileFormat.CHECKPOINT)) {
            return seal(line);
        }
        if (line.is(FileFormat.HEADER)) {
            return new FileLine.Header(line.number());
        }
        return end(line);
    }

    private static FileLine event(RawLine line) {
        int from = FileFormat.EVENT.length();
        int to = line.length() - FileFormat.CLOSE.length() - HASH_LENGTH - FileFormat.HASH.length();
        if (to < from || !line.hasAt(to, FileFormat.HASH)) {
            return new FileLine.Unreadable(line.number(), "is an event without its hash");
        }
        try {
            var hash = line.hash(from, to);
            boolean holds = line.hasAt(to, FileFormat.HASH + hash + FileFormat.CLOSE);
            return new FileLine.Event(line.number(), line.link(from, to), hash, holds);
        } catch (RuntimeException e) {
            // The JSON reader and the constructors of the nouns refuse in many ways; each means that it is no event.
            return new FileLine.Unreadable(line.number(), "is no event of this version: " + e.getMessage());
        }
    }

    private FileLine seal(RawLine line) {
        int from = FileFormat.CHECKPOINT.length();
        int to = line.lastIndexOf(FileFormat.HASH);
        int signature = to + FileFormat.HASH.length() + HASH_LENGTH + FileFormat.SIGNATURE.length();
        int end = line.length() - FileFormat.CLOSE.length();
        if (to < from || signature > end) {
            return new FileLine.Unreadable(line.number(), "is a checkpoint without its hash and signature");
        }
        try {
            var canonical = line.text(from, to);
            var statement = Statement.read(canonical);
            var hash = line.hash(from, to);
            boolean holds =
                    line.hasAt(to, FileFormat.HASH + hash + FileFormat.SIGNATURE) && line.hasAt(end, FileFormat.CLOSE);
            var flaw = holds
                    ? flaw(statement, canonical, line.text(signature, end))
                    : Optional.of("its hash is not the hash of its text");
            return new FileLine.Seal(line.number(), statement, hash, flaw);
        } catch (RuntimeException e) {
            // As with events.
            return new FileLine.Unreadable(line.number(), "is no checkpoint of this version: " + e.getMessage());
        }
    }

    private Optional<String> flaw(Statement statement, String canonical, String signature) {
        var key = Optional.ofNullable(keys.get(statement.key()));
        if (key.isEmpty()) {
            return Optional.of(
                    "its signature was not checked: it names the key " + statement.key() + ", which was not given");
        }
        boolean signed =
                key.get().algorithm().equals(statement.algorithm()) && key.get().verifies(canonical, signature);
        return signed ? Optional.empty() : Optional.of("its signature is not one of the key it names");
    }

    private static FileLine end(RawLine line) {
        var form = END.matcher(line.text(0, line.length()));
        if (!form.matches()) {
            return new FileLine.Unreadable(line.number(), "is no line of an audit file of version 1");
        }
        return new FileLine.End(
                line.number(),
                new FileFormat.Counts(
                        Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), Long.parseLong(form.group(3))));
    }
}
