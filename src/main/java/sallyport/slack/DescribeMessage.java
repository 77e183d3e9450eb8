package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.watch.Age;
import sallyport.watch.Happenings;
import sallyport.watch.ImageDifference;
import sallyport.watch.ServiceDescription;
import sallyport.watch.ServiceFindings;
import sallyport.watch.ServiceState;
import sallyport.watch.Severity;
import sallyport.watch.StopGroup;
import sallyport.watch.TargetHealth;
import sallyport.watch.TaskState;

/** How a service is, in at most a dozen lines; what they rest on is in the thread. Pure. */
final class DescribeMessage {
    /** Lines of the message, with its heading and its end. */
    static final int MAX_LINES = 12;

    private static final int MAX_FINDINGS = 2;
    private static final int MAX_STOPS = 2;

    private final ServiceDescription description;
    private final ServiceState service;
    private final Instant now;

    private DescribeMessage(ServiceDescription description, Instant now) {
        this.description = description;
        this.service = description.service();
        this.now = now;
    }

    static Threaded of(ServiceDescription description, Instant now) {
        return new DescribeMessage(description, now).message();
    }

    private Threaded message() {
        var replies = DescribeThread.of(description, now);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(ServiceMessage.heading(service));
        blocks.add(BlockKit.line(
                "state",
                lines().map(StateText::safe)
                        .map(line -> ThreadPages.shortened(line, StateText.MAX_LINE))
                        .collect(Collectors.joining("\n"))));
        blocks.add(BlockKit.context("rest", "The thread has rollouts, events, every task and why tasks stopped."));
        return new Threaded(new SlackMessage("State of a service", blocks), replies);
    }

    private Stream<String> lines() {
        return Stream.of(findings(), rollout(), tasks(), images(), balancing(), stopped(), event(), notLookedAt())
                .flatMap(Function.identity());
    }

    private Stream<String> findings() {
        var all = ServiceFindings.of(service);
        int left = all.size() - MAX_FINDINGS;
        return all.stream()
                .limit(MAX_FINDINGS)
                .map(finding ->
                        Severity.ADVICE.mark() + " " + finding.what() + (left > 0 ? "" : remedy(finding.remedy())));
    }

    private static String remedy(Optional<String> remedy) {
        return remedy.map(sentence -> " " + sentence).orElse("");
    }

    private Stream<String> rollout() {
        var newest = description.rollouts().known().flatMap(all -> all.stream().findFirst());
        var primary = service.deployments().stream()
                .filter(deployment -> deployment.status().equals("PRIMARY"))
                .findFirst();
        return primary
                .map(deployment -> "Rollout: " + StateText.rollout(deployment, now)
                        + newest.map(StateText::monitors).orElse(""))
                .or(() -> newest.map(rollout -> "Rollout: " + StateText.rollout(rollout, now)))
                .stream();
    }

    private Stream<String> tasks() {
        if (service.tasks().isEmpty()) {
            return Stream.of("Tasks: none, and none stopped within the last hour or so.");
        }
        var here = service.tasks().stream()
                .filter(task -> !task.lastStatus().equals("STOPPED"))
                .toList();
        var health = counted(here, TaskState::health);
        return Stream.of("Tasks: "
                + (here.isEmpty() ? "none" : counted(here, TaskState::lastStatus))
                + (health.isEmpty() || health.endsWith(" UNKNOWN") ? "" : " · health: " + health)
                + (here.isEmpty() ? "" : " · " + counted(here, TaskState::availabilityZone)));
    }

    /** Such as {@code 2 RUNNING, 1 PENDING}. */
    private static String counted(List<TaskState> tasks, Function<TaskState, String> by) {
        Map<String, Long> counts =
                tasks.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private Stream<String> images() {
        var differences = ImageDifference.among(service.tasks());
        if (differences.isEmpty()) {
            return Stream.empty();
        }
        var mark = differences.stream().anyMatch(ImageDifference::sameRevision)
                ? Severity.ADVICE.mark()
                : Severity.INFORMATION.mark();
        return Stream.of(
                mark + " " + differences.stream().map(StateText::difference).collect(Collectors.joining(" ")));
    }

    private Stream<String> balancing() {
        var targets = description.targets().known().orElse(List.of());
        if (targets.isEmpty()) {
            return Stream.empty();
        }
        var mark = targets.stream().anyMatch(target -> target.state().equals("unhealthy"))
                ? Severity.ADVICE.mark() + " "
                : "";
        Map<String, List<TargetHealth>> byGroup =
                targets.stream().collect(Collectors.groupingBy(TargetHealth::group, TreeMap::new, Collectors.toList()));
        return Stream.of(mark + "Load balancer: "
                + byGroup.entrySet().stream()
                        .map(group -> group.getKey() + " " + StateText.states(group.getValue()))
                        .collect(Collectors.joining("; ")));
    }

    private Stream<String> stopped() {
        var groups = StopGroup.of(service.tasks());
        return groups.stream()
                .limit(MAX_STOPS)
                .map(group -> "Stopped: "
                        + Words.count(group.tasks().size(), "task", "tasks")
                        + group.tasks()
                                .getFirst()
                                .stoppedAt()
                                .map(at -> ", last " + Age.between(at, now) + " ago")
                                .orElse("")
                        + ": " + group.cause().what());
    }

    private Stream<String> event() {
        return Happenings.collapsed(service.happenings()).stream()
                .limit(1)
                .map(event -> "Last event: " + StateText.event(event, now));
    }

    /** One line, however many questions were left open: they tend to have one reason. */
    private Stream<String> notLookedAt() {
        var reasons = DescribeThread.missing(description);
        return reasons.isEmpty()
                ? Stream.empty()
                : Stream.of(Severity.COULD_NOT_CHECK.mark() + " Not looked at: " + String.join(" ", reasons));
    }
}
