package sallyport.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tasks that stopped for one reason.
 *
 * @param cause of the one that stopped last
 * @param tasks the one that stopped last comes first
 */
public record StopGroup(Finding cause, List<TaskState> tasks) {
    private static final Finding UNSAID = Finding.of("ECS does not say why.");

    /** What differs from task to task in the same words: ids of tasks and deployments, addresses. */
    private static final Pattern OWN = Pattern.compile("[0-9a-f]{32}|ecs-svc/\\d+|\\d{1,3}(?:\\.\\d{1,3}){3}");

    public StopGroup {
        tasks = List.copyOf(tasks);
    }

    /** The groups of those that have stopped or are stopping, the largest first, and of equals what stopped last. */
    public static List<StopGroup> of(List<TaskState> tasks) {
        Map<String, List<TaskState>> byCause = new LinkedHashMap<>();
        tasks.stream()
                .filter(StopGroup::hasEnded)
                .sorted(Comparator.comparing(StopGroup::stoppedAt).reversed())
                .forEach(task -> byCause.computeIfAbsent(key(task), absent -> new ArrayList<>())
                        .add(task));
        return byCause.values().stream()
                .map(group -> new StopGroup(cause(group.getFirst()), group))
                .sorted(Comparator.comparingInt(
                        (StopGroup group) -> -group.tasks().size()))
                .toList();
    }

    /** Whether a task is on its way out: what was told to stop counts, for why it was is known. */
    public static boolean hasEnded(TaskState task) {
        return task.desiredStatus().equals("STOPPED") || task.lastStatus().equals("STOPPED");
    }

    private static String key(TaskState task) {
        return OWN.matcher(cause(task).what()).replaceAll("…");
    }

    private static Finding cause(TaskState task) {
        return StopCause.of(task).orElse(UNSAID);
    }

    private static Instant stoppedAt(TaskState task) {
        return task.stoppedAt().orElse(Instant.MAX);
    }
}
