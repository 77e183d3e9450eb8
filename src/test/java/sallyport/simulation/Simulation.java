package sallyport.simulation;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import sallyport.approval.Approvals;
import sallyport.approval.Submission;
import sallyport.approval.Submitted;
import sallyport.audit.Export;
import sallyport.audit.FanOuts;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.Selector;

/**
 * One schedule: a few requests, people who click when it suits them, three replicas, and trouble, some of it aimed at
 * the moments that matter. The same seed and flaw give the same schedule.
 */
final class Simulation {
    private static final int REPLICAS = 3;
    private static final int MOST_REQUESTS = 4;
    private static final long ASKED_WITHIN = Duration.ofSeconds(200).toMillis();
    private static final long AIM = Duration.ofSeconds(2).toMillis();
    private static final long HORIZON = Duration.ofMinutes(40).toMillis();
    private static final long ASKED_BEFORE_OUTAGE = Duration.ofSeconds(30).toMillis();
    private static final long OUTAGE = Duration.ofMinutes(10).toMillis();
    private static final long SETTLED_WITHIN = Duration.ofMinutes(1).toMillis();
    private static final long LONGEST_OUTAGE = Duration.ofSeconds(90).toMillis();

    private final World world;
    private final MemoryLedger table = new MemoryLedger();
    private final Store.Outage outage = new Store.Outage();
    private final Promises promises;
    private final List<Replica> replicas;
    private int asked;
    private int inFlightAtOutage;

    /** How a schedule went. */
    record Result(long seed, Optional<Violation> violation, long trace) {}

    private Simulation(World world) {
        this.world = world;
        var disk = new Disk(world);
        this.promises = new Promises(world, table, disk);
        this.replicas = IntStream.range(0, REPLICAS)
                .mapToObj(_ -> new Replica(world, table, outage, promises.ecs(), disk, this::written, promises::shown))
                .toList();
    }

    static Result play(long seed, Flaw flaw) {
        var simulation = undisturbed(() -> new World(seed, flaw), Simulation::play);
        return new Result(seed, simulation.world.violation(), simulation.world.trace());
    }

    /**
     * Schedules that are played beside others may be disturbed by them, at locks inside libraries. One that may have
     * been is played again until it is the same twice; so is one that breaks a promise.
     */
    private static Simulation undisturbed(Supplier<World> worlds, Consumer<Simulation> play) {
        var before = OptionalLong.empty();
        while (true) {
            var simulation = new Simulation(worlds.get());
            play.accept(simulation);
            var world = simulation.world;
            boolean certain = !world.mayBeDisturbed() && world.violation().isEmpty();
            if (certain || before.equals(OptionalLong.of(world.trace()))) {
                return simulation;
            }
            before = OptionalLong.of(world.trace());
        }
    }

    /** Plays a schedule and exports the audit trail that it left. */
    static String trail(long seed) throws IOException {
        var simulation = undisturbed(() -> new World(seed, Flaw.NONE), Simulation::play);
        var file = new StringWriter();
        Export.write(simulation.table, file);
        return file.toString();
    }

    /** How many requests had not ended when the store went away, and how it went. */
    record Outage(int inFlight, Optional<Violation> violation) {}

    static Outage playOutage(long seed) {
        var simulation = undisturbed(() -> World.calm(seed), Simulation::playOutage);
        return new Outage(simulation.inFlightAtOutage, simulation.world.violation());
    }

    private void play() {
        int requests = world.random.nextInt(1, MOST_REQUESTS + 1);
        for (int n = 0; n < requests; n++) {
            ask("command " + n, ASKED_WITHIN);
        }
        if (world.random.nextInt(10) == 0) {
            world.after(world.random.nextLong(ASKED_WITHIN), () -> {
                long millis = world.random.nextLong(LONGEST_OUTAGE);
                outage.lasts(world.now() + millis);
                promises.outage(millis);
                world.fault();
                world.after(millis, world::fault);
            });
        }
        world.run(
                () -> world.now() > HORIZON || (asked == requests && world.faultsAreOver() && promises.allShown()),
                promises::nothingStands);
        world.require(promises.allShown(), "a request came to no end that its thread shows");
        long settledBy = world.now() + SETTLED_WITHIN;
        world.run(() -> world.now() > settledBy || allIdle(), () -> {});
        world.require(allIdle(), "a replica still has something in hand a minute after all is over");
    }

