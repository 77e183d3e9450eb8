package sallyport.watch;

import java.time.Instant;

/**
 * One line of a container's log.
 *
 * @param taskId the last part of the task's ARN, or the stream's name when no task can be told from it
 * @param text as the container wrote it; not redacted
 */
public record LogLine(Instant at, String taskId, String container, String text) {
    /** Which container of which task wrote it. */
    public record Source(String taskId, String container) {}

    public Source source() {
        return new Source(taskId, container);
    }

    /** The same with another text. */
    public LogLine withText(String other) {
        return new LogLine(at, taskId, container, other);
    }
}
