package sallyport.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.Logs;
import software.amazon.awssdk.core.exception.SdkException;

/** Lines that containers wrote to CloudWatch Logs. */
final class CloudWatchLogs implements Logs {
    /** How long a call of a reader who waits is repeated while AWS slows it down. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final AwsTargets targets;
    private final AwsClients clients;
    private final LogSources sources;
    private final LogBudgets budgets;
    private final UnaryOperator<String> shown;
    private final Map<LogQuery, CompletableFuture<LogAnswer>> underWay = new ConcurrentHashMap<>();

    /** @param shown makes of what was written what people would read, for patterns to be looked for in */
    CloudWatchLogs(
            AwsTargets targets, AwsClients clients, EcsReader reader, LogBudgets budgets, UnaryOperator<String> shown) {
        this(targets, clients, new LogSources(reader), budgets, shown);
    }

    CloudWatchLogs(
            AwsTargets targets,
            AwsClients clients,
            LogSources sources,
            LogBudgets budgets,
            UnaryOperator<String> shown) {
        this.targets = targets;
        this.clients = clients;
        this.sources = sources;
        this.budgets = budgets;
        this.shown = shown;
    }

    /** Whoever asks the same while it is being read gets the same answer, and AWS is asked once. */
    @Override
    public LogAnswer read(LogQuery query) {
        var mine = new CompletableFuture<LogAnswer>();
        var theirs = underWay.putIfAbsent(query, mine);
        if (theirs != null) {
            return answer(theirs);
        }
        try {
            mine.complete(readNow(query));
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        } finally {
            underWay.remove(query);
        }
        return answer(mine);
    }

    private static LogAnswer answer(CompletableFuture<LogAnswer> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException bug ? bug : e;
        }
    }

    private LogAnswer readNow(LogQuery query) {
        var alias = query.scope().selector().alias();
        return targets.find(alias)
                .map(target -> read(target, query))
                .orElseGet(() -> new LogAnswer.NotReadable(targets.unknown(alias)));
    }

    private LogAnswer read(AwsTarget target, LogQuery query) {
        var reading = new LogReading(
                query,
                shown,
                (region, slowed) ->
                        new LogCalls(clients.logs(target, region), budgets.of(target, region), PATIENCE, slowed));
        try {
            return switch (sources.find(target, query.scope(), reading::calls)) {
                case LogSources.Answer.Streams found -> reading.read(found);
                case LogSources.Answer.Nothing(var why) -> new LogAnswer.NotReadable(why);
            };
        } catch (SdkException e) {
            return new LogAnswer.NotReadable(
                    AwsErrors.explain("finding the logs of " + target.alias().name(), e)
                            .sentence());
        }
    }
}
