package sallyport.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.Target;

/**
 * Watches what is promised of a command that was asked for all tasks: it runs once in a task and never in another than
 * the request's own, on no more tasks than the rule lets it, and nothing of it starts before all of its requests are
 * stored.
 */
final class Families {
    private final World world;
    private final MemoryLedger table;
    private final Map<RequestId, Set<String>> started = new HashMap<>();
    private final Set<RequestId> known = new HashSet<>();
    private final Set<RequestId> resolved = new HashSet<>();
    private final Set<RequestId> late = new HashSet<>();

    Families(World world, MemoryLedger table) {
        this.world = world;
        this.table = table;
    }

    /**
     * A request was written. Its fan-out is what is stored when the first says on how many tasks it runs; a slow
     * replica that saw other tasks may store more after that, which then never starts.
     */
    void written(LedgerEntry entry) {
        var id = entry.request().id();
        entry.request().conditions().fanOut().ifPresent(fanOut -> {
            switch (fanOut) {
                case FanOut.Other other when resolved.contains(other.first()) && known.add(id) -> late.add(id);
                case FanOut.Other _ -> known.add(id);
                case FanOut.First _ when !(entry.phase() instanceof Phase.Received) -> resolved.add(id);
                case FanOut.First _ -> {}
            }
        });
    }

    void started(LedgerEntry entry, Target target) {
        entry.request().conditions().fanOut().ifPresent(fanOut -> {
            switch (fanOut) {
                case FanOut.First _ -> started(entry.request().id(), entry, target);
                case FanOut.Other other -> {
                    var own = other.tasks().get(other.number() - 1);
                    world.require(target.taskId().equals(own), entry.request().id() + " ran in another task");
                    started(other.first(), entry, target);
                }
            }
        });
    }

    private void started(RequestId first, LedgerEntry entry, Target target) {
        var id = entry.request().id();
        world.require(!late.contains(id), id + " was made after its fan-out was complete, and started");
        table.find(first.other(2))
                .flatMap(other -> other.request().conditions().fanOut())
                .ifPresent(settled -> complete(first, id, (FanOut.Other) settled));
        var tasks = started.computeIfAbsent(first, _ -> new HashSet<>());
        world.require(tasks.add(target.taskId()), first + " ran twice in task " + target.taskId());
        world.require(tasks.size() <= Fleet.FAN_OUT, first + " ran on more tasks than its rule lets it");
    }

    private void complete(RequestId first, RequestId begun, FanOut.Other settled) {
        boolean complete = IntStream.rangeClosed(2, settled.tasks().size())
                .allMatch(number -> table.find(first.other(number)).isPresent());
        world.require(
                late.contains(first.other(2)) || complete, begun + " started before all of its fan-out were stored");
    }
}
