package sallyport.run;

import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.FanOuts;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.output.OutputView;
import sallyport.output.Transcripts;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Lifecycle;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.Transition;

/**
 * Carries requests on: looks up what was received, starts what was approved, stops what is to stop, expires what is
 * overdue, settles what a dead replica left. Hears of new phases from the {@link Journal} and looks through the ledger
 * every few seconds for what it missed, so no call that arrives is needed for a request to reach its end. Safe for use
 * by many threads.
 */
public final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int TOKEN_BYTES = 16;

    /** By how much the time between two sweeps varies, as a part of it. */
    private static final int JITTER_PART = 4;

    /** How long running commands have to end when the process stops. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Ledger ledger;
    private final Journal journal;
    private final Scheduler scheduler;
    private final Windows windows;
    private final RandomGenerator random;
    private final Resolver resolver;
    private final Starter starter;
    private final Recovery recovery;
    private final FanOuts fanOuts;
    private final InHand inHand = new InHand();
    private volatile boolean closing;

    /**
     * @param waits where is kept which requests wait for an exec agent
     * @param views opens what shows a run's output while it comes
     */
    public Runner(
            Ledger ledger,
            Journal journal,
            Containers containers,
            AgentWaits waits,
            Recheck recheck,
            Transcripts transcripts,
            Function<RequestId, OutputView> views,
            Scheduler scheduler,
            Windows windows,
            RandomGenerator random) {
        this.ledger = ledger;
        this.journal = journal;
        this.scheduler = scheduler;
        this.windows = windows;
        this.random = random;
        var shells = new ShellMemory();
        var clocks = new ClockCheck(containers);
        var patience = new AgentPatience(containers, waits, scheduler);
        this.resolver = new Resolver(ledger, journal, containers, patience, recheck, shells, scheduler);
        this.starter = new Starter(
                ledger,
                journal,
                containers,
                patience,
                resolver,
                clocks,
                transcripts,
                views,
                scheduler,
                windows,
                random,
                this::token,
                shells);
        this.fanOuts = new FanOuts(ledger);
        this.recovery = new Recovery(journal, containers, clocks, scheduler, windows, this::token);
    }

    /** Begins to carry requests on. */
    public void start() {
        journal.observe(this::carryOn);
        scheduler.start("sweep", this::sweep);
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void sweep() {
        if (closing) {
            return;
        }
        try {
            var unfinished = ledger.unfinished();
            recovery.forgetAllBut(unfinished);
            unfinished.forEach(this::look);
        } catch (LedgerUnavailable e) {
            LOG.warn("sweep.ledger-unavailable: {}", e.explanation());
        } catch (RuntimeException e) {
            LOG.error("sweep.failed", e);
        }
        long jitter = random.nextLong(windows.sweep().toMillis() / JITTER_PART + 1);
        var _ = scheduler.after(windows.sweep().plusMillis(jitter), this::sweep);
    }

    private void look(LedgerEntry entry) {
        switch (entry.phase()) {
            case Phase.Received _, Phase.Pending _, Phase.Approved _ -> {
                expire(entry);
                carryOn(entry);
            }
            case Phase.Starting _, Phase.Running _ -> {
                carryOn(entry);
                if (!starter.holds(entry.request().id()) && recovery.isOrphaned(entry)) {
                    work(entry, () -> recovery.settle(entry), _ -> {});
                }
            }
            case Phase.Ended _ -> {}
        }
    }

    /** What waits costs the ledger nothing as long as its time has not come. */
    private void expire(LedgerEntry entry) {
        var passed = new Event.TimePassed(scheduler.instant());
        if (Lifecycle.decide(entry.request(), entry.phase(), passed) instanceof Transition.Moves) {
            journal.record(entry.request().id(), passed);
        }
    }

    private void carryOn(LedgerEntry entry) {
        if (closing) {
            return;
        }
        switch (entry.phase()) {
            case Phase.Received _ -> work(entry, () -> resolver.resolve(entry), this::afterLookUp);
            case Phase.Approved approved -> work(entry, () -> starter.start(entry, approved), _ -> {});
            case Phase.Running running -> starter.hear(entry.request().id(), running);
            case Phase.Pending _, Phase.Starting _, Phase.Ended _ -> {}
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Does one thing at a time for a request; what comes meanwhile is found by the next sweep. */
    private void work(LedgerEntry entry, Work work, Consumer<RequestId> afterwards) {
        var id = entry.request().id();
        if (!inHand.take(id)) {
            return;
        }
        scheduler.start("request-" + id, () -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (LedgerUnavailable e) {
                LOG.atWarn().addKeyValue("request", id).log("run.ledger-unavailable: {}", e.explanation());
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("request", id).setCause(e).log("run.failed");
            } finally {
                inHand.put(id);
                afterwards.accept(id);
            }
        });
    }

    /**
     * A read that needs nobody is approved by being looked up, and the journal told us while it was in hand. And those
     * that were made for other tasks waited for it.
     */
    private void afterLookUp(RequestId id) {
        try {
            ledger.find(id)
                    .filter(entry -> !(entry.phase() instanceof Phase.Received))
                    .ifPresent(this::carryOnWithOthers);
        } catch (LedgerUnavailable e) {
            LOG.warn("run.ledger-unavailable: {}", e.explanation());
        }
    }

    private void carryOnWithOthers(LedgerEntry entry) {
        carryOn(entry);
        if (entry.request().fansOut()) {
            fanOuts.together(entry).stream()
                    .filter(other -> other.phase() instanceof Phase.Received)
                    .forEach(this::carryOn);
        }
    }

    /** Starts nothing more, ends what runs and waits until its end is stored. */
    @Override
    public void close() {
        closing = true;
        starter.stopAll(Actor.component("shutdown"));
        try {
            if (!inHand.awaitEmpty(DRAIN)) {
                LOG.warn("run.drain-incomplete: the next process settles what is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            starter.abandon();
        }
    }
}
