package sallyport.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.watch.Age;
import sallyport.watch.ContainerState;
import sallyport.watch.TargetHealth;
import sallyport.watch.TaskState;

/** A task and its containers in lines of text, not made showable yet. */
final class TaskText {
    private TaskText() {}

    /** A line for the task, and an indented one for each of its containers. */
    static String of(TaskState task, List<TargetHealth> targets, Set<String> notEssential, Instant now) {
        var lines = new ArrayList<String>();
        var words = new ArrayList<String>();
        words.add(StateText.shortId(task.id()));
        words.add(status(task));
        if (!task.health().isEmpty() && !task.health().equals("UNKNOWN")) {
            words.add(task.health());
        }
        words.add(task.revision());
        words.add(task.availabilityZone());
        words.add(age(task, now));
        words.add(task.execEnabled() ? "exec on" : "exec off");
        targets.stream()
                .filter(target -> target.task().filter(task.id()::equals).isPresent())
                .forEach(target -> words.add(health(target)));
        lines.add(
                String.join("  ", words.stream().filter(word -> !word.isEmpty()).toList()));
        task.containers().forEach(container -> lines.add("  " + container(container, notEssential)));
        return String.join("\n", lines);
    }

    private static String status(TaskState task) {
        return task.desiredStatus().equals(task.lastStatus())
                ? task.lastStatus()
                : task.lastStatus() + " (to be " + task.desiredStatus() + ")";
    }

    private static String age(TaskState task, Instant now) {
        return task.startedAt()
                .map(at -> "started " + Age.between(at, now) + " ago")
                .or(() -> task.createdAt().map(at -> "made " + Age.between(at, now) + " ago"))
                .orElse("");
    }

    static String health(TargetHealth target) {
        var why = target.description().isEmpty() ? target.reason() : target.description();
        return target.group() + " " + target.state() + (why.isEmpty() ? "" : " (" + why + ")");
    }

    static String container(ContainerState container, Set<String> notEssential) {
        var words = new ArrayList<String>();
        words.add(container.name());
        words.add(container.lastStatus() + exit(container));
        words.add(container.image().substring(container.image().lastIndexOf('/') + 1));
        words.add(StateText.shortDigest(container.imageDigest()));
        container.execAgent().ifPresent(agent -> words.add("exec agent " + agent));
        if (notEssential.contains(container.name())) {
            words.add("not essential");
        }
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining("  "));
    }

    private static String exit(ContainerState container) {
        var code = container.exitCode().isPresent()
                ? " exit " + container.exitCode().getAsInt()
                : "";
        return code + (container.reason().isEmpty() ? "" : " (" + container.reason() + ")");
    }

    /** How a task ended, in one line. */
    static String end(TaskState task, Instant now) {
        var stopped = task.stoppedAt()
                .map(at -> "stopped " + Age.between(at, now) + " ago")
                .orElse("is stopping");
        var ran = task.startedAt()
                .map(from -> ", ran " + Age.between(from, task.stoppedAt().orElse(now)))
                .orElse(", never ran");
        var exits = task.containers().stream()
                .map(container -> container.name() + exit(container))
                .collect(Collectors.joining(", "));
        return StateText.shortId(task.id()) + "  " + task.revision() + "  " + stopped + ran + ": " + exits;
    }
}
