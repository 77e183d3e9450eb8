package sallyport.aws;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import sallyport.watch.LineGate;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** One query under way: what it found, and what its reader should know. Not thread-safe. */
final class LogReading {
    static final String SLOWED = "AWS slows reading down in this account, so this took longer than usual.";

    private final LogQuery query;
    private final UnaryOperator<String> shown;
    private final Calls calls;
    /** In their order; two halves of a range are read at once, and each may be slowed down. */
    private final Set<String> notes = Collections.synchronizedSet(new LinkedHashSet<>());

    private final List<String> failures = new ArrayList<>();
    private final NewestEvents events;
    private Instant readSince;

    /** The way to the groups of a Region. */
    @FunctionalInterface
    interface Calls {
        LogCalls in(String region, LogBudget.Slowed slowed);
    }

    private record Group(String region, String name, boolean named) {
        static Group of(LogStream stream) {
            return new Group(stream.region(), stream.group(), !stream.name().isEmpty());
        }
    }

    LogReading(LogQuery query, UnaryOperator<String> shown, Calls calls) {
        this.query = query;
        this.shown = shown;
        this.calls = calls;
        this.events = new NewestEvents(query.limit());
        this.readSince = query.since();
    }

    LogCalls calls(String region) {
        return calls.in(region, () -> notes.add(SLOWED));
    }

    LogAnswer read(LogSources.Answer.Streams found) {
        notes.addAll(found.notes());
        var streams = found.streams();
        boolean one = streams.size() == 1 && !streams.getFirst().name().isEmpty();
        if (one && query.filter().pattern().isEmpty()) {
            return readOne(streams.getFirst());
        }
        return switch (query.end()) {
            case NEWEST -> readNewest(streams);
            case OLDEST -> new LogAnswer.NotReadable(oneOf(streams));
        };
    }

    private static String oneOf(List<LogStream> streams) {
        var containers =
                streams.stream().map(LogStream::container).distinct().sorted().toList();
        return "The oldest lines are read from one stream, and several are meant: containers "
                + String.join(", ", containers) + ". Name one with --container, and give enough of the task's id.";
    }

    private LogAnswer readOne(LogStream stream) {
        var read = new StreamRead(calls(stream.region()), stream, query.since(), query.until());
        try {
            var found = switch (query.end()) {
                case OLDEST -> read.oldest(query.limit(), gate());
                case NEWEST -> read.newest(query.limit(), this::gate);
            };
            var lines = found.stream().map(event -> LogLines.of(event, stream)).toList();
            return new LogAnswer.Lines(lines, read.more(), List.copyOf(notes));
        } catch (ResourceNotFoundException e) {
            if (AwsErrors.words(e).contains("log group")) {
                return new LogAnswer.NotReadable(noGroup(stream.group(), stream.region()));
            }
            notes.add("Nothing was written to stream " + stream.name() + " of log group " + stream.group() + " in "
                    + stream.region() + ".");
            return new LogAnswer.Lines(List.of(), false, List.copyOf(notes));
        } catch (SdkException e) {
            return new LogAnswer.NotReadable(
                    AwsErrors.explain("reading log group " + stream.group(), e).sentence());
        }
    }

    private static String noGroup(String group, String region) {
        return "Log group " + group + " does not exist in " + region + ", though the task definition names it.";
    }

    private LineGate gate() {
        return new LineGate(query.filter(), shown);
    }

    private LogAnswer readNewest(List<LogStream> streams) {
        var groups = streams.stream().collect(groupingBy(Group::of, LinkedHashMap::new, toList()));
        groups.forEach(this::readGroup);
        if (failures.size() == groups.size()) {
            return new LogAnswer.NotReadable(String.join(" ", failures));
        }
        notes.addAll(failures);
        Map<String, LogStream> byName = new LinkedHashMap<>();
        streams.forEach(stream -> byName.put(stream.name(), stream));
        var lines = events.inOrder().stream()
                .filter(event -> event.timestamp() >= readSince.toEpochMilli())
                .map(event -> LogLines.of(event, byName))
                .toList();
        boolean narrowed = readSince.isAfter(query.since());
        if (narrowed && lines.size() < query.limit()) {
            notes.add("There is too much to read it all: "
                    + (lines.isEmpty() ? "none of it is shown" : "these are the lines since " + readSince)
                    + ". Narrow it with --since, --until or --filter.");
        }
        return new LogAnswer.Lines(lines, events.dropped() || narrowed, List.copyOf(notes));
    }

    private void readGroup(Group group, List<LogStream> streams) {
        var scan = new LogScan(calls(group.region()), group.name(), query.filter(), shown, events);
        try {
            Batches.of(streams, LogScan.STREAMS_PER_CALL)
                    .forEach(batch -> readSince(scan.read(batch, query.since(), query.until())));
        } catch (ResourceNotFoundException e) {
            failures.add(noGroup(group.name(), group.region()));
        } catch (SdkException e) {
            failures.add(
                    AwsErrors.explain("reading log group " + group.name(), e).sentence());
        }
    }

    /** What is shown begins where every stream was read from, so that no line is missing in between. */
    private void readSince(Instant from) {
        readSince = from.isAfter(readSince) ? from : readSince;
    }
}
