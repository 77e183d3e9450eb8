package sallyport.request;

import java.time.Duration;

/**
 * Who may stand in when nobody has agreed for a while. Nothing is ever approved by waiting.
 *
 * @param group whose members may then agree for any group of the quorum
 * @param after how long after it was asked
 */
public record Escalation(String group, Duration after) {}
