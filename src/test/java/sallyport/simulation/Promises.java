package sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.request.Digest;
import sallyport.request.Lifecycle;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.Target;

/** Watches from outside what the product promises: at every write, at every start, at every moment. */
final class Promises implements Ecs.Observer {
    /** By how much a clock may be off that passes the check, and what a write takes. */
    private static final long CLOCKS = 3_000;

    private static final long STARTING_CALM = Duration.ofSeconds(60).toMillis();
    private static final long STARTING_TROUBLED =
            Duration.ofSeconds(305 + 60 + 40).toMillis();
    private static final long OTHERWISE = Duration.ofSeconds(60).toMillis();

    private final World world;
    private final MemoryLedger table;
    private final Disk disk;
    private final Map<RequestId, Integer> starts = new HashMap<>();
    private final Map<RequestId, Phase> phases = new HashMap<>();
    private final Map<RequestId, Long> since = new HashMap<>();
    private final Map<RequestId, Phase> shown = new HashMap<>();
    private final Map<RequestId, Set<Person>> agreed = new HashMap<>();
    private final Map<RequestId, Instant> startBy = new HashMap<>();
    private final Map<RequestId, ReplicaProcess> claimers = new HashMap<>();
    private final Map<String, RequestId> commands = new HashMap<>();
    private final Set<RequestId> troubled = new HashSet<>();
    private final Families families;
    private final Deadlines deadlines;
    private final Ecs ecs;
    private long outageBegan = -1;
    private long outageEnds = -1;

    Promises(World world, MemoryLedger table, Disk disk) {
        this.world = world;
        this.table = table;
        this.disk = disk;
        this.families = new Families(world, table);
        this.deadlines = new Deadlines(world, table);
        this.ecs = new Ecs(world, this);
    }

    Ecs ecs() {
        return ecs;
    }

    /** The store answers nobody for so long. */
    void outage(long millis) {
        outageBegan = world.now();
        outageEnds = world.now() + millis;
    }

    /** A person clicked; whether it counts is the product's decision. */
    void clicked(RequestId id, Person person) {
        agreed.computeIfAbsent(id, _ -> new HashSet<>()).add(person);
    }

    /** A slash command was answered with this request. */
    void answered(String mark, RequestId id) {
        var earlier = commands.putIfAbsent(mark, id);
        world.require(earlier == null || earlier.equals(id), "one slash command made two requests: " + mark);
    }

    void written(LedgerEntry entry, ReplicaProcess writer) {
        var id = entry.request().id();
        var before = phases.put(id, entry.phase());
        world.note(entry.phase().getClass().getSimpleName());
        families.written(entry);
        if (entry.phase() instanceof Phase.Starting && before instanceof Phase.Approved) {
            claimers.put(id, writer);
        }
        if (before == null || before.getClass() != entry.phase().getClass()) {
            since.put(id, world.now());
        }
        world.require(
                !(before instanceof Phase.Ended) || before.equals(entry.phase()),
                "the end of " + id + " changed from " + before + " to " + entry.phase());
        deadlines.written(entry, Optional.ofNullable(before), writer);
        switch (entry.phase()) {
            case Phase.Approved approved -> startBy.put(id, approved.startBy());
            case Phase.Denied _, Phase.Cancelled _, Phase.Expired _, Phase.Stale _, Phase.NotStarted _ ->
                world.require(starts(id) == 0, id + " is said never to have run, and had started");
            case Phase.Done _ -> whole(entry);
            case Phase.Lost _, Phase.Revoked _, Phase.TimedOut _, Phase.Failed _ -> declared(entry);
            default -> {}
        }
    }

    /** A claim that came too late to start anything does not count. */
    private void withinLimits(LedgerEntry begun) {
        for (var limit : begun.request().conditions().concurrency()) {
            long atOnce = table.unfinished().stream()
                    .filter(other -> starts(other.request().id()) > 0 && !(other.phase() instanceof Phase.Ended))
                    .filter(other -> other.request().rule().equals(limit.rule()))
                    .filter(other -> other.request()
                            .selector()
                            .alias()
                            .equals(begun.request().selector().alias()))
                    .count();
            world.require(atOnce <= limit.most(), atOnce + " runs of rule " + limit.rule() + " at once");
        }
    }

    private int starts(RequestId id) {
        return starts.getOrDefault(id, 0);
    }

