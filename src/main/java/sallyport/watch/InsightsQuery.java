package sallyport.watch;

import java.time.Instant;
import sallyport.request.Selector;

/** What is counted, in whose lines, in which range. */
public record InsightsQuery(Selector selector, Question question, Instant since, Instant until) {}
