package sallyport.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Somebody who rewrites an exported file and knows everything but the key: hashes, links and counts are put right. */
final class Forger {
    private static final Pattern CHAIN = Pattern.compile("\"chain\":\"([a-z0-9]+)\"");
    private static final Pattern PREVIOUS = Pattern.compile("\"previous\":\"[0-9a-f]{64}\"");

    private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":[0-9]+");

    private final List<String> lines;

    Forger(String file) {
        this.lines = new ArrayList<>(file.lines().toList());
    }

    List<String> lines() {
        return lines;
    }

    static boolean isEvent(String line) {
        return line.startsWith(FileFormat.EVENT);
    }

    static boolean isCheckpoint(String line) {
        return line.startsWith(FileFormat.CHECKPOINT);
    }

    /** Rewrites the text of one line, and nothing else. */
    Forger edit(int index, UnaryOperator<String> change) {
        lines.set(index, change.apply(lines.get(index)));
        return this;
    }

    /** Rewrites the first line that has the text in it. */
    Forger replace(String text, String by) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                lines.set(i, lines.get(i).replace(text, by));
                return this;
            }
        }
        throw new IllegalArgumentException("no line has " + text);
    }

    /** Takes away the lines that have the text in them. */
    Forger without(String text) {
        if (!lines.removeIf(line -> line.contains(text))) {
            throw new IllegalArgumentException("no line has " + text);
        }
        return this;
    }

    /** Gives the events of every chain their numbers anew. */
    Forger renumbered() {
        Map<String, Integer> counts = new TreeMap<>();
        lines.replaceAll(line -> {
            if (!isEvent(line)) {
                return line;
            }
            int number = counts.merge(chain(line), 1, Integer::sum) - 1;
            return SEQUENCE.matcher(line).replaceFirst("\"sequence\":" + number);
        });
        return this;
    }

    /** Computes every hash and link of the events anew. */
    Forger relinked() {
        Map<String, String> heads = new TreeMap<>();
        lines.replaceAll(line -> {
            if (!isEvent(line)) {
                return line;
            }
            var chain = chain(line);
            var previous = heads.getOrDefault(chain, ChainHead.NOTHING);
            var text = canonical(line, FileFormat.EVENT, FileFormat.HASH);
            var linked = PREVIOUS.matcher(text).replaceFirst("\"previous\":\"" + previous + "\"");
            heads.put(chain, Chain.hash(linked));
            return FileFormat.EVENT + linked + FileFormat.HASH + Chain.hash(linked) + FileFormat.CLOSE;
        });
        return this;
    }

    /** Has every checkpoint name the events that are there now, and its predecessor; signed by whoever can. */
    Forger resealed(Signer signer) {
        var hashes = hashes();
        var last = ChainHead.NOTHING;
        for (int i = 0; i < lines.size(); i++) {
            if (isCheckpoint(lines.get(i))) {
                var old = Statement.read(canonical(lines.get(i), FileFormat.CHECKPOINT, FileFormat.HASH));
                var heads = old.heads().stream()
                        .map(head -> head(head, hashes.getOrDefault(head.chain(), List.of())))
                        .toList();
                var now = new Statement(old.algorithm(), old.at(), heads, old.key(), old.number(), last, old.version());
                last = Chain.hash(now.canonical());
                var signature = ((Signing.Signed) signer.sign(now.canonical())).signature();
                lines.set(i, FileFormat.line(new Checkpoint(now.number(), now.canonical(), last, signature)));
            }
        }
        return this;
    }

    private static Sealable head(Sealable old, List<String> hashes) {
        int sequence = (int) old.head().sequence();
        return sequence < hashes.size()
                ? new Sealable(old.chain(), new ChainHead(sequence, hashes.get(sequence)))
                : old;
    }

    private Map<String, List<String>> hashes() {
        Map<String, List<String>> hashes = new TreeMap<>();
        lines.stream()
                .filter(Forger::isEvent)
                .forEach(line -> hashes.computeIfAbsent(chain(line), _ -> new ArrayList<>())
                        .add(Chain.hash(canonical(line, FileFormat.EVENT, FileFormat.HASH))));
        return hashes;
    }

    /** Has the end say what the file holds now. */
    Forger recounted() {
        var events = lines.stream().filter(Forger::isEvent).toList();
        long chains = events.stream().map(Forger::chain).distinct().count();
        long checkpoints = lines.stream().filter(Forger::isCheckpoint).count();
        lines.set(lines.size() - 1, FileFormat.end(new FileFormat.Counts(chains, checkpoints, events.size())));
        return this;
    }

    String file() {
        return String.join("\n", lines) + "\n";
    }

    static String chain(String line) {
        var found = CHAIN.matcher(line);
        return found.find() ? found.group(1) : "";
    }

    static String canonical(String line, String before, String after) {
        return line.substring(before.length(), line.lastIndexOf(after));
    }
}
