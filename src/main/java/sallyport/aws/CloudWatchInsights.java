package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.watch.Insights;
import sallyport.watch.InsightsAnswer;
import sallyport.watch.InsightsQuery;
import sallyport.watch.LogScope;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/**
 * Asks CloudWatch Logs Insights about the streams of a service's containers, watches what it scans, and stops what
 * scans too much or is not wanted any more.
 */
final class CloudWatchInsights implements Insights {
    private static final Logger LOG = LoggerFactory.getLogger(CloudWatchInsights.class);

    /** A stream's name, as far as it can stand between quotes; CloudWatch Logs API reference. */
    private static final Pattern NAME = Pattern.compile("[^\"\\\\:*]+");

    /** Bytes a query may scan, by estimate before it and as AWS counts while it runs; AWS charges by them. */
    static final long MOST_BYTES = 10_000_000_000L;

    /** How long a query may take; people wait for it. AWS would let it run for an hour. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final AwsTargets targets;
    private final AwsClients clients;
    private final LogSources sources;
    private final LogBudgets budgets;
    private final InstantSource clock;
    private final Pause pause;

    CloudWatchInsights(
            AwsTargets targets,
            AwsClients clients,
            EcsReader reader,
            LogBudgets budgets,
            InstantSource clock,
            Pause pause) {
        this.targets = targets;
        this.clients = clients;
        this.sources = new LogSources(reader);
        this.budgets = budgets;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public InsightsAnswer ask(InsightsQuery query) {
        var alias = query.selector().alias();
        return targets.find(alias)
                .map(target -> ask(target, query))
                .orElseGet(() -> new InsightsAnswer.NotAnswered(targets.unknown(alias)));
    }

    private InsightsAnswer ask(AwsTarget target, InsightsQuery query) {
        try {
            return switch (sources.find(target, LogScope.of(query.selector()), region -> calls(target, region))) {
                case LogSources.Answer.Streams found -> ask(target, query, found.streams());
                case LogSources.Answer.Nothing(var why) -> new InsightsAnswer.NotAnswered(why);
            };
        } catch (AbortedException e) {
            return stopped(0);
        } catch (SdkException e) {
            return new InsightsAnswer.NotAnswered(
                    AwsErrors.explain("asking CloudWatch Logs Insights", e).sentence());
        }
    }

    private LogCalls calls(AwsTarget target, String region) {
        return new LogCalls(
                clients.logs(target, region), budgets.of(target, region), CloudWatchLogs.PATIENCE, () -> {});
    }

    private InsightsAnswer ask(AwsTarget target, InsightsQuery query, List<LogStream> streams) {
        var regions = streams.stream().map(LogStream::region).distinct().toList();
        if (regions.size() > 1) {
            return new InsightsAnswer.NotAnswered("The containers log in several Regions (" + String.join(", ", regions)
                    + "), and a query covers one. Name a container with --container.");
        }
        if (target.alias().mayBeFamily()
                && streams.stream()
                        .anyMatch(stream -> !NAME.matcher(stream.name()).matches())) {
            return new InsightsAnswer.NotAnswered("The streams of these tasks are not known one by one, and others may"
                    + " write beside them. Nothing was asked.");
        }
        var client = clients.logs(target, regions.getFirst());
        var groups = streams.stream().map(LogStream::group).distinct().toList();
        long estimate = groups.stream()
                .mapToLong(group ->
                        ScanEstimate.of(client, group, Duration.between(query.since(), query.until()), clock.instant()))
                .sum();
        if (estimate > MOST_BYTES) {
            return new InsightsAnswer.NotAnswered("This would scan about " + megabytes(estimate) + ", and the bound is "
                    + megabytes(MOST_BYTES) + ". Nothing was asked. Give a shorter --since.");
        }
        var id = client.startQuery(request -> request.logGroupNames(groups)
                        .startTime(query.since().getEpochSecond())
                        .endTime(query.until().getEpochSecond())
                        .queryString(chosen(target, streams) + " | "
                                + query.question().commands()))
                .queryId();
        return await(client, id);
    }

    /**
     * Only the streams of these containers: a group may be shared with other services. Tasks that no service started
     * share the prefix of a service, too, so of theirs only the very streams are read.
     */
    private static String chosen(AwsTarget target, List<LogStream> streams) {
        boolean exactly = target.alias().mayBeFamily();
        return streams.stream()
                .map(stream -> exactly ? "@logStream = \"" + stream.name() + "\"" : startsWith(stream.prefix()))
                .distinct()
                .collect(Collectors.joining(" or ", "filter ", ""));
    }

