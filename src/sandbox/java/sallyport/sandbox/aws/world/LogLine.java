package sallyport.sandbox.aws.world;

import java.time.Instant;

/**
 * A line to be written to a log stream.
 *
 * @param ingestedAt when it becomes visible; the order of ingestion is free, also within a stream
 */
public record LogLine(String stream, Instant timestamp, Instant ingestedAt, String message) {}
