package sallyport.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A container that runs different images in tasks of one service.
 *
 * @param tasks how many run which image, by its digest
 * @param sameRevision whether tasks of one revision differ, as they do after a tag was pushed again
 */
public record ImageDifference(String container, Map<String, Long> tasks, boolean sameRevision) {
    private record Image(String revision, String digest) {}

    public ImageDifference {
        tasks = Map.copyOf(tasks);
    }

    /** Of the running tasks, by the containers' names; a digest that ECS does not tell is no difference. */
    public static List<ImageDifference> among(List<TaskState> tasks) {
        Map<String, List<Image>> byContainer = new TreeMap<>();
        tasks.stream()
                .filter(TaskState::isRunning)
                .forEach(task -> task.containers().stream()
                        .filter(container -> !container.imageDigest().isEmpty())
                        .forEach(container -> byContainer
                                .computeIfAbsent(container.name(), absent -> new ArrayList<>())
                                .add(new Image(task.revision(), container.imageDigest()))));
        return byContainer.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .filter(difference -> difference.tasks().size() > 1)
                .toList();
    }

    private static ImageDifference of(String container, List<Image> images) {
        var counts = images.stream()
                .collect(Collectors.groupingBy(Image::digest, LinkedHashMap::new, Collectors.counting()));
        var byRevision = images.stream()
                .collect(Collectors.groupingBy(Image::revision, Collectors.mapping(Image::digest, Collectors.toSet())));
        boolean same = byRevision.values().stream().map(Set::size).anyMatch(size -> size > 1);
        return new ImageDifference(container, counts, same);
    }
}
