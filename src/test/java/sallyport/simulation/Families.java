package sallyport.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.Target;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches what is promised of a command that was asked for all tasks: it runs once in a task and never in another than
 * the request's own, on no more tasks than the rule lets it, and nothing of it starts before the first request says on
 * how many tasks it runs and the requests for all of them are stored.
 */
final class Families {
    private static final JsonMapper JSON = JsonMapper.shared();

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
                    world.require(
                            said(other.first()).equals(Optional.of(other.tasks().size())),
                            entry.request().id() + " started before its fan-out was said to be complete");
                    started(other.first(), entry, target);
                }
            }
        });
    }

    private void started(RequestId first, LedgerEntry entry, Target target) {
        var id = entry.request().id();
        world.require(!late.contains(id), id + " was made after its fan-out was complete, and started");
        boolean complete = IntStream.rangeClosed(2, said(first).orElse(1))
                .allMatch(number -> table.find(first.other(number)).isPresent());
        world.require(complete, id + " started before all of its fan-out were stored");
        var tasks = started.computeIfAbsent(first, _ -> new HashSet<>());
        world.require(tasks.add(target.taskId()), first + " ran twice in task " + target.taskId());
        world.require(tasks.size() <= Fleet.FAN_OUT, first + " ran on more tasks than its rule lets it");
    }

    /** On how many tasks the first request said that it runs, with those for the others, once it did. */
    private Optional<Integer> said(RequestId first) {
        return table.events(first.value()).stream()
                .map(event -> JSON.readTree(event.canonical()).path("cause"))
                .filter(cause -> cause.path("kind").asString().equals("target-resolved"))
                .map(cause -> cause.path("tasks").asInt(1))
                .findFirst();
    }
}