    private boolean allIdle() {
        return replicas.stream().allMatch(replica -> replica.process().isIdle());
    }

    /**
     * Nothing goes wrong but that the store is away for ten minutes, while requests wait for people, start and run:
     * nothing starts meanwhile, and a minute later everything has come to its end.
     */
    private void playOutage() {
        for (int n = 0; n < MOST_REQUESTS; n++) {
            ask("command " + n, ASKED_BEFORE_OUTAGE);
        }
        long begins = ASKED_BEFORE_OUTAGE + world.random.nextLong(ASKED_BEFORE_OUTAGE);
        world.after(begins, () -> {
            outage.lasts(world.now() + OUTAGE);
            promises.outage(OUTAGE);
            inFlightAtOutage = table.unfinished().size();
        });
        world.run(() -> world.now() > begins + OUTAGE + SETTLED_WITHIN, () -> {});
        world.require(promises.allShown(), "something is not settled a minute after the store came back");
    }

    private Replica any() {
        return replicas.get(world.random.nextInt(REPLICAS));
    }

    private void ask(String mark, long within) {
        var requester = Fleet.person(world.random.nextInt(Fleet.PEOPLE));
        var command = Fleet.COMMANDS.get(world.random.nextInt(Fleet.COMMANDS.size()));
        var service = Fleet.SERVICES.get(world.random.nextInt(Fleet.SERVICES.size()));
        var selector = new Selector(service, Optional.empty(), Optional.empty());
        var submission = new Submission(
                requester,
                Fleet.CHANNEL,
                selector,
                command,
                Optional.empty(),
                Optional.empty(),
                false,
                world.random.nextInt(3) == 0,
                mark);
        world.after(world.random.nextLong(within), () -> {
            asked++;
            delivered(() -> any().asked(approvals -> submit(approvals, submission)));
        });
    }

    /** Slack, proxies and impatient people repeat. */
    private void delivered(Runnable delivery) {
        int copies = 1 + (world.strikes(0.2) ? 1 : 0) + (world.strikes(0.05) ? 1 : 0);
        for (int copy = 0; copy < copies; copy++) {
            world.after(copy * world.random.nextLong(5_000), delivery);
        }
    }

    private void submit(Approvals approvals, Submission submission) {
        switch (approvals.submit(submission)) {
            case Submitted.Stored stored ->
                promises.answered(submission.mark(), stored.entry().request().id());
            case Submitted.Repeated repeated -> promises.answered(submission.mark(), repeated.earlier());
            case Submitted.Unavailable _ -> world.note("not stored");
            case Submitted.NotAllowed _,
                    Submitted.NoSuchTarget _,
                    Submitted.ReasonMissing _,
                    Submitted.OneTaskOnly _,
                    Submitted.ReviewOverdue _,
                    Submitted.TicketMissing _,
                    Submitted.NotPossible _ -> world.require(false, "the policy allows it");
        }
    }

    private void written(LedgerEntry entry, ReplicaProcess writer) {
        boolean fresh = entry.phase() instanceof Phase.Pending pending
                && pending.approvals().isEmpty();
        promises.written(entry, writer);
        if (entry.phase() instanceof Phase.Received && FanOuts.other(entry).isPresent()) {
            troubleBetweenTwo(writer);
        }
        if (fresh) {
            people(entry.request().id(), entry.request().expiresAt());
        }
        if (entry.phase() instanceof Phase.Running running) {
            extenders(entry, running);
        }
        if (entry.phase() instanceof Phase.Approved approved) {
            trouble(0.15, millisUntil(approved.startBy()));
        }
        if (entry.phase() instanceof Phase.Starting || entry.phase() instanceof Phase.Running) {
            trouble(0.3, world.random.nextLong(Duration.ofSeconds(20).toMillis()));
        }
    }

