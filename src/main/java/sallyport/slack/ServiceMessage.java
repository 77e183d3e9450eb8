package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.watch.ContainerState;
import sallyport.watch.ServiceState;
import sallyport.watch.TaskState;

/** A service, its rollout, its tasks and why some stopped, as one message. Pure. */
final class ServiceMessage {
    private static final int MAX_TASKS = 30;
    private static final int MAX_STOPPED = 5;
    private static final int MAX_EVENTS = 5;
    private static final int SHORT_ID = 8;
    private static final int MAX_WORDS = 300;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ServiceMessage() {}

    /** The tasks, running ones first. */
    static SlackMessage tasks(ServiceState service) {
        var rows = new ArrayList<String>();
        rows.add(row("TASK", "STATUS", "HEALTH", "REVISION", "STARTED UTC", "EXEC"));
        service.tasks().stream().limit(MAX_TASKS).map(ServiceMessage::row).forEach(rows::add);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(heading(service));
        blocks.add(
                service.tasks().isEmpty()
                        ? BlockKit.context("silence", "No tasks, and none stopped within the last hour or so.")
                        : BlockKit.preformatted("tasks", String.join("\n", rows)));
        if (service.tasks().size() > MAX_TASKS) {
            blocks.add(BlockKit.context("more", (service.tasks().size() - MAX_TASKS) + " more tasks are not shown."));
        }
        return new SlackMessage("Tasks", blocks);
    }

    /** All that explains how the service is. */
    static SlackMessage describe(ServiceState service, Optional<String> task) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(heading(service));
        blocks.add(BlockKit.preformatted("deployments", deployments(service)));
        stopped(service, task).ifPresent(text -> blocks.add(BlockKit.preformatted("stopped", text)));
        if (!service.happenings().isEmpty()) {
            blocks.add(BlockKit.preformatted("events", events(service)));
        }
        return new SlackMessage("State of a service", blocks);
    }

    /** What looking up gave instead of a service. */
    static SlackMessage unavailable(String explanation) {
        return new SlackMessage("Not found", List.of(BlockKit.line("explanation", explanation)));
    }

    static LayoutBlock heading(ServiceState service) {
        return service.isFamily() ? headingOfFamily(service) : headingOfService(service);
    }

    /** Of tasks that no service started nobody says how many there should be. */
    private static LayoutBlock headingOfFamily(ServiceState tasks) {
        return BlockKit.markup(
                "heading",
                String.join(
                        " · ",
                        BlockKit.code(tasks.alias()),
                        "tasks that no service started, " + BlockKit.code(tasks.service()) + " in "
                                + BlockKit.code(tasks.cluster()),
                        tasks.running() + " running"
                                + (tasks.pending() == 0 ? "" : ", " + tasks.pending() + " pending"),
                        "newest revision " + BlockKit.code(tasks.revision())));
    }

    private static LayoutBlock headingOfService(ServiceState service) {
        var pending = service.pending() == 0 ? "" : ", " + service.pending() + " pending";
        return BlockKit.markup(
                "heading",
                String.join(
                        " · ",
                        BlockKit.code(service.alias()),
                        "service " + BlockKit.code(service.cluster() + "/" + service.service()),
                        BlockKit.code(service.status()),
                        service.running() + " of " + service.desired() + " running" + pending,
                        "revision " + BlockKit.code(service.revision()),
                        BlockKit.code(service.launchType()),
                        "ECS Exec " + (service.execEnabled() ? "enabled" : "*not enabled*")));
    }

    private static String deployments(ServiceState service) {
        return service.deployments().isEmpty()
                ? "no deployments"
                : service.deployments().stream().map(ServiceMessage::deployment).collect(Collectors.joining("\n"));
    }

    private static String deployment(ServiceState.Deployment deployment) {
        var text = deployment.status() + " " + deployment.revision() + ": " + deployment.running() + "/"
                + deployment.desired() + " running, " + deployment.failed() + " failed, rollout "
                + (deployment.rolloutState().isEmpty() ? "unknown" : deployment.rolloutState());
        return deployment.rolloutReason().isEmpty() ? text : text + " (" + shortened(deployment.rolloutReason()) + ")";
    }

    /** The stopped tasks, or the one asked for whatever its state, each with why. */
    private static Optional<String> stopped(ServiceState service, Optional<String> task) {
        var chosen = service.tasks().stream()
                .filter(state -> task.map(id -> state.id().startsWith(id)).orElse(!state.isRunning()))
                .limit(MAX_STOPPED)
                .map(ServiceMessage::story)
                .collect(Collectors.joining("\n"));
        return chosen.isEmpty() ? task.map(id -> "no task beginning with " + id) : Optional.of(chosen);
    }

    private static String story(TaskState task) {
        var lines = new ArrayList<String>();
        lines.add(shortId(task) + " " + task.lastStatus() + " " + task.revision()
                + task.stoppedAt()
                        .map(at -> ", stopped " + TIME.format(at) + " UTC")
                        .orElse("")
                + (task.stoppedReason().isEmpty() ? "" : ": " + shortened(task.stoppedReason())));
        task.containers().stream().map(ServiceMessage::end).forEach(lines::add);
        return String.join("\n", lines);
    }

    private static String end(ContainerState container) {
        var exit = container.exitCode().isPresent()
                ? ", exit " + container.exitCode().getAsInt()
                : "";
        return "  " + container.name() + " " + container.lastStatus() + exit + why(container);
    }

    private static String why(ContainerState container) {
        if (container.reason().contains("OutOfMemory")) {
            return ": killed for memory";
        }
        if (!container.reason().isEmpty()) {
            return ": " + shortened(container.reason());
        }
        return container.exitCode().orElse(0) == 137 ? ": killed by signal 9, often for memory or by a stop" : "";
    }

    private static String events(ServiceState service) {
        return service.happenings().stream()
                .limit(MAX_EVENTS)
                .map(event -> TIME.format(event.at()) + "  " + shortened(event.message()))
                .collect(Collectors.joining("\n"));
    }

    private static String row(TaskState task) {
        return row(
                shortId(task),
                task.lastStatus(),
                task.health(),
                task.revision(),
                task.startedAt().map(ServiceMessage::time).orElse("-"),
                exec(task));
    }

    /** Nothing can be run in a task that has stopped, whatever it was started with. */
    private static String exec(TaskState task) {
        if (!task.isRunning()) {
            return "-";
        }
        return task.execEnabled() ? "yes" : "no";
    }

    private static String row(String task, String status, String health, String revision, String started, String exec) {
        return String.format("%-8s  %-9s  %-9s  %-20s  %-11s  %s", task, status, health, revision, started, exec);
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static String shortId(TaskState task) {
        return task.id().length() > SHORT_ID ? task.id().substring(0, SHORT_ID) : task.id();
    }

    private static String shortened(String words) {
        return words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) + "…" : words;
    }
}
