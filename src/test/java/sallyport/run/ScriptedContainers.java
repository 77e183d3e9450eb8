package sallyport.run;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Target;

/**
 * Containers that exist in a test only: one running container per alias, sessions that the test plays. Keeps the rule
 * that a run is opened at most once.
 */
final class ScriptedContainers implements Containers {
    /** One call that was meant to start a command. */
    record Start(RequestId run, Target target, String commandLine) {}

    private final Map<String, Resolution> answers = new LinkedHashMap<>();
    private final List<Start> starts = new ArrayList<>();
    private final Map<RequestId, ScriptedSession> sessions = new LinkedHashMap<>();
    private final List<String> terminated = new ArrayList<>();
    private Optional<Supplier<Opening>> insteadOfOpening = Optional.empty();
    private Runnable onOpen = () -> {};
    private boolean confirms = true;
    private boolean obeying;
    private int lookUps;

    synchronized void runs(Target target) {
        answers.put(target.alias(), new Resolution.Resolved(target, 1));
    }

    synchronized void resolvesTo(String alias, Resolution resolution) {
        answers.put(alias, resolution);
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
        return requireNonNull(answers.get(selector.alias()), selector::alias);
    }

    @Override
    public synchronized Opening open(RequestId run, Target target, String commandLine, SessionListener listener) {
        if (starts.stream().anyMatch(start -> start.run().equals(run))) {
            throw new AssertionError(run + " was started twice");
        }
        starts.add(new Start(run, target, commandLine));
        onOpen.run();
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
    public synchronized boolean terminate(RequestId run, Target target, String sessionId) {
        terminated.add(sessionId);
        return confirms;
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