    /** Some at leisure, most when the time is nearly up, or was a moment ago. */
    private void extenders(LedgerEntry entry, Phase.Running running) {
        if (running.stopAskedBy().isPresent() || world.random.nextInt(3) == 0) {
            return;
        }
        long left = Math.max(1, millisUntil(running.endsBy(entry.request())));
        long when = world.random.nextInt(4) == 0 ? world.random.nextLong(left) : around(left);
        var person = Fleet.person(world.random.nextInt(Fleet.PEOPLE));
        var amount = Duration.ofSeconds(world.random.nextInt(1, 30));
        world.after(
                when,
                () -> delivered(() -> any().asked(approvals -> {
                    var _ = approvals.extend(entry.request().id(), person, Fleet.CHANNEL, amount, Optional.empty());
                })));
    }

    private long millisUntil(Instant moment) {
        return Duration.between(world.instant(), moment).toMillis();
    }

    private long around(long millis) {
        return Math.max(0, millis - AIM + world.random.nextLong(2 * AIM));
    }

    /** Aims trouble at a moment that matters: a replica stands still over it, or dies shortly before. */
    private void trouble(double probability, long inMillis) {
        if (!world.strikes(probability)) {
            return;
        }
        var replica = any();
        if (world.random.nextBoolean()) {
            world.after(world.random.nextLong(3_000), () -> {
                replica.process().kill();
            });
        } else {
            world.after(world.random.nextLong(2_000), () -> {
                replica.process().standStill(around(inMillis));
            });
        }
    }

    /** Whoever makes the requests for all tasks stands still or dies between two of them. */
    private void troubleBetweenTwo(ReplicaProcess writer) {
        if (world.strikes(0.2)) {
            if (world.random.nextBoolean()) {
                writer.kill();
            } else {
                writer.standStill(world.random.nextLong(Duration.ofSeconds(20).toMillis()));
            }
        }
    }

    private void people(RequestId id, Instant expiresAt) {
        for (int clicks = world.random.nextInt(1, 6); clicks > 0; clicks--) {
            var person = Fleet.person(world.random.nextInt(Fleet.PEOPLE));
            long when = world.random.nextInt(5) == 0
                    ? around(millisUntil(expiresAt))
                    : world.random.nextLong(Duration.ofSeconds(100).toMillis());
            world.after(when, () -> delivered(() -> approve(id, person)));
        }
        if (world.random.nextInt(8) == 0) {
            var person = Fleet.person(world.random.nextInt(Fleet.PEOPLE));
            world.after(
                    world.random.nextLong(ASKED_WITHIN),
                    () -> delivered(() -> any().asked(approvals -> {
                        var _ = approvals.deny(id, person, "no");
                    })));
        }
        if (world.random.nextInt(8) == 0) {
            var person = Fleet.person(world.random.nextInt(Fleet.PEOPLE));
            world.after(
                    world.random.nextLong(ASKED_WITHIN),
                    () -> delivered(() -> any().asked(approvals -> {
                        var _ = approvals.stop(id, person, Fleet.CHANNEL);
                    })));
        }
    }

    /** A review shows all that were asked together, and one submit is an approval of each. */
    private void approve(RequestId id, Person person) {
        var entry = table.find(id).orElseThrow();
        new FanOuts(table).together(entry).forEach(one -> approve(one.request().id(), one.phase(), person));
    }

    private void approve(RequestId id, Phase shown, Person person) {
        promises.clicked(id, person);
        if (shown instanceof Phase.Pending pending) {
            any().asked(approvals -> {
                var _ = approvals.approve(id, person, pending.digest());
            });
        }
    }
}
