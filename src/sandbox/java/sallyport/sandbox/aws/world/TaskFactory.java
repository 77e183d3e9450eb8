package sallyport.sandbox.aws.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes tasks of a service, as of one moment. */
final class TaskFactory {
    /** From the request to the start of the containers, and from there to the start of ECS Exec's agent. */
    private static final Duration START = Duration.ofSeconds(38);

    private static final Duration AGENT_START = Duration.ofSeconds(3);

    private final Ids ids;

    TaskFactory(Ids ids) {
        this.ids = ids;
    }

    /** A task that was only just asked for. */
    Task provisioning(Service service, boolean alone, String startedBy, String zone, Instant now) {
        return make(service, alone, startedBy, zone, TaskStatus.PROVISIONING, now, Optional.empty(), Optional.empty());
    }

    /** A task of a service that has run since then. */
    Task running(Service service, String zone, Instant createdAt) {
        var startedAt = createdAt.plus(START);
        var agent = service.enableExecuteCommand()
                ? Optional.of(ExecAgent.runningSince(startedAt.plus(AGENT_START)))
                : Optional.<ExecAgent>empty();
        return make(
                service,
                false,
                service.deploymentId(),
                zone,
                TaskStatus.RUNNING,
                createdAt,
                Optional.of(startedAt),
                agent);
    }

    private Task make(
            Service service,
            boolean alone,
            String startedBy,
            String zone,
            TaskStatus status,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<ExecAgent> agent) {
        var id = ids.task();
        var address = ids.privateIp();
        List<Container> containers = service.taskDefinition().containers().stream()
                .map(definition -> new Container(
                        ids.uuid(),
                        definition,
                        id + "-" + ids.digits(10),
                        address,
                        Optional.empty(),
                        Optional.empty(),
                        agent))
                .toList();
        return new Task(
                id,
                service,
                alone,
                startedBy,
                Account.REGION + zone,
                status,
                true,
                createdAt,
                startedAt,
                Optional.empty(),
                false,
                Optional.empty(),
                containers);
    }
}
