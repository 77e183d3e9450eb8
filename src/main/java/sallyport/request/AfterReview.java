package sallyport.request;

import java.time.Duration;

/**
 * A look at a run by somebody else after it ended, owed because nobody had to agree before: break-glass.
 *
 * @param group who may review it; never the requester
 * @param within how long after asking it has to be done
 */
public record AfterReview(String group, Duration within) {}
