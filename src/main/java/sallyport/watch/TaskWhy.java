package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sallyport.watch.Explanation.Verdict;

/** Explains one task. */
final class TaskWhy {
    /** Fargate places and pulls within a few minutes; what takes longer is worth a look. */
    static final Duration SLOW_START = Duration.ofMinutes(10);

    private final ServiceHistory history;
    private final TaskHistory one;
    private final TaskState task;
    private final Instant now;

    TaskWhy(ServiceHistory history, TaskHistory one, Instant now) {
        this.history = history;
        this.one = one;
        this.task = one.task();
        this.now = now;
    }

    Explanation explain() {
        if (one.hasStopped()) {
            return stopped();
        }
        if (one.isStopping()) {
            return stopping();
        }
        return task.isRunning() ? running() : starting();
    }

    private Explanation stopped() {
        var cause = Cause.of(task);
        var ran = task.startedAt()
                .flatMap(from -> one.endedAt().map(until -> " after it ran for " + Age.between(from, until)))
                .orElse(" and never ran");
        var when =
                task.stoppedAt().map(at -> " " + Age.between(at, now) + " ago,").orElse("");
        var details = new ArrayList<>(cause.details());
        one.source(now).ifPresent(details::add);
        return answer(
                one.failed() ? Verdict.WRONG : Verdict.FINE,
                name() + " stopped" + when + ran + ": " + cause.brief() + ".",
                details,
                one.failed() ? cause.remedies() : List.of());
    }

    private Explanation stopping() {
        var cause = Cause.of(task);
        return answer(
                one.failed() ? Verdict.WRONG : Verdict.UNDER_WAY,
                name() + " is stopping (" + task.lastStatus() + ")"
                        + since(one.times().stoppingAt()) + ": " + cause.brief() + ".",
                cause.details(),
                cause.remedies());
    }

    private Explanation running() {
        var since = since(task.startedAt());
        return task.health().equals("UNHEALTHY")
                ? answer(
                        Verdict.WRONG,
                        name() + " runs" + since + ", and its container health check fails.",
                        List.of(),
                        List.of("Run the health check's command by hand in it, and read its logs."))
                : answer(
                        Verdict.FINE,
                        "Nothing is wrong with task " + one.shortId() + " of " + alias() + ": it runs" + since + ".",
                        List.of(),
                        List.of());
    }

    private Explanation starting() {
        boolean slow =
                task.createdAt().filter(at -> at.plus(SLOW_START).isBefore(now)).isPresent();
        return answer(
                slow ? Verdict.WRONG : Verdict.UNDER_WAY,
                name() + " is starting (" + task.lastStatus() + ")" + since(task.createdAt()) + doing() + ".",
                List.of(),
                slow
                        ? List.of("Look at the way to the image registry, and at capacity; doctor " + alias()
                                + " checks the network.")
                        : List.of());
    }

    private String doing() {
        boolean pulling = one.times().pullStartedAt().isPresent()
                && one.times().pullStoppedAt().isEmpty();
        return pulling ? ", and pulls its images" : "";
    }

    private Explanation answer(Verdict verdict, String answer, List<String> details, List<String> remedies) {
        var all = new ArrayList<>(details);
        all.addAll(history.gaps());
        var lines = one.failed() ? Explanation.lastLines(alias(), one) : Optional.<LogQuery>empty();
        return new Explanation(verdict, answer, all, remedies, Timeline.of(one, history), lines);
    }

    private String name() {
        return "Task " + one.shortId() + " of " + alias();
    }

    private String alias() {
        return history.service().alias();
    }

    private String since(Optional<Instant> at) {
        return at.map(moment -> ", for " + Age.between(moment, now)).orElse("");
    }
}
