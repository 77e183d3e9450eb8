package sallyport.audit;

/**
 * A signed statement of where chains ended. Checkpoints are numbered without a gap and each names the one before.
 *
 * @param number 0 for the first
 * @param canonical the statement, JSON with sorted keys, what the signature covers
 * @param hash SHA-256 over a zero byte and the canonical text, in lower-case hexadecimal
 * @param signature of the canonical text's UTF-8, in Base64
 */
public record Checkpoint(long number, String canonical, String hash, String signature) {}
