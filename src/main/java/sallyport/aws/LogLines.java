package sallyport.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import sallyport.watch.LogLine;

/** Events as the lines of containers. */
final class LogLines {
    private LogLines() {}

    static LogLine of(LogEvent event, LogStream stream) {
        return new LogLine(
                Instant.ofEpochMilli(event.timestamp()), stream.taskId(), stream.container(), event.message());
    }

    /** @param byName streams whose names are known; of others the name tells what it can */
    static LogLine of(LogEvent event, Map<String, LogStream> byName) {
        return Optional.ofNullable(byName.get(event.stream()))
                .map(stream -> of(event, stream))
                .orElseGet(() -> new LogLine(
                        Instant.ofEpochMilli(event.timestamp()),
                        Arns.lastPart(event.stream()),
                        container(event.stream()),
                        event.message()));
    }

    /** Of {@code prefix/container/task}; empty when the name has no such form. */
    private static String container(String streamName) {
        int task = streamName.lastIndexOf('/');
        return task < 0 ? "" : Arns.lastPart(streamName.substring(0, task));
    }
}
