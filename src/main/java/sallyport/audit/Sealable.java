package sallyport.audit;

/**
 * A chain with events that no checkpoint covers yet.
 *
 * @param chain its name: a request id, or {@link Installation#CHAIN}
 */
public record Sealable(String chain, ChainHead head) {}
