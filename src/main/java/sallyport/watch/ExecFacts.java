package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.request.Alias;
import sallyport.request.Selector;

/**
 * Everything that says whether exec works on a target, as it was at one moment. Of optional facts it may be known that
 * there is none.
 *
 * @param wanted what was asked about
 * @param entry whether the target's account can be entered, and as whom
 * @param clockSkew by how much our clock is ahead of AWS's, if it was compared
 * @param role the role that the task's containers have
 * @param roleCan what that role may do
 * @param botCan what the role Sallyport uses here may do
 * @param key whether the key of the cluster's sessions is enabled, by its state
 * @param logGroup the group that sessions are recorded in
 * @param bucket the bucket that sessions are recorded in
 * @param network the network around the task
 * @param load how full memory and CPU were lately
 * @param isProtected whether the task is protected from scale-in
 * @param daemons names of the cluster's daemons
 * @param lastErrors what went wrong with the last starts on the target, in AWS's or our words
 */
public record ExecFacts(
        Alias target,
        Selector wanted,
        Instant at,
        Fact<Entry> entry,
        Optional<Duration> clockSkew,
        Fact<ClusterFacts> cluster,
        Fact<Optional<ServiceFacts>> service,
        Fact<Optional<TaskFacts>> task,
        Fact<DefinitionFacts> definition,
        Fact<Optional<InstanceFacts>> instance,
        Fact<Optional<RoleFacts>> role,
        Fact<List<RoleFacts.Trust>> trust,
        Fact<Simulation> roleCan,
        Fact<Simulation> botCan,
        Fact<String> key,
        Fact<ClusterFacts.LogGroupState> logGroup,
        Fact<ClusterFacts.BucketState> bucket,
        Fact<NetworkFacts> network,
        Fact<List<Load>> load,
        Fact<Boolean> isProtected,
        Fact<List<String>> daemons,
        Fact<List<String>> lastErrors) {
    /** Whether the target's account can be entered. */
    public sealed interface Entry {
        /** @param account the account that the credentials lead to */
        record Entered(String arn, String account) implements Entry {}

        /** @param sentence who refused it, and what to change */
        record Refused(String sentence) implements Entry {}
    }

    /** @param metric {@code MemoryUtilization} or {@code CPUUtilization}, the highest of the last minutes */
    public record Load(String metric, double percent) {}

    /** The service, if there is one. */
    Fact<ServiceFacts> thereService() {
        return service.then(found -> found.<Fact<ServiceFacts>>map(Fact.Known::new)
                .orElseGet(() -> new Fact.Missing<>("there is no such service.")));
    }

    /** The task, if there is one. */
    Fact<TaskFacts> thereTask() {
        return task.then(found -> found.<Fact<TaskFacts>>map(Fact.Known::new)
                .orElseGet(() -> new Fact.Missing<>("there is no task to look at.")));
    }

    /**
     * Whether the task's containers are Windows, as far as is known: Fargate says so of a task, EC2 of its instance.
     */
    boolean isWindows(TaskFacts task) {
        return task.isWindows()
                || (instance instanceof Fact.Known<Optional<InstanceFacts>>(var found)
                        && found.filter(InstanceFacts::isWindows).isPresent());
    }

    /** The same with what went wrong lately. */
    public ExecFacts after(Fact<List<String>> errors) {
        return new ExecFacts(
                target,
                wanted,
                at,
                entry,
                clockSkew,
                cluster,
                service,
                task,
                definition,
                instance,
                role,
                trust,
                roleCan,
                botCan,
                key,
                logGroup,
                bucket,
                network,
                load,
                isProtected,
                daemons,
                errors);
    }
}
