package sallyport.request;

import java.time.Instant;

/**
 * Nothing is started while this holds, whatever was approved.
 *
 * @param reason why, in the words of whoever froze it
 */
public record Freeze(Actor by, String reason, Instant at) {}
