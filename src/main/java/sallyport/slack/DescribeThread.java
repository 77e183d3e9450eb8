package sallyport.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.watch.Fact;
import sallyport.watch.Finding;
import sallyport.watch.Happenings;
import sallyport.watch.Rollout;
import sallyport.watch.ServiceDescription;
import sallyport.watch.StopGroup;
import sallyport.watch.TaskState;

/**
 * What the description of a service rests on, for its thread: rollouts and events first, then why tasks stopped, then
 * every task. Pure.
 */
final class DescribeThread {
    /** Tasks told one by one; with two containers each they take about five messages. */
    static final int MAX_TASKS = 200;

    /** Events told; ECS keeps a hundred. */
    static final int MAX_EVENTS = 5;

    /** Tasks of one reason that are named. */
    private static final int MAX_NAMED = 5;

    private DescribeThread() {}

    static List<SlackMessage> of(ServiceDescription description, Instant now) {
        var replies = new ArrayList<>(ThreadPages.of("Rollouts and events", history(description, now)));
        replies.addAll(
                ThreadPages.of("Stopped tasks", stopped(description.service().tasks(), now)));
        replies.addAll(ThreadPages.of("Tasks", tasks(description, now)));
        return replies;
    }

    private static List<String> history(ServiceDescription description, Instant now) {
        var service = description.service();
        var lines = new ArrayList<String>();
        service.deployments()
                .forEach(deployment -> lines.add("deployment " + deployment.status() + " "
                        + StateText.rollout(deployment, now) + "\n  "
                        + deployment.running() + " of " + deployment.desired() + " running, " + deployment.failed()
                        + " failed"));
        if (description.rollouts() instanceof Fact.Known<List<Rollout>>(var rollouts)) {
            rollouts.forEach(rollout -> lines.add("rollout " + rollout.strategy() + " "
                    + StateText.rollout(rollout, now) + "\n  " + rollout.running() + " of " + rollout.requested()
                    + " running, " + rollout.pending() + " pending"));
        }
        Happenings.collapsed(service.happenings()).stream()
                .limit(MAX_EVENTS)
                .forEach(event -> lines.add("event " + StateText.event(event, now)));
        missing(description).forEach(reason -> lines.add("not looked at: " + reason));
        return lines.stream().map(DescribeThread::safe).toList();
    }

    /** Why what could not be asked was not, each reason once. */
    static List<String> missing(ServiceDescription description) {
        return Stream.of(description.rollouts(), description.targets(), description.notEssential())
                .flatMap(fact -> fact.whyMissing().stream())
                .distinct()
                .toList();
    }

    static List<String> stopped(List<TaskState> tasks, Instant now) {
        return StopGroup.of(tasks).stream()
                .map(group -> safe(group(group, now)))
                .toList();
    }

    private static String group(StopGroup group, Instant now) {
        var lines = new ArrayList<String>();
        lines.add(Words.count(group.tasks().size(), "task", "tasks") + " stopped: " + words(group.cause()));
        group.tasks().stream().limit(MAX_NAMED).forEach(task -> lines.add("  " + TaskText.end(task, now)));
        int left = group.tasks().size() - MAX_NAMED;
        if (left > 0) {
            lines.add("  and " + left + " more");
        }
        return String.join("\n", lines);
    }

    static String words(Finding finding) {
        return finding.what() + finding.remedy().map(remedy -> " " + remedy).orElse("");
    }

    private static List<String> tasks(ServiceDescription description, Instant now) {
        var here = description.service().tasks().stream()
                .filter(task -> !task.lastStatus().equals("STOPPED"))
                .toList();
        var targets = description.targets().known().orElse(List.of());
        var notEssential = description.notEssential().known().orElse(Set.of());
        var lines = new ArrayList<String>();
        here.stream().limit(MAX_TASKS).forEach(task -> lines.add(safe(TaskText.of(task, targets, notEssential, now))));
        if (here.size() > MAX_TASKS) {
            lines.add((here.size() - MAX_TASKS) + " more tasks are not shown; --task ID shows one.");
        }
        targets.stream()
                .filter(target -> target.task().isEmpty())
                .forEach(target -> lines.add(safe("target " + TaskText.health(target) + " " + target.target()
                        + ", of no task that is told here")));
        return lines;
    }

    /** Each line by itself, since line ends are ours. */
    static String safe(String text) {
        return String.join("\n", text.lines().map(DescribeThread::safeLine).toList());
    }

    private static String safeLine(String line) {
        var indent = line.length() - line.stripLeading().length();
        return " ".repeat(indent) + StateText.safe(line);
    }
}
