package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import sallyport.request.Alias;
import sallyport.watch.Looked;
import sallyport.watch.ServiceMetrics;
import sallyport.watch.TimeGrid;
import sallyport.watch.Usage;
import sallyport.watch.UsageQuery;

/** Shows what a service used. Calls block. Safe for use by many threads. */
public final class MetricsDesk {
    private final Reads reads;
    private final ServiceMetrics metrics;
    private final InstantSource clock;

    public MetricsDesk(Reads reads, ServiceMetrics metrics, InstantSource clock) {
        this.reads = reads;
        this.metrics = metrics;
        this.clock = clock;
    }

    void show(Asked asked, Alias alias, Duration since) {
        reads.answerAtLength(asked, () -> new Threaded(message(asked, alias, since), List.of()));
    }

    private SlackMessage message(Asked asked, Alias alias, Duration since) {
        var now = clock.instant();
        return switch (metrics.read(new UsageQuery(alias.name(), TimeGrid.lasting(since, now)))) {
            case Looked.Found<Usage>(var usage) -> MetricsMessage.of(heading(asked, alias, since), usage, now);
            case Looked.Missing<Usage>(var explanation) -> ServiceMessage.unavailable(explanation);
            case Looked.Unavailable<Usage>(var explanation) -> ServiceMessage.unavailable(explanation);
        };
    }

    private static String heading(Asked asked, Alias alias, Duration since) {
        return "*Metrics* of " + SlackText.encode(alias.name()) + ", last " + Words.duration(since) + ", asked by "
                + BlockKit.mention(asked.person());
    }
}