    private static String startsWith(String prefix) {
        return "@logStream like /^" + escaped(prefix) + "/";
    }

    private static String escaped(String prefix) {
        return prefix.replaceAll("[^A-Za-z0-9]", "\\\\$0");
    }

    private InsightsAnswer await(CloudWatchLogsClient client, String id) {
        var end = clock.instant().plus(LONGEST);
        long scanned = 0;
        try {
            while (true) {
                var answer = client.getQueryResults(request -> request.queryId(id));
                scanned = scanned(answer);
                switch (answer.statusAsString()) {
                    case "Complete" -> {
                        return table(answer);
                    }
                    case "Scheduled", "Running" -> {
                        var bound = bound(scanned, end);
                        if (bound.isPresent()) {
                            stop(client, id);
                            return new InsightsAnswer.Stopped(bound.get(), scanned);
                        }
                        pause.of(LOOK_AGAIN);
                    }
                    default -> {
                        return new InsightsAnswer.NotAnswered("CloudWatch Logs Insights gave up ("
                                + answer.statusAsString() + "). Try again, with a shorter --since.");
                    }
                }
            }
        } catch (InterruptedException | AbortedException e) {
            Thread.interrupted();
            stop(client, id);
            Thread.currentThread().interrupt();
            return stopped(scanned);
        } catch (SdkException e) {
            stop(client, id);
            throw e;
        }
    }

    private Optional<String> bound(long scanned, Instant end) {
        if (scanned > MOST_BYTES) {
            return Optional.of("The query scanned more than " + megabytes(MOST_BYTES)
                    + " and was stopped. Give a shorter --since.");
        }
        return clock.instant().isBefore(end)
                ? Optional.empty()
                : Optional.of("The query took longer than " + LONGEST.toMinutes()
                        + " min and was stopped. Give a shorter --since.");
    }

    private static InsightsAnswer stopped(long scanned) {
        return new InsightsAnswer.Stopped("The query was stopped.", scanned);
    }

    /** A query that has just ended by itself cannot be stopped, which is as good. */
    private static void stop(CloudWatchLogsClient client, String id) {
        try {
            client.stopQuery(request -> request.queryId(id));
        } catch (SdkException e) {
            LOG.atInfo().log("insights.not-stopped: "
                    + AwsErrors.explain("stopping a query", e).sentence());
        }
    }

    private static long scanned(GetQueryResultsResponse answer) {
        return Optional.ofNullable(answer.statistics())
                .flatMap(counted -> Optional.ofNullable(counted.bytesScanned()))
                .map(Double::longValue)
                .orElse(0L);
    }

    private static InsightsAnswer table(GetQueryResultsResponse answer) {
        var columns = answer.results().stream()
                .flatMap(List::stream)
                .map(field -> EcsStates.orEmpty(field.field()))
                .filter(name -> !name.equals("@ptr"))
                .distinct()
                .toList();
        var rows = answer.results().stream()
                .map(row -> columns.stream().map(column -> cell(row, column)).toList())
                .toList();
        return new InsightsAnswer.Table(columns, rows, scanned(answer));
    }

    private static String cell(List<ResultField> row, String column) {
        return row.stream()
                .filter(field -> column.equals(field.field()))
                .findFirst()
                .map(field -> EcsStates.orEmpty(field.value()))
                .orElse("");
    }

    private static String megabytes(long bytes) {
        return bytes / 1_000_000 + " MB";
    }
}
