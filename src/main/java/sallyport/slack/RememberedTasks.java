package sallyport.slack;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.output.PlainLine;
import sallyport.request.Alias;
import sallyport.watch.Fact;
import sallyport.watch.Finding;
import sallyport.watch.ServiceHistory;
import sallyport.watch.ServiceState;
import sallyport.watch.StopCause;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskMemory;

/** Adds to the state of a service the stopped tasks that ECS has forgotten. Calls block. */
public final class RememberedTasks {
    private static final int MAX_TASKS = 5;
    private static final int MAX_WORDS = 300;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TaskMemory memory;
    private final InstantSource clock;

    public RememberedTasks(TaskMemory memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** @param task the beginning of the id of the one asked for, or empty for the newest */
    SlackMessage addedTo(SlackMessage message, Alias alias, ServiceState service, Optional<String> task) {
        return switch (memory.of(TaskGroup.of(alias))) {
            case Fact.Known<List<TaskHistory>>(var all) ->
                added(
                        message,
                        ServiceHistory.forgotten(all, service.tasks()).stream()
                                .filter(known -> known.task().id().startsWith(task.orElse("")))
                                .limit(MAX_TASKS)
                                .toList());
            case Fact.Missing<List<TaskHistory>>(var why) -> message.with(BlockKit.line("not-recalled", why));
        };
    }

    private SlackMessage added(SlackMessage message, List<TaskHistory> forgotten) {
        return forgotten.isEmpty()
                ? message
                : message.with(BlockKit.markup("remembered", "*Remembered*, of the last 30 days:"))
                        .with(BlockKit.preformatted(
                                "remembered-tasks",
                                forgotten.stream().map(this::line).collect(Collectors.joining("\n"))));
    }

    private String line(TaskHistory known) {
        var task = known.task();
        var cause = StopCause.of(task).map(Finding::what).orElse("ECS does not say why.");
        var line = known.shortId() + " " + task.revision()
                + task.stoppedAt()
                        .map(at -> ", stopped " + TIME.format(at) + " UTC")
                        .orElse("")
                + ": " + cause
                + known.source(clock.instant()).map(source -> " " + source).orElse("");
        var shown = Printable.line(PlainLine.of(line));
        return shown.length() > MAX_WORDS ? shown.substring(0, MAX_WORDS) + "…" : shown;
    }
}
