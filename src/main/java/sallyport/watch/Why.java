package sallyport.watch;

import java.time.Instant;
import java.util.List;

/** Explains how a service or one of its tasks came to be as it is. Pure. */
public final class Why {
    private Why() {}

    /** What became of one task. */
    public sealed interface OfTask {
        record Explained(Explanation explanation) implements OfTask {}

        /** @param sentence what was looked for, where, and what to try */
        record NotOne(String sentence) implements OfTask {}
    }

    public static Explanation of(ServiceHistory history, Instant now) {
        return new ServiceWhy(history, now).explain();
    }

    /** @param id a task id or its beginning */
    public static OfTask of(ServiceHistory history, String id, Instant now) {
        var tasks = history.beginningWith(id);
        var alias = history.service().alias();
        return switch (tasks.size()) {
            case 0 -> new OfTask.NotOne(none(alias, id, history.gaps()));
            case 1 -> new OfTask.Explained(new TaskWhy(history, tasks.getFirst(), now).explain());
            default ->
                new OfTask.NotOne("More than one task of " + alias + " begins with " + id + ": "
                        + String.join(
                                ", ",
                                tasks.stream()
                                        .map(task -> task.task().id())
                                        .limit(5)
                                        .toList())
                        + ". Give more of the id.");
        };
    }

    private static String none(String alias, String id, List<String> gaps) {
        return "ECS knows no task of " + alias + " that begins with " + id
                + ", and none is remembered. ECS forgets stopped tasks after about an hour; Sallyport remembers what it"
                + " saw stop, or was told of, for " + TaskMemory.KEPT.toDays() + " days."
                + (gaps.isEmpty() ? "" : " " + String.join(" ", gaps));
    }
}
