package sallyport.aws;

import java.util.Locale;
import java.util.Optional;
import sallyport.request.Alias;
import sallyport.request.StartFailure;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Whether ECS Exec reaches a container now, judged by what ECS reports of the service, the task and its agent. */
sealed interface ExecReadiness {
    String WHAT_THE_AGENT_NEEDS = "The agent needs the four ssmmessages permissions in the task role, a way to the "
            + "ssmmessages endpoint, and a writable root file system.";

    record Ready() implements ExecReadiness {}

    /** The exec agent is starting. */
    record Pending(StartFailure ifItStays) implements ExecReadiness {}

    record Impossible(StartFailure cause) implements ExecReadiness {}

    static ExecReadiness of(Candidate candidate, Container container) {
        var task = candidate.task();
        var place = "container " + container.name() + " of task " + Arns.lastPart(task.taskArn());
        if (platform(task).contains("windows")) {
            return unavailable("The task runs on " + task.platformFamily()
                    + ". Sallyport runs commands in Linux containers only.");
        }
        if (!EcsStates.isTrue(task.enableExecuteCommand())) {
            return unavailable(execOff(candidate.target().alias(), candidate.service(), task));
        }
        if (!"RUNNING".equals(container.lastStatus())) {
            return unavailable(capitalized(place) + " is " + container.lastStatus()
                    + ", so nothing can be run in it. Its logs and the task's events say more.");
        }
        return ExecAgent.of(container).map(agent -> judge(agent, place)).orElseGet(() -> noAgent(place));
    }

    private static String platform(Task task) {
        return EcsStates.orEmpty(task.platformFamily()).toLowerCase(Locale.ROOT);
    }

    private static String execOff(Alias alias, Optional<Service> service, Task task) {
        return service.map(one -> execOff(alias, one, task))
                .orElseGet(() -> "Task " + Arns.lastPart(task.taskArn())
                        + " was started without ECS Exec, and no service will replace it. Start another with `aws ecs"
                        + " run-task --region " + alias.region() + " --cluster " + alias.cluster()
                        + " --task-definition "
                        + alias.nameInCluster() + " --enable-execute-command`. Logs can be read without it.");
    }

    private static String execOff(Alias alias, Service service, Task task) {
        var update = "aws ecs update-service --region " + alias.region() + " --cluster " + alias.cluster()
                + " --service " + alias.service();
        if (EcsStates.isTrue(service.enableExecuteCommand())) {
            return "Task " + Arns.lastPart(task.taskArn()) + " was started before ECS Exec was turned on for service "
                    + alias.service() + ". New tasks have it: `" + update + " --force-new-deployment`.";
        }
        return "ECS Exec is off for service " + alias.service() + ". Turn it on with `" + update
                + " --enable-execute-command --force-new-deployment`, which replaces the tasks. Logs can be read "
                + "without it.";
    }

    private static ExecReadiness judge(ExecAgent agent, String place) {
        if (agent.isRunning()) {
            return new Ready();
        }
        if (agent.isPending()) {
            return new Pending(failure("The exec agent in " + place
                    + " is still starting. Try again in a minute. If it stays so: " + WHAT_THE_AGENT_NEEDS));
        }
        var why = agent.reason().isEmpty() ? "" : " (" + agent.reason() + ")";
        return unavailable("The exec agent in " + place + " is " + agent.status() + why + ". " + WHAT_THE_AGENT_NEEDS
                + " Then start a new task.");
    }

    private static ExecReadiness noAgent(String place) {
        return unavailable("ECS Exec is on, but ECS reports no exec agent in " + place
                + ". It takes Fargate platform 1.4.0 or ECS agent 1.50.2, and a task started since. "
                + WHAT_THE_AGENT_NEEDS);
    }

    private static ExecReadiness unavailable(String sentence) {
        return new Impossible(failure(sentence));
    }

    private static StartFailure failure(String sentence) {
        return new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, sentence);
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
