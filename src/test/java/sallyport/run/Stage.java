package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import sallyport.audit.AuditEvent;
import sallyport.audit.Installation;
import sallyport.audit.Journal;
import sallyport.audit.MemoryLedger;
import sallyport.output.LivePage;
import sallyport.output.MemoryTranscripts;
import sallyport.output.Pace;
import sallyport.output.ScriptedOutlet;
import sallyport.request.Approval;
import sallyport.request.Argv;
import sallyport.request.Conditions;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.Freeze;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Everything a {@link Runner} stands on, in memory, with what tests ask of it. */
final class Stage implements AutoCloseable {
    final MemoryLedger ledger = new MemoryLedger();
    final Journal journal = new Journal(ledger);
    final ScriptedContainers containers = new ScriptedContainers();
    final MemoryTranscripts transcripts = new MemoryTranscripts();
    final ScriptedOutlet outlet = new ScriptedOutlet();
    final SettableClock clock = new SettableClock(NOON);
    /** No machine is so busy that a living holder seems dead. */
    private static final Windows PATIENT =
            new Windows(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** What a holder left is taken over soon; for tests with one runner, which never takes over from itself. */
    static final Windows HASTY =
            new Windows(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMinutes(1));

    private final Windows windows;

    final ThreadScheduler scheduler = new ThreadScheduler(clock);
    private final Pace pace = new Pace(System::nanoTime);
    private final Random random = new Random(11);
    private final AtomicInteger marks = new AtomicInteger();
    private final List<Runner> runners = new ArrayList<>();
    /** With which approvals a request was looked at last, before it was shown or started. */
    final Map<RequestId, List<Approval>> rechecked = new ConcurrentHashMap<>();

    private volatile Optional<StartFailure> objection = Optional.empty();
    private volatile Optional<StartFailure> barred = Optional.empty();

    final AgentWaits waits = new AgentWaits();

    Stage() {
        this(PATIENT);
    }

    Stage(Windows windows) {
        this.windows = windows;
        containers.runs(target());
    }

    /** From now on something stands against running anything. */
    void object(StartFailure.Kind kind, String explanation) {
        objection = Optional.of(new StartFailure(kind, explanation));
    }

    /** From now on whoever asks may have nothing run. */
    void bar(String explanation) {
        barred = Optional.of(new StartFailure(StartFailure.Kind.NOT_ELIGIBLE, explanation));
    }

    private final class Rechecks implements Recheck {
        @Override
        public Optional<StartFailure> barred(Request request) {
            return barred;
        }

        @Override
        public Optional<StartFailure> objection(Request request, List<Approval> given, Target target) {
            rechecked.put(request.id(), given);
            return objection;
        }
    }

    Runner start() {
        var runner = new Runner(
                ledger,
                journal,
                containers,
                waits,
                new Rechecks(),
                transcripts,
                run -> LivePage.open(run, outlet, pace),
                scheduler,
                windows,
                new Random(5 + runners.size()));
        runners.add(runner);
        runner.start();
        return runner;
    }

    /** A request that needs nobody, not yet stored. */
    Request draft(ExitCode exitCode, Duration deadline) {
        return draft(exitCode, deadline, Conditions.USUAL);
    }

    Request draft(Conditions conditions) {
        return draft(ExitCode.WANTED, Duration.ofMinutes(5), conditions);
    }

    private Request draft(ExitCode exitCode, Duration deadline, Conditions conditions) {
        var like = request(RequestId.random(random), Quorum.none(), clock.instant());
        return new Request(
                like.id(),
                like.requester(),
                like.channel(),
                new Selector("web", Optional.empty(), Optional.empty()),
                Argv.of("bin/report", "it's $(id)"),
                exitCode,
                like.rule(),
                like.policyVersion(),
                like.quorum(),
                like.reason(),
                like.askedAt(),
                like.expiresAt(),
                like.startWithin(),
                deadline,
                conditions);
    }

    Request draft() {
        return draft(ExitCode.WANTED, Duration.ofMinutes(5));
    }

    Request file(Request request) {
        journal.file(request, "mark " + marks.incrementAndGet());
        return request;
    }

    Request file() {
        return file(draft());
    }

    /** A request that was looked up and found to run on what runs now, and is so approved if it needs nobody. */
    Request approved(Request request) {
        file(request);
        journal.record(request.id(), new Event.TargetResolved(target(), clock.instant()));
        return request;
    }

    Request approved() {
        return approved(draft());
    }

    void freeze(Optional<Freeze> freeze) {
        var installation = ledger.installation();
        var event = new AuditEvent(
                Installation.CHAIN, installation.head().sequence() + 1, "", "", clock.instant(), "freeze", "{}");
        assertThat(ledger.note(installation, freeze, event)).isTrue();
    }

    Phase phase(Request request) {
        return ledger.find(request.id()).orElseThrow().phase();
    }

    <P extends Phase> P await(Request request, Class<P> kind) {
        Awaitility.await().until(() -> kind.isInstance(phase(request)));
        return kind.cast(phase(request));
    }

    /** The session of the request, once the ledger knows that it runs. */
    ScriptedSession session(Request request) {
        await(request, Phase.Running.class);
        return containers.session(request.id()).orElseThrow();
    }

    List<String> types(Request request) {
        return ledger.events(request.id()).stream().map(AuditEvent::type).toList();
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        runners.forEach(Runner::close);
        scheduler.close();
    }
}
