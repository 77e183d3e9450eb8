package sallyport.simulation;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.GlassReviews;
import sallyport.approval.Standing;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.MemoryLedger;
import sallyport.output.OutputView;
import sallyport.request.Phase;
import sallyport.run.AgentWaits;
import sallyport.run.Runner;
import sallyport.run.Windows;

/** One replica of the application: a process, and after its death the next one. */
final class Replica {
    private static final long LONGEST_SKEW = 3_000;
    private static final long LONGEST_UNCHECKED_SKEW = 40_000;
    private static final long SLOWEST_RESTART = Duration.ofSeconds(20).toMillis();
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Directory MEMBERS = _ -> new Standing.Member(Set.of("team"));
    private static final OutputView NOBODY_LOOKS = new OutputView() {
        @Override
        public void append(String text) {}

        @Override
        public void finish() {}
    };

    private final World world;
    private final MemoryLedger table;
    private final Store.Outage outage;
    private final Ecs ecs;
    private final Disk disk;
    private final BiConsumer<LedgerEntry, ReplicaProcess> written;
    private final Consumer<LedgerEntry> shown;
    private final long skew;
    private ReplicaProcess process;
    private Approvals approvals;

    /**
     * @param written hears of every entry at the moment it is written
     * @param shown hears of every end at the moment its thread shows it
     */
    Replica(
            World world,
            MemoryLedger table,
            Store.Outage outage,
            Ecs ecs,
            Disk disk,
            BiConsumer<LedgerEntry, ReplicaProcess> written,
            Consumer<LedgerEntry> shown) {
        this.world = world;
        this.table = table;
        this.outage = outage;
        this.ecs = ecs;
        this.disk = disk;
        this.written = written;
        this.shown = shown;
        long most = world.has(Flaw.CLOCKS_UNCHECKED) ? LONGEST_UNCHECKED_SKEW : LONGEST_SKEW;
        this.skew = world.random.nextLong(-most, most + 1);
        this.process = newProcess();
        this.approvals = boot();
    }

    private ReplicaProcess newProcess() {
        return new ReplicaProcess(
                world,
                skew,
                () -> world.after(1_000 + world.random.nextLong(SLOWEST_RESTART), () -> {
                    process = newProcess();
                    approvals = boot();
                }));
    }

    ReplicaProcess process() {
        return process;
    }

    /** Has the living process do something that Slack asked it to; a dead one is not reached. */
    void asked(Consumer<Approvals> work) {
        var answering = approvals;
        process.start("slack", () -> work.accept(answering));
    }

    private Approvals boot() {
        var store = new Store(world, process, table, outage, written);
        var journal = new Journal(store);
        var random = new Random(world.random.nextLong());
        var windows = world.has(Flaw.EARLY_NOT_STARTED)
                ? new Windows(
                        Windows.DEFAULT.sweep(),
                        Windows.DEFAULT.beat(),
                        Windows.DEFAULT.silence(),
                        Windows.DEFAULT.silence())
                : Windows.DEFAULT;
        var booted = new Approvals(
                () -> Fleet.POLICY,
                Fleet.ALIASES,
                Fleet.GROUPS,
                MEMBERS,
                store,
                journal,
                new GlassReviews(new InstallationJournal(store), store, MEMBERS, process),
                process,
                random);
        var runner = new Runner(
                store,
                journal,
                ecs.seenBy(process),
                new AgentWaits(),
                booted::objection,
                disk.seenBy(process),
                _ -> NOBODY_LOOKS,
                process,
                windows,
                random);
        runner.start();
        if (world.has(Flaw.SHOWN_FROM_MEMORY)) {
            var showing = process;
            journal.observe(entry -> showing.start("card", () -> show(store, entry)));
        } else {
            look(process, store);
        }
        return booted;
    }

    /** Shows ends that nobody has shown yet, as the keeper of the cards does. */
    private void look(ReplicaProcess looking, Store store) {
        looking.after(LOOK, () -> {
            try {
                store.unfinished().forEach(entry -> show(store, entry));
            } catch (LedgerUnavailable e) {
                world.note("look failed");
            }
            look(looking, store);
        });
    }

    private void show(Store store, LedgerEntry entry) {
        if (!(entry.phase() instanceof Phase.Ended) || entry.endShown()) {
            return;
        }
        try {
            process.takes("chat.update", 100 + world.random.nextLong(900));
            if (!world.strikes(world.loss)) {
                shown.accept(entry);
                store.endShown(entry.request().id());
            }
        } catch (LedgerUnavailable e) {
            world.note("not remembered as shown");
        }
    }
}
