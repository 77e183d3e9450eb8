package sallyport.aws;

import java.time.InstantSource;
import java.util.function.UnaryOperator;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LogFollows;
import sallyport.watch.LogSink;

/** Follows lines by Live Tail, a virtual thread each: a wait for AWS ends when its thread is interrupted. */
final class LiveTails implements LogFollows {
    private final AwsTargets targets;
    private final AwsClients clients;
    private final LogSources sources;
    private final LogBudgets budgets;
    private final LiveTail liveTail;
    private final UnaryOperator<String> shown;
    private final InstantSource clock;

    LiveTails(
            AwsTargets targets,
            AwsClients clients,
            EcsReader reader,
            LogBudgets budgets,
            LiveTail liveTail,
            UnaryOperator<String> shown,
            InstantSource clock) {
        this.targets = targets;
        this.clients = clients;
        this.sources = new LogSources(reader);
        this.budgets = budgets;
        this.liveTail = liveTail;
        this.shown = shown;
        this.clock = clock;
    }

    @Override
    public Following follow(FollowQuery query, LogSink sink) {
        var thread = Thread.ofVirtual()
                .name("live-" + query.selector().alias())
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

    private LiveFollow follow(AwsTarget target, FollowQuery query, LogSink sink) {
        LogReading.Calls calls = (region, slowed) ->
                new LogCalls(clients.logs(target, region), budgets.of(target, region), CloudWatchLogs.PATIENCE, slowed);
        return new LiveFollow(target, query, sink, sources, liveTail, calls, shown, clock);
    }
}
