package sallyport.sandbox.aws.api;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogPosition;

/** The events of many streams as one, in their order, each looked at only when its turn comes. */
final class LogMerge implements Iterator<LogEvent> {
    /** A stream that has more, and its next event. */
    private record Head(LogPosition position, LogEvent event, Iterator<LogEvent> rest) {}

    private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::position));

    LogMerge(List<Iterator<LogEvent>> streams) {
        streams.forEach(this::add);
    }

    private void add(Iterator<LogEvent> stream) {
        if (stream.hasNext()) {
            var event = stream.next();
            heads.add(new Head(event.position(), event, stream));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public LogEvent next() {
        var head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException();
        }
        add(head.rest);
        return head.event;
    }
}
