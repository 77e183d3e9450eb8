package sallyport.audit;

import java.time.Instant;

/**
 * One link of an audit chain. The canonical text is JSON with sorted keys; the hash covers it and the previous hash is
 * inside it, so an edited, dropped or reordered event breaks the chain from there on.
 *
 * @param chain what it belongs to: a request id, or {@link Installation#CHAIN}
 * @param sequence 0 for the first event of a chain, one more for each next
 * @param previous hash of the event before, 64 zeros for the first
 * @param hash SHA-256 over a zero byte and the canonical text, in lower-case hexadecimal
 * @param type stable name, such as {@code run.claimed}
 * @param canonical the event as written, without its own hash
 */
public record AuditEvent(
        String chain, long sequence, String previous, String hash, Instant at, String type, String canonical) {}
