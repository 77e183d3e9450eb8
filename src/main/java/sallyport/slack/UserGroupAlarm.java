package sallyport.slack;

import java.time.Instant;
import java.util.Optional;

/**
 * That it is not known who is in a user group of Slack now.
 *
 * @param group its name in the policy
 * @param why a sentence without its full stop
 * @param since when that was first seen
 * @param heldUntil until when those count who were last known to be in it; empty when nobody counts any more
 */
public record UserGroupAlarm(String group, String why, Instant since, Optional<Instant> heldUntil) implements Alarm {}
