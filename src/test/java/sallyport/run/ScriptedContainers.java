package sallyport.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/**
 * Containers that exist in a test only: one running container per alias, sessions that the test plays. Keeps the rule
 * that a run is opened at most once.
 */
final class ScriptedContainers implements Containers {
    /** One call that was meant to start a command. */
    record Start(RunIdentity identity, Target target, String commandLine) {
        RequestId run() {
            return identity.run();
        }
    }

    private final Map<String, Resolution> answers = new LinkedHashMap<>();
    private final List<Start> starts = new ArrayList<>();
    private final Map<RequestId, ScriptedSession> sessions = new LinkedHashMap<>();
    private final List<String> terminated = new ArrayList<>();
    private Optional<Supplier<Opening>> insteadOfOpening = Optional.empty();
    private Runnable onOpen = () -> {};
    private Witness witness = new Witness.NotFound();
    private Optional<Duration> skew = Optional.of(Duration.ZERO);
    private boolean confirms = true;
    private boolean obeying;
    private int lookUps;
    private Optional<Selector> lastAskedFor = Optional.empty();
    private RunningTasks tasks = new RunningTasks.Found(List.of("0f9de3c5a1b24b6c8d7e6f5a4b3c2d1e"));
    private boolean tooLate;
    private int askedForWitness;

    synchronized void runs(Target target) {
        answers.put(target.alias(), new Resolution.Resolved(target, 1));
    }

    synchronized void resolvesTo(String alias, Resolution resolution) {
        answers.put(alias, resolution);
    }

    synchronized Optional<Selector> lastAskedFor() {
        return lastAskedFor;
    }

    /** From now on, nothing is opened and this is the answer. */
    synchronized void opensNothing(Supplier<Opening> answer) {
        insteadOfOpening = Optional.of(answer);
    }

    /** Lets something happen while a call to open is under way. */
    synchronized void onOpen(Runnable event) {
        onOpen = event;
    }

    /** From now on commands end when Ctrl-C is typed. */
    synchronized void commandsObey() {
        obeying = true;
    }

    /** AWS does not confirm that it ended the sessions of the dead. */
    synchronized void confirmsNothing() {
        confirms = false;
    }

    @Override
    public synchronized Resolution resolve(Selector selector) {
        lookUps++;
        lastAskedFor = Optional.of(selector);
        var pinned = selector.task().map(task -> answers.get(selector.alias() + "/" + task));
        return pinned.orElseGet(() -> requireNonNull(answers.get(selector.alias()), selector::alias));
    }

    /** These tasks run, each with a target of its own. */
    synchronized void runs(List<Target> targets) {
        var alias = targets.getFirst().alias();
        targets.forEach(target -> answers.put(alias + "/" + target.taskId(), new Resolution.Resolved(target, 1)));
        tasks = new RunningTasks.Found(targets.stream().map(Target::taskId).toList());
    }

    /** From now on this is what is said of all tasks. */
    synchronized void tasksAre(RunningTasks answer) {
        tasks = answer;
    }

    @Override
    public synchronized RunningTasks tasks(Selector selector) {
        return tasks;
    }

    @Override
    public synchronized Opening open(
            RunIdentity identity, Target target, String commandLine, StartRight right, SessionListener listener) {
        var run = identity.run();
        if (starts.stream().anyMatch(start -> start.run().equals(run))) {
            throw new AssertionError(run + " was started twice");
        }
        onOpen.run();
        if (tooLate || !right.holds()) {
            return new Opening.Refused(new StartFailure(StartFailure.Kind.TOO_LATE, "Too late."));
        }
        starts.add(new Start(identity, target, commandLine));
        if (insteadOfOpening.isPresent()) {
            return insteadOfOpening.get().get();
        }
        var session = new ScriptedSession("ecs-execute-command-" + run, commandLine, listener);
        sessions.put(run, session);
        if (obeying) {
            session.onInterrupt(() -> session.exits(130));
        }
        return new Opening.Opened(session);
    }

    @Override
    public synchronized boolean terminate(RunIdentity run, Target target, String sessionId) {
        terminated.add(sessionId);
        return confirms;
    }

    /** From now on getting ready takes longer than the right to start holds. */
    synchronized void tooLate() {
        tooLate = true;
    }

    /** What AWS will say about starts that nobody of ours can tell of. */
    synchronized void testifies(Witness answer) {
        witness = answer;
    }

    synchronized void clockIsAheadBy(Optional<Duration> ahead) {
        skew = ahead;
    }

    @Override
    public synchronized Witness witness(RequestId run, Target target, Instant claimedAt) {
        askedForWitness++;
        return witness;
    }

    synchronized int askedForWitness() {
        return askedForWitness;
    }

    @Override
    public synchronized Optional<Duration> clockSkew() {
        return skew;
    }

    /** How often somebody asked where a command would run. */
    synchronized int lookUps() {
        return lookUps;
    }

    synchronized List<Start> starts() {
        return List.copyOf(starts);
    }

    synchronized Optional<ScriptedSession> session(RequestId run) {
        return Optional.ofNullable(sessions.get(run));
    }

    /** Sessions of dead processes that were ended. */
    synchronized List<String> terminated() {
        return List.copyOf(terminated);
    }
}
