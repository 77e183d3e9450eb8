package sallyport.sandbox.aws.api;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.aws.channel.SessionTarget;
import sallyport.sandbox.aws.channel.SessionToken;
import sallyport.sandbox.aws.channel.Sessions;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Container;
import sallyport.sandbox.aws.world.ContainerFolder;
import sallyport.sandbox.aws.world.ExecAgent;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ExecuteCommand: refuses what ECS refuses, then starts the session and with it, at once, the command. */
final class EcsExec {
    private static final String AGENT_NOT_RUNNING = "The execute command failed because execute command was not enabled"
            + " when the task was run or the execute command agent isn’t running. Wait and try again or run a new task"
            + " with execute command enabled and try again.";

    private final Supplier<World> world;
    private final Faults faults;
    private final Sessions sessions;
    private final StreamUrl streamUrl;
    private final Callers callers;

    EcsExec(Supplier<World> world, Faults faults, Sessions sessions, StreamUrl streamUrl, Callers callers) {
        this.world = world;
        this.faults = faults;
        this.sessions = sessions;
        this.streamUrl = streamUrl;
        this.callers = callers;
    }

    Map<String, Operation> operations() {
        return Map.of("ExecuteCommand", this::execute);
    }

    private ObjectNode execute(JsonNode request, Signature caller) {
        var asked = Members.of(request, "cluster", "container", "command", "interactive", "task");
        var present = world.get();
        var cluster = EcsNames.cluster(present, asked.text("cluster"));
        var command = asked.requiredText("command");
        if (!asked.bool("interactive").orElse(false)) {
            throw invalid("Interactive is the only mode supported currently.");
        }
        var task = runningTask(cluster, asked.requiredText("task"));
        var container = container(task, asked.text("container"));
        var folder = folder(present, task, container);
        if (faults.take(FaultName.TARGET_NOT_CONNECTED)) {
            throw Refusal.of(
                    "TargetNotConnectedException",
                    "The execute command failed due to an internal error. Try again later.");
        }
        var target = new SessionTarget(cluster.name(), task.id(), container.runtimeId(), folder);
        var token = sessions.start(target, command, callers.arn(caller));
        return answer(task, container, token);
    }

    private static Task runningTask(Cluster cluster, String idOrArn) {
        return EcsNames.task(cluster, idOrArn)
                .filter(Task::running)
                .orElseThrow(() -> invalid("The specified task is not running or does not exist."));
    }

    private static Container container(Task task, Optional<String> name) {
        if (name.isEmpty() && task.containers().size() > 1) {
            throw invalid("Container name must be specified for a task with several containers.");
        }
        return task.container(
                        name.orElse(task.containers().getFirst().definition().name()))
                .orElseThrow(() -> invalid("The specified container does not exist in the task."));
    }

    private ContainerFolder folder(World world, Task task, Container container) {
        boolean enabled = container.execAgent().filter(ExecAgent::running).isPresent()
                && !faults.isPending(FaultName.AGENT_PENDING);
        return world.folder(task, container).filter(present -> enabled).orElseThrow(() -> invalid(AGENT_NOT_RUNNING));
    }

    private ObjectNode answer(Task task, Container container, SessionToken token) {
        var answer = Json.object()
                .put("clusterArn", Account.cluster(task.service().cluster()))
                .put("containerArn", TaskJson.containerArn(task, container))
                .put("containerName", container.definition().name())
                .put("interactive", true)
                .put("taskArn", task.arn());
        answer.putObject("session")
                .put("sessionId", token.sessionId())
                .put("streamUrl", url(token))
                .put("tokenValue", token.tokenValue());
        return answer;
    }

    private String url(SessionToken token) {
        URI url = streamUrl.of(token.sessionId());
        return url.toString();
    }

    private static Refusal invalid(String message) {
        return Refusal.of("InvalidParameterException", message);
    }
}
