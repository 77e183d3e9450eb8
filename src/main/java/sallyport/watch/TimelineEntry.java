package sallyport.watch;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param who {@code service}, {@code deploy} or the beginning of a task's id
 * @param what one line in ECS's words or ours; not redacted
 */
public record TimelineEntry(Instant at, String who, String what) {}
