package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.watch.ServiceState.Deployment;
import sallyport.watch.ServiceState.Happening;

/** Events of a service, its deployments and its tasks as one list, the oldest first. Pure. */
final class Timeline {
    private static final String SERVICE = "service";
    private static final String DEPLOYMENT = "deploy";

    private Timeline() {}

    /** All there is about a service. */
    static List<TimelineEntry> of(ServiceHistory history) {
        var entries = new ArrayList<TimelineEntry>();
        history.service().happenings().forEach(event -> entries.add(entry(event)));
        history.service().deployments().forEach(deployment -> add(deployment, history, entries));
        history.tasks().forEach(task -> add(task, entries));
        return inOrder(entries);
    }

    /** What happened to one task, and the service's events that name it. */
    static List<TimelineEntry> of(TaskHistory task, ServiceHistory history) {
        var entries = new ArrayList<TimelineEntry>();
        history.service().happenings().stream()
                .filter(event -> event.message().contains(task.task().id()))
                .forEach(event -> entries.add(entry(event)));
        add(task, entries);
        return inOrder(entries);
    }

    private static List<TimelineEntry> inOrder(List<TimelineEntry> entries) {
        return collapsed(
                entries.stream().sorted(Comparator.comparing(TimelineEntry::at)).toList());
    }

    private static TimelineEntry entry(Happening event) {
        return new TimelineEntry(event.at(), SERVICE, event.message());
    }

    /** What was said several times in a row is said once, with its last time. */
    private static List<TimelineEntry> collapsed(List<TimelineEntry> entries) {
        var shorter = new ArrayList<TimelineEntry>();
        int times = 1;
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            boolean again = i + 1 < entries.size() && same(entry, entries.get(i + 1));
            if (again) {
                times++;
            } else {
                var count = times == 1 ? "" : " (×" + times + ")";
                shorter.add(new TimelineEntry(entry.at(), entry.who(), entry.what() + count));
                times = 1;
            }
        }
        return List.copyOf(shorter);
    }

    private static boolean same(TimelineEntry one, TimelineEntry other) {
        return one.who().equals(other.who()) && one.what().equals(other.what());
    }

    private static void add(Deployment deployment, ServiceHistory history, List<TimelineEntry> entries) {
        Optional.ofNullable(history.begun().get(deployment.id()))
                .ifPresent(at -> entries.add(
                        new TimelineEntry(at, DEPLOYMENT, "deployment of " + deployment.revision() + " began")));
        deployment
                .updatedAt()
                .filter(_ -> !deployment.rolloutState().equals("IN_PROGRESS"))
                .ifPresent(at -> entries.add(new TimelineEntry(at, DEPLOYMENT, ended(deployment))));
    }

    private static String ended(Deployment deployment) {
        var reason = deployment.rolloutReason().isEmpty() ? "" : ": " + deployment.rolloutReason();
        return "deployment of " + deployment.revision() + " " + deployment.rolloutState() + reason;
    }

    private static void add(TaskHistory history, List<TimelineEntry> entries) {
        var task = history.task();
        var times = history.times();
        add(history, task.createdAt(), "created from " + task.revision(), entries);
        add(history, times.pullStartedAt(), "pulls its images", entries);
        add(history, times.pullStoppedAt(), pulled(times), entries);
        add(history, task.startedAt(), "runs", entries);
        add(history, times.stoppingAt(), "stops" + why(task), entries);
        add(history, times.executionStoppedAt(), "its containers have ended" + exits(task), entries);
        add(
                history,
                task.stoppedAt(),
                "stopped" + (times.stoppingAt().isPresent() ? "" : why(task))
                        + (times.executionStoppedAt().isPresent() ? "" : exits(task)),
                entries);
    }

    private static void add(TaskHistory task, Optional<Instant> at, String what, List<TimelineEntry> entries) {
        at.ifPresent(moment -> entries.add(new TimelineEntry(moment, task.shortId(), what)));
    }

    private static String pulled(TaskTimes times) {
        return times.pullStartedAt()
                .flatMap(from -> times.pullStoppedAt().map(until -> Duration.between(from, until)))
                .map(time -> "has its images, after " + time.toSeconds() + " s")
                .orElse("has its images");
    }

    private static String why(TaskState task) {
        var words = Stream.of(task.stopCode(), task.stoppedReason())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(": "));
        return words.isEmpty() ? "" : ": " + words;
    }

    private static String exits(TaskState task) {
        var exits = task.containers().stream().map(Timeline::exit).collect(Collectors.joining(", "));
        return exits.isEmpty() ? "" : ": " + exits;
    }

    private static String exit(ContainerState container) {
        var code = container.exitCode().isPresent()
                ? "exit " + container.exitCode().getAsInt()
                : "no exit code";
        return container.name() + " " + code + (container.reason().isEmpty() ? "" : " (" + container.reason() + ")");
    }
}
