package sallyport.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LogFollows;
import sallyport.watch.LogSink;

/** Follows lines that containers write to CloudWatch Logs, a virtual thread each. */
final class CloudWatchFollows implements LogFollows {
    /** A follower has time: a call that AWS slows down is repeated for longer than any follow lasts. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final AwsTargets targets;
    private final AwsClients clients;
    private final LogSources sources;
    private final LogBudgets budgets;
    private final SharedRounds rounds;
    private final UnaryOperator<String> shown;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Pause pause;

    CloudWatchFollows(
            AwsTargets targets,
            AwsClients clients,
            EcsReader reader,
            LogBudgets budgets,
            UnaryOperator<String> shown,
            InstantSource clock,
            LongSupplier nanoTime,
            Pause pause) {
        this.targets = targets;
        this.clients = clients;
        this.sources = new LogSources(reader);
        this.budgets = budgets;
        this.rounds = new SharedRounds(nanoTime);
        this.shown = shown;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    @Override
    public Following follow(FollowQuery query, LogSink sink) {
        var thread = Thread.ofVirtual()
                .name("follow-" + query.selector().alias())
                .unstarted(() -> sink.ended(end(query, sink)));
        thread.start();
        return thread::interrupt;
    }

    private FollowEnd end(FollowQuery query, LogSink sink) {
        var alias = query.selector().alias();
        return targets.find(alias)
                .map(target -> follow(target, query, sink).run())
                .orElseGet(() -> new FollowEnd.NotReadable(targets.unknown(alias)));
    }

    private LogFollow follow(AwsTarget target, FollowQuery query, LogSink sink) {
        LogReading.Calls calls = (region, slowed) ->
                new LogCalls(clients.logs(target, region), budgets.of(target, region), PATIENCE, slowed);
        return new LogFollow(target, query, sink, sources, rounds, calls, shown, clock, nanoTime, pause);
    }
}
