package sallyport.aws;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;
import sallyport.watch.LogQuery;
import sallyport.watch.Logs;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Lines that containers wrote through the {@code awslogs} driver. */
final class CloudWatchLogs implements Logs {
    private final AwsTargets targets;
    private final AwsClients clients;
    private final LogSources sources;

    CloudWatchLogs(AwsTargets targets, AwsClients clients, EcsReader reader) {
        this.targets = targets;
        this.clients = clients;
        this.sources = new LogSources(reader);
    }

    private record Group(String region, String name, boolean named) {
        static Group of(LogStream stream) {
            return new Group(stream.region(), stream.group(), !stream.name().isEmpty());
        }
    }

    @Override
    public LogAnswer read(LogQuery query) {
        var alias = query.selector().alias();
        return targets.find(alias)
                .map(target -> read(target, query))
                .orElseGet(() -> new LogAnswer.NotReadable(targets.unknown(alias)));
    }

    private LogAnswer read(AwsTarget target, LogQuery query) {
        try {
            return switch (sources.find(target, query.selector())) {
                case LogSources.Answer.Streams(var streams, var notes) ->
                    new Reading(target, query, notes).read(streams);
                case LogSources.Answer.Nothing(var why) -> new LogAnswer.NotReadable(why);
            };
        } catch (SdkException e) {
            return new LogAnswer.NotReadable(
                    AwsErrors.explain("finding the logs of " + target.alias().name(), e)
                            .sentence());
        }
    }

    /** One query under way: what it found, and what its reader should know. */
    private final class Reading {
        private final AwsTarget target;
        private final LogQuery query;
        private final List<String> notes;
        private final List<String> failures = new ArrayList<>();
        private final NewestEvents events;
        private Instant readSince;

        Reading(AwsTarget target, LogQuery query, List<String> notes) {
            this.target = target;
            this.query = query;
            this.notes = new ArrayList<>(notes);
            this.events = new NewestEvents(query.limit());
            this.readSince = query.since();
        }

        LogAnswer read(List<LogStream> streams) {
            var groups = streams.stream().collect(groupingBy(Group::of, LinkedHashMap::new, toList()));
            groups.forEach(this::readGroup);
            if (failures.size() == groups.size()) {
                return new LogAnswer.NotReadable(String.join(" ", failures));
            }
            notes.addAll(failures);
            var lines = lines(streams);
            boolean narrowed = readSince.isAfter(query.since());
            if (narrowed && lines.size() < query.limit()) {
                notes.add("There is too much to read it all: these are the lines since " + readSince
                        + ". Narrow it with --since, --until or --filter.");
            }
            return new LogAnswer.Lines(lines, events.dropped() || narrowed, notes);
        }

        private void readGroup(Group group, List<LogStream> streams) {
            var scan = new LogScan(clients.logs(target, group.region()), group.name(), query.filter(), events);
            try {
                Batches.of(streams, LogScan.STREAMS_PER_CALL)
                        .forEach(batch -> readSince(scan.read(batch, query.since(), query.until())));
            } catch (ResourceNotFoundException e) {
                failures.add("Log group " + group.name() + " does not exist in " + group.region()
                        + ", though the task definition names it.");
            } catch (SdkException e) {
                failures.add(AwsErrors.explain("reading log group " + group.name(), e)
                        .sentence());
            }
        }

        /** What is shown begins where every stream was read from, so that no line is missing in between. */
        private void readSince(Instant from) {
            readSince = from.isAfter(readSince) ? from : readSince;
        }

        private List<LogLine> lines(List<LogStream> streams) {
            Map<String, LogStream> byName = new LinkedHashMap<>();
            streams.forEach(stream -> byName.put(stream.name(), stream));
            return events.inOrder().stream()
                    .filter(event -> event.timestamp() >= readSince.toEpochMilli())
                    .map(event -> line(event, Optional.ofNullable(byName.get(event.stream()))))
                    .toList();
        }
    }

    private static LogLine line(LogEvent event, Optional<LogStream> stream) {
        return new LogLine(
                Instant.ofEpochMilli(event.timestamp()),
                stream.map(LogStream::taskId).orElseGet(() -> Arns.lastPart(event.stream())),
                stream.map(LogStream::container).orElseGet(() -> container(event.stream())),
                event.message());
    }

    /** Of {@code prefix/container/task}; empty when the name has no such form. */
    private static String container(String streamName) {
        int task = streamName.lastIndexOf('/');
        return task < 0 ? "" : Arns.lastPart(streamName.substring(0, task));
    }
}
