package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sallyport.watch.ServiceDescription;
import sallyport.watch.StopCause;
import sallyport.watch.TaskState;

/** One task of a service: its state, its containers, and what stopped it. Pure. */
final class TaskMessage {
    /** Containers shown; a task definition has ten at most, and AWS adds some of its own. */
    private static final int MAX_CONTAINERS = 20;

    private TaskMessage() {}

    /** @param beginning of the task's id */
    static SlackMessage of(ServiceDescription description, String beginning, Instant now) {
        var meant = description.service().tasks().stream()
                .filter(task -> task.id().startsWith(beginning))
                .toList();
        return switch (meant.size()) {
            case 0 ->
                ServiceMessage.unavailable(
                        "No task of " + description.service().alias() + " begins with " + beginning
                                + ". ECS forgets stopped tasks after about an hour; `logs` reads what one wrote by its whole id.");
            case 1 -> message(description, meant.getFirst(), now);
            default ->
                ServiceMessage.unavailable(Words.count(meant.size(), "task", "tasks") + " of "
                        + description.service().alias() + " begin with " + beginning + ": "
                        + String.join(", ", meant.stream().map(TaskState::id).toList()) + ". Give more of the id.");
        };
    }

    private static SlackMessage message(ServiceDescription description, TaskState task, Instant now) {
        var targets = description.targets().known().orElse(List.of());
        var notEssential = description.notEssential().known().orElse(Set.of());
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup(
                "heading",
                "Task " + BlockKit.code(task.id()) + " of "
                        + BlockKit.code(description.service().alias())));
        StopCause.of(task)
                .ifPresent(cause -> blocks.add(BlockKit.line(
                        "cause",
                        ThreadPages.shortened(StateText.safe(DescribeThread.words(cause)), ThreadPages.MAX_BLOCK))));
        var lines = TaskText.of(task, targets, notEssential, now)
                .lines()
                .limit(1 + MAX_CONTAINERS)
                .toList();
        blocks.add(BlockKit.preformatted(
                "task",
                ThreadPages.shortened(
                        DescribeThread.safe(String.join("\n", lines)
                                + (StopCause.of(task).isPresent() ? "\n" + TaskText.end(task, now) : "")),
                        ThreadPages.MAX_BLOCK)));
        return new SlackMessage("State of a task", blocks);
    }
}
