package sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Virtual time, and everything that can happen in it. All threads of all replicas run here, one at a time; which one is
 * next is drawn, and so is every fault.
 */
final class World {
    /** When the simulation begins, by a clock without skew. */
    static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    private static final long FAULTS_END = Duration.ofMinutes(10).toMillis();

    /**
     * Runs on what others woke. Its schedule is given up, and the thread was handed the lock it waited for: if it never
     * ran again, whoever wants that lock next would wait behind it for as long as this process lives.
     */
    private static final Executor STRAYS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("stray-", 0).factory());

    private record Due(long at, long order, Runnable what) {}

    final SplittableRandom random;
    final Flaw flaw;
    /** How likely which fault is: every schedule has its own weather. */
    final double loss;

    final double death;
    final double standstill;
    private final long faultsEnd;
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final List<Runnable> ready = new ArrayList<>();
    private final ThreadFactory threads = VirtualThreads.on(this::ready);
    private final Thread home = Thread.currentThread();
    private final Set<Thread> living = ConcurrentHashMap.newKeySet();
    /**
     * Whether a thread had to wait for one of another world, so that this schedule cannot be told apart by its seed.
     */
    private volatile boolean disturbed;

    private long now;
    private long order;
    private long trace = 17;
    private long lastFault;
    private Optional<Violation> violation = Optional.empty();

    World(long seed, Flaw flaw) {
        this(seed, flaw, FAULTS_END);
    }

    private World(long seed, Flaw flaw, long faultsEnd) {
        this.random = new SplittableRandom(seed);
        this.flaw = flaw;
        this.faultsEnd = faultsEnd;
        this.loss = random.nextDouble() * 0.12;
        this.death = random.nextDouble() * 0.02;
        this.standstill = random.nextDouble() * 0.01;
    }

    /** A world in which nothing goes wrong by chance. */
    static World calm(long seed) {
        return new World(seed, Flaw.NONE, 0);
    }

    boolean has(Flaw asked) {
        return flaw == asked;
    }

    /** Milliseconds since the beginning. */
    long now() {
        return now;
    }

    Instant instant() {
        return BEGINNING.plusMillis(now);
    }

    /**
     * Whether something goes wrong now. After a while nothing does any more, so that everything can come to its end.
     */
    boolean strikes(double probability) {
        return now < faultsEnd && random.nextDouble() < probability;
    }

    boolean faultsAreOver() {
        return now >= faultsEnd;
    }

    void after(long millis, Runnable what) {
        agenda.add(new Due(now + Math.max(0, millis), order++, what));
    }

    /** Runs the work on a thread of its own; what it throws is a violation. */
    void start(Runnable work) {
        var thread = threads.newThread(() -> {
            try {
                work.run();
            } catch (Violation e) {
                violated(e);
            } catch (Throwable e) {
                violated(new Violation("a thread died of " + e));
            } finally {
                living.remove(Thread.currentThread());
            }
        });
        living.add(thread);
        thread.start();
    }

    /**
     * Whoever else runs in this process may hold a lock of a library when one of our threads wants it, and wakes that
     * thread at a time of its own. From then on this world is nobody's, and what still happens in it means nothing.
     */
    private void ready(Runnable work) {
        var waker = Thread.currentThread();
        if (!disturbed && (waker == home || living.contains(waker))) {
            ready.add(work);
        } else {
            disturbed = true;
            STRAYS.execute(work);
        }
    }

    /** Whether the schedule may not be the seed's alone. */
    boolean mayBeDisturbed() {
        return disturbed || living.stream().anyMatch(thread -> thread.getState() == Thread.State.BLOCKED);
    }

    /** Keeps the calling thread waiting until somebody wakes it; {@code wake} is given the one who can. */
    static void park(Consumer<Runnable> wake) {
        var woken = new boolean[1];
        var thread = Thread.currentThread();
        wake.accept(() -> {
            woken[0] = true;
            LockSupport.unpark(thread);
        });
        while (!woken[0]) {
            LockSupport.park();
        }
    }

    /** What the replica was doing is never done. */
    static void parkForever() {
        while (true) {
            LockSupport.park();
        }
    }

    /** A process died or stood still, the store was away, or an answer of ECS was lost. */
    void fault() {
        lastFault = now;
    }

    long lastFault() {
        return lastFault;
    }

    void note(String what) {
        trace = trace * 31 + what.hashCode();
        trace = trace * 31 + now;
    }

    void require(boolean holds, String promise) {
        if (!holds) {
            violated(new Violation("after " + now + " ms: " + promise));
        }
    }

    private void violated(Violation what) {
        if (violation.isEmpty()) {
            violation = Optional.of(what);
        }
    }

    /** Lets time pass until it is over, nothing is left to happen, or a promise is broken. */
    void run(BooleanSupplier over, Runnable check) {
        try {
            runUndisturbed(over, check);
        } catch (RuntimeException e) {
            // Strays of a disturbed world run beside its own thread, and nothing in it is made for that.
            if (!disturbed) {
                throw e;
            }
        }
    }

    private void runUndisturbed(BooleanSupplier over, Runnable check) {
        runReady();
        while (violation.isEmpty() && !disturbed && !agenda.isEmpty() && !over.getAsBoolean()) {
            var due = agenda.remove();
            now = due.at();
            due.what().run();
            runReady();
            check.run();
        }
    }

    private void runReady() {
        while (!ready.isEmpty() && violation.isEmpty() && !disturbed) {
            int last = ready.size() - 1;
            int drawn = ready.size() == 1 ? 0 : random.nextInt(ready.size());
            var next = ready.get(drawn);
            ready.set(drawn, ready.get(last));
            ready.remove(last);
            next.run();
        }
    }

    /** The first promise that was broken. */
    Optional<Violation> violation() {
        return violation;
    }

    /** Tells two schedules apart, and shows that two are the same. */
    long trace() {
        return trace;
    }
}
