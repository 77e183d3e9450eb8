package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.watch.Explanation.Verdict;
import sallyport.watch.ServiceState.Deployment;
import sallyport.watch.ServiceState.Happening;

/** Explains a service: the first thing that is wrong, in the order in which one thing brings the next about. */
final class ServiceWhy {
    /** What stopped longer ago says little about now, as long as the service is as wanted. */
    static final Duration LATELY = Duration.ofHours(1);

    /** Tasks of which the time line tells; the last ones tell what the hundred before them did. */
    static final int TASKS_TOLD = 20;

    private final ServiceHistory history;
    private final ServiceState service;
    private final Instant now;

    ServiceWhy(ServiceHistory history, Instant now) {
        this.history = history;
        this.service = history.service();
        this.now = now;
    }

    Explanation explain() {
        return Stream.<Optional<Explanation>>of(
                        noService(),
                        notActive(),
                        scaledToZero(),
                        failedRollout(),
                        troubledRollout(),
                        tasksMissing(),
                        unhealthy(),
                        stoppedLately(),
                        rolloutUnderWay())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(this::fine);
    }

    /** Of tasks that no service started, which nothing keeps running: an end is what is meant, unless it failed. */
    private Optional<Explanation> noService() {
        if (!service.status().isEmpty()) {
            return Optional.empty();
        }
        var runs = service.alias() + " is no service: " + tasks(service.running())
                + (service.running() == 1 ? " runs" : " run") + " that no service started";
        return Optional.of(unhealthy()
                .or(() -> lastFailure()
                        .map(task -> blaming(
                                Verdict.WRONG,
                                runs + ", and the last one that stopped did so" + ago(task.endedAt()),
                                task)))
                .orElseGet(() -> answer(Verdict.FINE, "Nothing is wrong: " + runs + ".", List.of(), List.of())));
    }

    private Optional<Explanation> notActive() {
        return service.status().equals("ACTIVE")
                ? Optional.empty()
                : Optional.of(answer(
                        Verdict.WRONG,
                        service.alias() + " is " + service.status() + ": the service is being deleted, or was.",
                        List.of(),
                        List.of("Create the service anew if nobody meant that.")));
    }

    private Optional<Explanation> scaledToZero() {
        if (service.desired() > 0) {
            return Optional.empty();
        }
        var zero = service.alias() + " is scaled to zero tasks, so nothing is meant to run";
        return Optional.of(lastFailure()
                .map(task -> blaming(Verdict.WRONG, zero + "; its last task stopped" + ago(task.endedAt()), task))
                .orElseGet(() -> answer(
                        Verdict.FINE,
                        zero + ".",
                        List.of(),
                        List.of("Raise the service's desired count to start some."))));
    }

    private Optional<Explanation> failedRollout() {
        return service.deployments().stream()
                .filter(deployment -> deployment.rolloutState().equals("FAILED"))
                .findFirst()
                .map(deployment -> {
                    var what = "The deployment of " + deployment.revision() + " to " + service.alias() + " failed"
                            + ago(deployment.updatedAt()) + ", and " + running();
                    return failureOf(deployment)
                            .map(task -> blaming(Verdict.WRONG, what, task))
                            .orElseGet(() -> answer(Verdict.WRONG, what + ".", said(deployment), List.of()));
                });
    }

    private static List<String> said(Deployment deployment) {
        return deployment.rolloutReason().isEmpty() ? List.of() : List.of("ECS says: " + deployment.rolloutReason());
    }

    /** One that is under way, while its tasks fail or find no place. */
    private Optional<Explanation> troubledRollout() {
        return inProgress().flatMap(deployment -> {
            var what = underWay(deployment);
            var failed = failureOf(deployment);
            return failed.map(task -> blaming(Verdict.WRONG, what + ", and its tasks fail", task))
                    .or(() -> unplaceable().map(event -> noPlace(what + ", and it finds no place for a task", event)));
        });
    }

    private Optional<Explanation> tasksMissing() {
        int missing = service.desired() - service.running();
        if (missing <= 0) {
            return Optional.empty();
        }
        var what = service.alias() + " has " + service.running() + " of " + tasks(service.desired()) + shortSince();
        return failureSinceSteady()
                .map(task -> blaming(Verdict.WRONG, what, task))
                .or(() -> unplaceable().map(event -> noPlace(what + ": ECS finds no place for another", event)))
                .or(() -> starting(what))
                .or(() -> Optional.of(answer(
                        Verdict.WRONG,
                        what + ", and ECS does not say why.",
                        List.of(),
                        List.of("The time line has the service's own events."))));
    }

    private Optional<Explanation> starting(String what) {
        return history.tasks().stream()
                .filter(TaskHistory::isStarting)
                .findFirst()
                .map(task -> {
                    var one = new TaskWhy(history, task, now).explain();
                    return answer(one.verdict(), what + ". " + one.answer(), one.details(), one.remedies());
                });
    }

    private Optional<Explanation> unhealthy() {
        return history.tasks().stream()
                .filter(task -> task.task().isRunning() && task.task().health().equals("UNHEALTHY"))
                .findFirst()
                .map(task -> {
                    var one = new TaskWhy(history, task, now).explain();
                    return answer(Verdict.WRONG, one.answer(), one.details(), one.remedies());
                });
    }

