package sallyport.watch;

import static sallyport.watch.CheckId.D10;
import static sallyport.watch.CheckId.D11;
import static sallyport.watch.CheckId.D2;
import static sallyport.watch.CheckId.D3;
import static sallyport.watch.CheckId.D4;
import static sallyport.watch.CheckId.D9;

import java.util.Set;

/** The task itself: whether it is there, runs, and was started with exec. */
final class TaskChecks {
    private static final Set<String> COMING_UP = Set.of("PROVISIONING", "PENDING", "ACTIVATING");

    private TaskChecks() {}

    static Check exists(ExecFacts facts) {
        return Check.of(
                D2,
                facts.task(),
                found -> found.map(task -> Check.fine(
                                D2, "Task " + task.id() + " is looked at.", Evidence.of("task.arn", task.arn())))
                        .orElseGet(() -> Check.blocks(
                                D2, missing(facts), Remedies.listTasks(facts.target()), Evidence.of("tasks", 0))));
    }

    private static String missing(ExecFacts facts) {
        return facts.wanted()
                .task()
                .map(id -> "ECS knows no task of " + facts.target().name() + " that begins with " + id
                        + ". It keeps stopped tasks for about an hour.")
                .orElseGet(() -> "No task of " + facts.target().name() + " runs.");
    }

    static Check state(ExecFacts facts) {
        return Check.of(D3, facts.thereTask(), task -> {
            var last = Evidence.of("task.lastStatus", task.lastStatus());
            var desired = Evidence.of("task.desiredStatus", task.desiredStatus());
            if (COMING_UP.contains(task.lastStatus())) {
                return Check.advice(
                        D3,
                        "The task is still starting (" + task.lastStatus() + ").",
                        Remedy.of("Wait until it runs, and ask again."),
                        last,
                        desired);
            }
            if (!task.lastStatus().equals("RUNNING")) {
                return Check.blocks(D3, notRunning(task), Remedies.stoppedTasks(facts.target()), last, desired);
            }
            return task.desiredStatus().equals("RUNNING")
                    ? Check.fine(D3, "The task runs.", last, desired)
                    : Check.advice(
                            D3,
                            "The task runs and is about to stop.",
                            Remedy.of("Take another task of the service."),
                            last,
                            desired);
        });
    }

    private static String notRunning(TaskFacts task) {
        var why = task.stoppedReason().isEmpty() ? "" : " ECS says: " + task.stoppedReason();
        return "The task is " + task.lastStatus() + "." + why;
    }

    static Check connection(ExecFacts facts) {
        return Check.of(D4, facts.thereTask(), task -> {
            var evidence = Evidence.of("task.connectivity", task.connectivity());
            return switch (task.connectivity()) {
                case "CONNECTED" -> Check.fine(D4, "The task is connected to ECS.", evidence);
                case "" -> Check.couldNotCheck(D4, "ECS does not say whether the task is connected.");
                default -> disconnected(task, evidence);
            };
        });
    }

    private static Check disconnected(TaskFacts task, Evidence evidence) {
        var title = "The task has lost its connection to ECS, so what ECS says of it may be old.";
        return task.isFargate()
                ? Check.advice(D4, title, Remedy.of("Start a new task if it stays so."), evidence)
                : Check.blocks(
                        D4,
                        title,
                        Remedy.of("Look at the ECS agent of the instance and its way to ECS.")
                                .cli("sudo systemctl status ecs && sudo systemctl restart ecs   # on the instance"),
                        evidence);
    }

    static Check execOn(ExecFacts facts) {
        return Check.of(D9, facts.thereTask(), task -> {
            var evidence = Evidence.of("task.enableExecuteCommand", task.execEnabled());
            return task.execEnabled()
                    ? Check.fine(D9, "The task was started with ECS Exec.", evidence)
                    : Check.blocks(
                            D9,
                            "The task was started without ECS Exec, and it cannot be turned on for a task that runs.",
                            Remedies.enableExec(facts.target()),
                            evidence);
        });
    }

    static Check olderThanSetting(ExecFacts facts) {
        return Check.of(
                D10,
                facts.thereService(),
                service -> Check.of(D10, facts.thereTask(), task -> {
                    var evidence = settings(service, task);
                    if (!service.execEnabled() || task.execEnabled()) {
                        return Check.fine(D10, "The task is not older than the service's setting.", evidence);
                    }
                    return Check.blocks(
                            D10,
                            "The service has ECS Exec on, and the task does not: it was started " + since(service, task)
                                    + ".",
                            service.controller().equals("ECS")
                                    ? Remedies.replaceTasks(facts.target())
                                    : Remedy.of("Deploy anew through " + service.controller()
                                            + ", which replaces the tasks."),
                            evidence);
                }));
    }

    private static String since(ServiceFacts service, TaskFacts task) {
        boolean before = task.createdAt()
                .flatMap(created -> service.deploymentAt().map(created::isBefore))
                .orElse(false);
        return before ? "before the newest deployment" : "before that was turned on, and no deployment followed";
    }

    static Check newerThanSetting(ExecFacts facts) {
        return Check.of(
                D11,
                facts.thereService(),
                service -> Check.of(D11, facts.thereTask(), task -> {
                    var evidence = settings(service, task);
                    return !service.execEnabled() && task.execEnabled()
                            ? Check.advice(
                                    D11,
                                    "The task has ECS Exec and the service does not: the next deployment takes it away.",
                                    Remedies.enableExec(facts.target()),
                                    evidence)
                            : Check.fine(D11, "The next deployment does not take ECS Exec away.", evidence);
                }));
    }

    private static Evidence[] settings(ServiceFacts service, TaskFacts task) {
        return new Evidence[] {
            Evidence.of("service.enableExecuteCommand", service.execEnabled()),
            Evidence.of("task.enableExecuteCommand", task.execEnabled()),
            Evidence.of("task.createdAt", task.createdAt().map(Object::toString).orElse(""))
        };
    }
}
