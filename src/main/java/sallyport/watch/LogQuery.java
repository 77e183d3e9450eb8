package sallyport.watch;

import java.time.Instant;
import java.util.Optional;
import sallyport.request.Selector;

/**
 * Which lines.
 *
 * @param filter a CloudWatch Logs filter pattern
 * @param limit how many lines at most, the newest ones
 */
public record LogQuery(Selector selector, Instant since, Instant until, Optional<String> filter, int limit) {}
