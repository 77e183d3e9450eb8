package sallyport.watch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Short marks that tell the tasks of an answer apart: the beginning of their ids, as long as it has to be. A container
 * is named where there are several. Immutable.
 */
public final class TaskTags {
    private static final int SHORTEST = 6;

    private final Map<LogLine.Source, String> tags;

    private TaskTags(Map<LogLine.Source, String> tags) {
        this.tags = tags;
    }

    /** @param sources of all lines whose tags will be asked for */
    public static TaskTags of(Set<LogLine.Source> sources) {
        var ids = sources.stream().map(LogLine.Source::taskId).distinct().toList();
        int length = SHORTEST;
        while (!distinct(ids, length)) {
            length++;
        }
        int enough = length;
        boolean several =
                sources.stream().map(LogLine.Source::container).distinct().count() > 1;
        return new TaskTags(sources.stream()
                .collect(Collectors.toMap(Function.identity(), source -> tag(source, enough, several))));
    }

    private static boolean distinct(List<String> ids, int length) {
        return ids.stream().map(id -> beginning(id, length)).distinct().count() == ids.size();
    }

    private static String beginning(String id, int length) {
        return id.length() <= length ? id : id.substring(0, length);
    }

    /** Such as {@code [0a1b2c]} or {@code [0a1b2c proxy]}. */
    public String of(LogLine line) {
        return Objects.requireNonNull(tags.get(line.source()), "a line of a source that was not told of");
    }

    private static String tag(LogLine.Source source, int length, boolean withContainer) {
        var task = beginning(source.taskId(), length);
        return withContainer && !source.container().isEmpty()
                ? "[" + task + " " + source.container() + "]"
                : "[" + task + "]";
    }
}