    private Optional<Explanation> stoppedLately() {
        var lately = failures().filter(task -> after(task, now.minus(LATELY))).toList();
        return lately.stream()
                .findFirst()
                .map(task -> blaming(
                        Verdict.WRONG,
                        running() + ", but " + tasks(lately.size())
                                + " stopped unplanned within the last hour, the last"
                                + ago(task.endedAt()),
                        task));
    }

    private Optional<Explanation> rolloutUnderWay() {
        return inProgress()
                .map(deployment -> answer(
                        Verdict.UNDER_WAY,
                        "Nothing is wrong with " + service.alias() + ". " + underWay(deployment) + ".",
                        List.of(),
                        List.of()));
    }

    private Explanation fine() {
        var steady = history.lastSteady()
                .map(at -> ", and it was last said to be steady " + Age.between(at, now) + " ago")
                .orElse("");
        return answer(
                Verdict.FINE,
                "Nothing is wrong with " + service.alias() + ": " + service.running() + " of "
                        + tasks(service.desired()) + " run" + steady + ".",
                List.of(),
                List.of());
    }

    private Optional<Deployment> inProgress() {
        return service.deployments().stream()
                .filter(deployment -> deployment.rolloutState().equals("IN_PROGRESS"))
                .findFirst();
    }

    private String underWay(Deployment deployment) {
        var since = Optional.ofNullable(history.begun().get(deployment.id()));
        return "A deployment of " + deployment.revision() + " to " + service.alias() + " is under way"
                + since.map(at -> " for " + Age.between(at, now)).orElse("") + ", " + deployment.running() + " of "
                + tasks(deployment.desired()) + " run";
    }

    private String running() {
        return service.alias() + " runs " + service.running() + " of " + tasks(service.desired());
    }

    private Stream<TaskHistory> failures() {
        return history.tasks().stream().filter(TaskHistory::failed);
    }

    private Optional<TaskHistory> lastFailure() {
        return history.tasks().stream().findFirst().filter(TaskHistory::failed);
    }

    /** The newest failure of a task that the deployment started. */
    private Optional<TaskHistory> failureOf(Deployment deployment) {
        var begun = Optional.ofNullable(history.begun().get(deployment.id())).orElse(Instant.MIN);
        return failures()
                .filter(task -> task.task().revision().equals(deployment.revision()))
                .filter(task -> task.task()
                        .createdAt()
                        .filter(at -> !at.isBefore(begun))
                        .isPresent())
                .findFirst();
    }

    private Optional<TaskHistory> failureSinceSteady() {
        var steady = history.lastSteady().orElse(Instant.MIN);
        return failures().filter(task -> after(task, steady)).findFirst();
    }

    private static boolean after(TaskHistory task, Instant moment) {
        return task.endedAt().filter(at -> at.isAfter(moment)).isPresent();
    }

    /** The newest event that says so, if the service has not been steady since. */
    private Optional<Happening> unplaceable() {
        var steady = history.lastSteady().orElse(Instant.MIN);
        return service.happenings().stream()
                .filter(event -> event.at().isAfter(steady) && event.message().contains("unable to place a task"))
                .max(Comparator.comparing(Happening::at));
    }

    /** How long tasks have been missing: since the first failure after the service was last as wanted. */
    private String shortSince() {
        var steady = history.lastSteady().orElse(Instant.MIN);
        return failures()
                .filter(task -> after(task, steady))
                .flatMap(task -> task.endedAt().stream())
                .min(Comparator.naturalOrder())
                .or(() -> unplaceable().map(Happening::at))
                .map(at -> ", for " + Age.between(at, now))
                .orElse("");
    }

    private Explanation noPlace(String what, Happening event) {
        return answer(
                Verdict.WRONG,
                what + ".",
                List.of("ECS says: " + event.message()),
                List.of("Give the cluster more capacity, ask for less CPU or memory in the task definition, or loosen"
                        + " the placement constraints."));
    }

    private Explanation blaming(Verdict verdict, String what, TaskHistory task) {
        var cause = Cause.of(task.task());
        var details = new ArrayList<>(cause.details());
        task.source(now).ifPresent(details::add);
        return answer(
                verdict,
                what + ": " + cause.brief() + ".",
                details,
                cause.remedies(),
                Explanation.lastLines(service.alias(), task));
    }

    private Explanation answer(Verdict verdict, String answer, List<String> details, List<String> remedies) {
        return answer(verdict, answer, details, remedies, Optional.empty());
    }

    private Explanation answer(
            Verdict verdict, String answer, List<String> details, List<String> remedies, Optional<LogQuery> lines) {
        var all = new ArrayList<>(details);
        history.gaps().stream().filter(gap -> !all.contains(gap)).forEach(all::add);
        return new Explanation(verdict, answer, all, remedies, Timeline.of(told()), lines);
    }

    private ServiceHistory told() {
        return new ServiceHistory(
                service,
                history.begun(),
                history.tasks().stream().limit(TASKS_TOLD).toList(),
                history.gaps());
    }

    private String ago(Optional<Instant> at) {
        return at.map(moment -> " " + Age.between(moment, now) + " ago").orElse("");
    }

    private static String tasks(int count) {
        return count + (count == 1 ? " task" : " tasks");
    }
}
