package sallyport.watch;

import java.time.Instant;
import java.util.Optional;

/** A task, the moments of its life, and where they are known from. */
public record TaskHistory(TaskState task, TaskTimes times, KnownFrom knownFrom) {
    /** Characters of an id that people see; two tasks of a service hardly ever share them. */
    private static final int SHORT_ID = 8;

    /** The beginning of its id. */
    public String shortId() {
        var id = task.id();
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    /** When its end began, as far as ECS says. */
    public Optional<Instant> endedAt() {
        return times.stoppingAt().or(task::stoppedAt);
    }

    boolean hasStopped() {
        return task.lastStatus().equals("STOPPED");
    }

    /** Whether it is on its way from running to stopped. */
    boolean isStopping() {
        return !hasStopped() && task.desiredStatus().equals("STOPPED");
    }

    /** Whether it is on its way to running. */
    boolean isStarting() {
        return !hasStopped() && !isStopping() && !task.isRunning();
    }

    /** Whether it stopped, or is stopping, although nobody asked for that. */
    boolean failed() {
        return (hasStopped() || isStopping()) && StopCause.isUnplanned(task);
    }

    /** Where it is known from, when that is not ECS itself: a sentence. */
    public Optional<String> source(Instant now) {
        return switch (knownFrom) {
            case KnownFrom.Ecs _ -> Optional.empty();
            case KnownFrom.Look(var at) ->
                Optional.of("ECS has forgotten it; Sallyport saw it stopped " + Age.between(at, now) + " ago.");
            case KnownFrom.TaskEvent(var at) ->
                Optional.of("ECS has forgotten it; EventBridge told of its stop " + Age.between(at, now) + " ago.");
        };
    }
}
