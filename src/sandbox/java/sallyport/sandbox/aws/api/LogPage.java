package sallyport.sandbox.aws.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sallyport.sandbox.aws.world.LogEvent;

/** The events of one answer, as many as fit: 10,000, 1 MB, or fewer where the caller says so. */
final class LogPage {
    /** Said by the service's model. */
    static final int MOST_EVENTS = 10_000;
    /** Bytes, said by the service's model as 1 MB. */
    private static final int MOST_BYTES = 1 << 20;
    /** Bytes that an event counts beside its message; the documented rule for writing, taken for reading too. */
    private static final int BYTES_BESIDE = 26;

    private final int limit;
    private final List<LogEvent> events = new ArrayList<>();
    private int bytes;

    LogPage(int limit) {
        this.limit = limit;
    }

    /** Takes an event, unless the page has no room for it. */
    boolean add(LogEvent event) {
        int size = event.message().getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDE;
        if (events.size() == limit || (!events.isEmpty() && bytes + size > MOST_BYTES)) {
            return false;
        }
        bytes += size;
        return events.add(event);
    }

    List<LogEvent> events() {
        return events;
    }
}