    private void whole(LedgerEntry entry) {
        var id = entry.request().id();
        var all = Fleet.transcript(ecs.written(id).orElse(0));
        world.require(disk.text(id).equals(all), "output of " + id + " is missing and nobody says so");
    }

    /** What the pulse counted is on the disk; what came after is declared lost. */
    private void declared(LedgerEntry entry) {
        var id = entry.request().id();
        long received =
                disk.text(id).lines().mapToLong(line -> line.length() + 2).sum();
        world.require(
                entry.pulse().bytes() <= received, "output of " + id + " was counted as kept and is not on the disk");
    }

    /** A claim holds for ten seconds, and a clock that passes the check may be two off. */
    @Override
    public void sent(RequestId run) {
        boolean claimedBefore = world.now() <= outageBegan + Lifecycle.START_WINDOW.toMillis();
        world.require(claimedBefore || world.now() >= outageEnds, run + " was started while the store answered nobody");
        var latest = Optional.ofNullable(startBy.get(run)).orElseThrow().plus(Lifecycle.START_WINDOW);
        world.require(
                !world.instant().isAfter(latest.plusMillis(CLOCKS)),
                run + " was started after the time by which it had to start");
    }

    @Override
    public void started(RequestId run, Target target, String commandLine) {
        int count = starts.merge(run, 1, Integer::sum);
        var entry = table.find(run).orElseThrow();
        var request = entry.request();
        var phase = entry.phase();
        world.require(count == 1, run + " was started twice");
        withinLimits(entry);
        families.started(entry, target);
        boolean neverRan = phase instanceof Phase.NotStarted
                || phase instanceof Phase.Denied
                || phase instanceof Phase.Cancelled
                || phase instanceof Phase.Expired
                || phase instanceof Phase.Stale;
        world.require(!neverRan, run + " was started after it was said never to run: " + phase);
        var others = new HashSet<>(agreed.getOrDefault(run, Set.of()));
        others.remove(request.requester());
        world.require(
                others.size() >= request.quorum().progress(List.of()).places(),
                run + " was started without the approvals that it needs");
        world.require(Ecs.carries(commandLine, request.argv()), run + " was started as something else: " + commandLine);
        if (phase instanceof Phase.Starting starting) {
            world.require(
                    starting.digest().equals(Digest.of(request, target)), run + " was started elsewhere than approved");
        }
    }

    @Override
    public void wrote(RequestId run, long age) {
        deadlines.wrote(run, age);
    }

    @Override
    public void troubled(RequestId run) {
        troubled.add(run);
        world.fault();
    }

    void shown(LedgerEntry entry) {
        var id = entry.request().id();
        var before = shown.put(id, entry.phase());
        world.require(before == null || before.equals(entry.phase()), "the thread of " + id + " showed two ends");
    }

    /** Whether every request has come to an end that its thread shows. */
    boolean allShown() {
        return phases.keySet().stream().allMatch(shown::containsKey);
    }

    /** Nothing stays where it is for longer than it may, counted from the last time that something went wrong. */
    void nothingStands() {
        phases.forEach((id, phase) -> {
            if (!shown.containsKey(id)) {
                boundOf(id, phase);
            }
        });
    }

    /** Somebody may have died or missed an answer between the claim and the start, so that AWS has to be asked. */
    private boolean isTroubledStart(RequestId id, long claimed) {
        var claimer = Optional.ofNullable(claimers.get(id));
        return troubled.contains(id)
                || outageEnds >= claimed
                || claimer.isEmpty()
                || !claimer.get().isUndisturbedSince(claimed - 1);
    }

    private void boundOf(RequestId id, Phase phase) {
        long entered = Objects.requireNonNull(since.get(id));
        long disturbed = Math.max(entered, world.lastFault());
        long bound = switch (phase) {
            case Phase.Received _, Phase.Pending _ ->
                disturbed + Duration.ofMinutes(2).toMillis() + OTHERWISE;
            case Phase.Approved _ -> disturbed + Duration.ofMinutes(1).toMillis() + OTHERWISE;
            case Phase.Starting _ ->
                isTroubledStart(id, entered) ? disturbed + STARTING_TROUBLED : entered + STARTING_CALM;
            case Phase.Running _ -> disturbed + Duration.ofMinutes(1).toMillis() + OTHERWISE;
            case Phase.Ended _ -> disturbed + OTHERWISE;
        };
        world.require(
                world.now() <= bound || (!world.faultsAreOver() && !(phase instanceof Phase.Starting)),
                id + " stands still as " + phase.getClass().getSimpleName());
    }
}
