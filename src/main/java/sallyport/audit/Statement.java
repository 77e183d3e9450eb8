package sallyport.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * What a checkpoint says, and its canonical text: JSON with sorted keys.
 *
 * @param algorithm how the signature verifies, Java's standard name
 * @param heads where chains ended
 * @param key id of the public key
 * @param number 0 for the first
 * @param previous hash of the checkpoint before, 64 zeros for the first
 */
record Statement(
        String algorithm, Instant at, List<Sealable> heads, String key, long number, String previous, int version) {
    Statement {
        heads = List.copyOf(heads);
    }

    /**
     * What comes after {@code last}.
     *
     * @param last the newest checkpoint
     */
    static Statement after(Optional<Checkpoint> last, Instant at, List<Sealable> heads, Signer signer) {
        return new Statement(
                signer.algorithm(),
                at,
                heads,
                signer.keyId(),
                last.map(checkpoint -> checkpoint.number() + 1).orElse(0L),
                last.map(Checkpoint::hash).orElse(ChainHead.NOTHING),
                LedgerFormat.VERSION);
    }

    String canonical() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("algorithm", algorithm);
        facts.put("at", at.toString());
        facts.put("heads", heads.stream().map(Statement::facts).toList());
        facts.put("key", key);
        facts.put("number", number);
        facts.put("previous", previous);
        facts.put("version", version);
        return LedgerFormat.write(facts);
    }

    private static Map<String, Object> facts(Sealable sealed) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("chain", sealed.chain());
        facts.put("hash", sealed.head().hash());
        facts.put("sequence", sealed.head().sequence());
        return facts;
    }

    /**
     * Reads a canonical text.
     *
     * @throws JacksonException if it is not a statement, has a key that it should not have, or lacks one
     */
    static Statement read(String canonical) {
        var form = LedgerFormat.read(canonical, Form.class);
        var heads = form.heads().stream()
                .map(head -> new Sealable(head.chain(), new ChainHead(head.sequence(), head.hash())))
                .toList();
        return new Statement(
                form.algorithm(), form.at(), heads, form.key(), form.number(), form.previous(), form.version());
    }

    private record Form(
            String algorithm, Instant at, List<Head> heads, String key, long number, String previous, int version) {}

    private record Head(String chain, String hash, long sequence) {}
}
