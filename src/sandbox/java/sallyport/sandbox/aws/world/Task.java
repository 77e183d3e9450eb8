package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A task.
 *
 * @param service the service as it was when it started the task, which is what the task was made from; a task that
 *     RunTask started has one that is listed nowhere
 * @param alone whether RunTask started it
 * @param startedBy what started it: a deployment, or what RunTask was told
 * @param connected whether its agent is connected to ECS
 * @param startedAt when its containers ran, absent before
 * @param stop why it is to stop or did, absent as long as it is meant to run
 * @param protectedUntil how long the service scheduler may not stop it, absent if it may
 * @param held whether it stays as it is, whatever would happen to it otherwise; so that somebody can look at it
 */
public record Task(
        String id,
        Service service,
        boolean alone,
        String startedBy,
        String availabilityZone,
        TaskStatus status,
        boolean connected,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Stop> stop,
        boolean held,
        Optional<Instant> protectedUntil,
        List<Container> containers) {

    public String arn() {
        return Account.task(service.cluster(), id);
    }

    public boolean running() {
        return status == TaskStatus.RUNNING && stop.isEmpty();
    }

    /** Whether it was told to stop, or has. */
    public boolean toStop() {
        return stop.isPresent();
    }

    public String group() {
        return alone ? "family:" + service.taskDefinition().family() : "service:" + service.name();
    }

    /** The subnet it was put into, the same one every time it is asked. */
    public String subnetId() {
        var subnets = service.placement().subnets();
        return subnets.get(availabilityZone.endsWith("a") ? 0 : subnets.size() - 1);
    }

    public String networkInterfaceId() {
        return "eni-0" + id.substring(0, 16);
    }

    public Optional<Container> container(String name) {
        return containers.stream()
                .filter(container -> container.definition().name().equals(name))
                .findAny();
    }

    Task withStatus(TaskStatus other) {
        return new Task(
                id,
                service,
                alone,
                startedBy,
                availabilityZone,
                other,
                connected,
                createdAt,
                startedAt,
                stop,
                held,
                protectedUntil,
                containers);
    }

    Task started(Instant at) {
        return new Task(
                id,
                service,
                alone,
                startedBy,
                availabilityZone,
                TaskStatus.RUNNING,
                connected,
                createdAt,
                Optional.of(at),
                stop,
                held,
                protectedUntil,
                containers);
    }

    Task stopping(Stop why) {
        return new Task(
                id,
                service,
                alone,
                startedBy,
                availabilityZone,
                status,
                connected,
                createdAt,
                startedAt,
                Optional.of(why),
                held,
                protectedUntil,
                containers);
    }

    Task withService(Service other) {
        return new Task(
                id,
                other,
                alone,
                startedBy,
                availabilityZone,
                status,
                connected,
                createdAt,
                startedAt,
                stop,
                held,
                protectedUntil,
                containers);
    }

    Task disconnected() {
        return new Task(
                id,
                service,
                alone,
                startedBy,
                availabilityZone,
                status,
                false,
                createdAt,
                startedAt,
                stop,
                held,
                protectedUntil,
                containers);
    }

    Task keptAsItIs() {
        return new Task(
                id,
                service,
                alone,
                startedBy,
                availabilityZone,
                status,
                connected,
                createdAt,
                startedAt,
                stop,
                true,
                protectedUntil,
                containers);
    }

    Task protectedUntil(Instant until) {
        return new Task(
                id,
                service,
                alone,
                startedBy,
                availabilityZone,
                status,
                connected,
                createdAt,
                startedAt,
                stop,
                held,
                Optional.of(until),
                containers);
    }

    Task withContainers(UnaryOperator<Container> change) {
        return new Task(
                id,
                service,
                alone,
                startedBy,
                availabilityZone,
                status,
                connected,
                createdAt,
                startedAt,
                stop,
                held,
                protectedUntil,
                containers.stream().map(change).toList());
    }
}
