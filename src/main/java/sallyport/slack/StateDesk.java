package sallyport.slack;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sallyport.request.Alias;
import sallyport.watch.Descriptions;
import sallyport.watch.Looked;
import sallyport.watch.ServiceDescription;

/** Tells how services are. Calls block, for as long as AWS takes. Safe for use by many threads. */
public final class StateDesk {
    private final Reads reads;
    private final Descriptions descriptions;
    private final InstantSource clock;

    public StateDesk(Reads reads, Descriptions descriptions, InstantSource clock) {
        this.reads = reads;
        this.descriptions = descriptions;
        this.clock = clock;
    }

    /** @param task the beginning of a task's id, if one task is meant */
    void describe(Asked asked, Alias alias, Optional<String> task) {
        reads.answerAtLength(asked, () -> switch (descriptions.describe(alias)) {
            case Looked.Found<ServiceDescription>(var found) -> described(found, task);
            case Looked.Missing<ServiceDescription>(var explanation) -> nothing(explanation);
            case Looked.Unavailable<ServiceDescription>(var explanation) -> nothing(explanation);
        });
    }

    private Threaded described(ServiceDescription found, Optional<String> task) {
        var now = clock.instant();
        return task.map(id -> new Threaded(TaskMessage.of(found, id, now), List.of()))
                .orElseGet(() -> DescribeMessage.of(found, now));
    }

    private static Threaded nothing(String explanation) {
        return new Threaded(ServiceMessage.unavailable(explanation), List.of());
    }
}
