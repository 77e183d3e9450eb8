package sallyport.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.output.Outlet;
import sallyport.output.Pace;
import sallyport.output.Transcripts;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/**
 * Carries requests on: looks up what was received, starts what was approved, stops what is to stop, expires what is
 * overdue. Hears of new phases from the {@link Journal} and looks through the ledger every few seconds for what it
 * missed, so no call that arrives is needed for a request to reach its end. Safe for use by many threads.
 */
public final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    /** How often the ledger is searched for what is overdue or was missed. */
    private static final Duration SWEEP = Duration.ofSeconds(2);

    /** How long running commands have to end when the process stops. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Ledger ledger;
    private final Journal journal;
    private final Containers containers;
    private final InstantSource clock;
    private final Resolver resolver;
    private final Starter starter;
    private final Set<RequestId> inHand = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweep").factory());
    private volatile boolean closing;

    public Runner(
            Ledger ledger,
            Journal journal,
            Containers containers,
            Recheck recheck,
            Transcripts transcripts,
            Outlet outlet,
            InstantSource clock,
            RandomGenerator random) {
        this.ledger = ledger;
        this.journal = journal;
        this.containers = containers;
        this.clock = clock;
        var shells = new ShellMemory();
        this.resolver = new Resolver(journal, containers, recheck, shells, clock);
        var pace = new Pace(System::nanoTime);
        this.starter = new Starter(journal, containers, resolver, shells, transcripts, outlet, pace, clock, random);
    }

    /** Settles what an earlier process left, then begins to carry requests on. */
    public void start() {
        ledger.unfinished().forEach(this::settle);
        journal.observe(this::carryOn);
        var _ = timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An earlier process held it and is gone: nothing is started again, the session is ended and the loss declared. */
    private void settle(LedgerEntry entry) {
        switch (entry.phase()) {
            case Phase.Starting starting ->
                journal.record(
                        entry.request().id(),
                        new Event.SightLost(
                                starting.token(), "Sallyport stopped while it was starting.", false, clock.instant()));
            case Phase.Running running -> {
                boolean ended = containers.terminate(entry.request().id(), running.target(), running.sessionId());
                var cause = "Sallyport stopped while it was running; its session "
                        + (ended ? "was ended." : "could not be ended and may still run.");
                journal.record(
                        entry.request().id(), new Event.SightLost(running.token(), cause, true, clock.instant()));
            }
            case Phase.Received _, Phase.Pending _, Phase.Approved _, Phase.Ended _ -> {}
        }
    }

    private void sweep() {
        try {
            ledger.unfinished().forEach(entry -> {
                expire(entry);
                carryOn(entry);
            });
        } catch (LedgerUnavailable e) {
            LOG.warn("sweep.ledger-unavailable", e);
        } catch (RuntimeException e) {
            LOG.error("sweep.failed", e);
        }
    }

    private void expire(LedgerEntry entry) {
        boolean hasDeadline = entry.phase() instanceof Phase.Pending
                || entry.phase() instanceof Phase.Approved
                || entry.phase() instanceof Phase.Received;
        if (hasDeadline) {
            journal.record(entry.request().id(), new Event.TimePassed(clock.instant()));
        }
    }

    private void carryOn(LedgerEntry entry) {
        if (closing) {
            return;
        }
        switch (entry.phase()) {
            case Phase.Received _ -> work(entry, () -> resolver.resolve(entry), this::startIfApproved);
            case Phase.Approved approved -> work(entry, () -> starter.start(entry, approved), _ -> {});
            case Phase.Running running ->
                running.stopAskedBy()
                        .ifPresent(by -> starter.stop(entry.request().id(), by));
            case Phase.Pending _, Phase.Starting _, Phase.Ended _ -> {}
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Does one thing at a time for a request; what comes meanwhile is found by the next sweep. */
    private void work(LedgerEntry entry, Work work, Consumer<RequestId> afterwards) {
        var id = entry.request().id();
        if (!inHand.add(id)) {
            return;
        }
        workers.execute(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("request", id).setCause(e).log("run.failed");
            } finally {
                inHand.remove(id);
                afterwards.accept(id);
            }
        });
    }

    /** A read that needs nobody is approved by being looked up, and the journal told us while it was in hand. */
    private void startIfApproved(RequestId id) {
        try {
            ledger.find(id)
                    .filter(entry -> entry.phase() instanceof Phase.Approved)
                    .ifPresent(this::carryOn);
        } catch (LedgerUnavailable e) {
            LOG.warn("run.ledger-unavailable", e);
        }
    }

    /** Starts nothing more, ends what runs and waits until its end is stored. */
    @Override
    public void close() {
        closing = true;
        timer.shutdownNow();
        starter.stopAll(Actor.component("shutdown"));
        workers.shutdown();
        try {
            if (!workers.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
                LOG.warn("run.drain-incomplete");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
