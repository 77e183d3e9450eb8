package sallyport.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.request.Extension;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/**
 * Watches what is promised of deadlines: no run is ended by its deadline before that has come, wherever it was
 * extended, and none goes on for longer than the longest it may, extended or not.
 */
final class Deadlines {
    /** What it takes to end a run: to have it written, Ctrl-C, the end of the session. */
    private static final long ENDING = Duration.ofSeconds(20).toMillis();

    /** A holder counts from the opening of its session, which is so much before what it writes down. */
    private static final Duration OPENING = Duration.ofSeconds(1);

    private final World world;
    private final MemoryLedger table;
    private final Map<RequestId, ReplicaProcess> holders = new HashMap<>();

    Deadlines(World world, MemoryLedger table) {
        this.world = world;
        this.table = table;
    }

    void written(LedgerEntry entry, Optional<Phase> before, ReplicaProcess writer) {
        switch (entry.phase()) {
            case Phase.Running running -> {
                var time = Duration.between(running.since(), running.endsBy(entry.request()));
                world.require(
                        time.compareTo(Extension.longest(entry.request())) <= 0,
                        entry.request().id() + " may run for " + time);
                switch (before.orElseThrow()) {
                    case Phase.Running then -> ending(entry, then, running, writer);
                    default -> holders.put(entry.request().id(), writer);
                }
            }
            case Phase.TimedOut _ when before.orElseThrow() instanceof Phase.Running then -> ended(entry, then, writer);
            default -> {}
        }
    }

    /** It is its holder who writes that, and whose clock the deadline is by. */
    private void ending(LedgerEntry entry, Phase.Running then, Phase.Running now, ReplicaProcess writer) {
        boolean due = !writer.instant().isBefore(then.endsBy(entry.request()));
        world.require(
                due || then.timeIsUp() || !now.timeIsUp(),
                entry.request().id() + " is ended by a deadline that has not come");
    }

    /**
     * A holder that the store does not answer at its deadline keeps to the one that it knows: the first one, if it did
     * not hear that it was extended. However long it then takes to end the session, that was within the time since, by
     * its own clock.
     */
    private void ended(LedgerEntry entry, Phase.Running then, ReplicaProcess writer) {
        var known = then.since().plus(entry.request().deadline()).minus(OPENING);
        long overdue = Duration.between(known, writer.instant()).toMillis();
        world.require(
                then.timeIsUp() || !writer.isAnsweredSince(world.now() - overdue),
                entry.request().id() + " was ended by a deadline that nobody wrote down");
    }

    /** Of a holder that nothing went wrong with. */
    void wrote(RequestId run, long age) {
        var request = table.find(run).orElseThrow().request();
        long began = world.now() - age;
        boolean calm = Optional.ofNullable(holders.get(run))
                .filter(holder -> holder.isUndisturbedSince(began) && holder.isAnsweredSince(began))
                .isPresent();
        world.require(
                !calm || age <= Extension.longest(request).toMillis() + ENDING,
                run + " goes on for longer than it may");
    }
}
