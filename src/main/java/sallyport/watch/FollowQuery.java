package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import sallyport.request.Selector;

/**
 * Which lines to show as they are written.
 *
 * @param since how far back the lines go that are shown first
 * @param tail how many of those at most, the newest ones
 * @param most lines in all, after which it ends
 * @param longest time after which it ends
 */
public record FollowQuery(Selector selector, LineFilter filter, Instant since, int tail, int most, Duration longest) {}
