package sallyport.watch;

import java.time.Duration;

/** Why no more lines come. */
public sealed interface FollowEnd {
    /** Somebody stopped it, or the process ends. */
    record Stopped() implements FollowEnd {}

    record TooManyLines(int most) implements FollowEnd {}

    record TimeIsUp(Duration longest) implements FollowEnd {}

    /**
     * The task that was followed has stopped, and its last lines have come.
     *
     * @param why a sentence
     */
    record TaskStopped(String why) implements FollowEnd {}

    /**
     * Somebody else ended it, or the connection broke.
     *
     * @param why a sentence, with what to try
     */
    record BrokenOff(String why) implements FollowEnd {}

    /** @param explanation a sentence: why nothing can be read, and what to try */
    record NotReadable(String explanation) implements FollowEnd {}
}
