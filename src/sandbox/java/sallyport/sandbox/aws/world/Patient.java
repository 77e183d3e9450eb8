package sallyport.sandbox.aws.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import sallyport.sandbox.aws.iam.PolicyDocument;
import sallyport.sandbox.aws.iam.Role;
import sallyport.sandbox.aws.network.Network;

/** A service of the clinic: healthy as it is made, until something is made wrong with it. Not thread-safe. */
final class Patient {
    private final String cluster;
    private final String name;
    private final Instant now;
    private final Ids ids;
    private final List<String> sidecars = new ArrayList<>();
    private Overlay container = Overlay.NONE;
    private Overlay definition = Overlay.NONE;
    private Overlay settings = Overlay.NONE;
    private String image = "clinic:1.0.0";
    private boolean exec = true;
    private boolean taskExec = true;
    private boolean deploying;
    private int desired = 1;
    private int copies = 1;
    private Compute compute = Compute.FARGATE;
    private Optional<Compute> taskCompute = Optional.empty();
    private Optional<String> placementFailure = Optional.empty();
    private Optional<ContainerInstance> instance = Optional.empty();
    private Optional<Site> site = Optional.empty();
    private UnaryOperator<List<Task>> tasks = UnaryOperator.identity();
    private UnaryOperator<Role> role = UnaryOperator.identity();
    private Optional<String> organizationDenies = Optional.empty();

    /** The identifiers follow from the seed and the name, so that one patient does not change another's. */
    Patient(String cluster, String name, long seed, Instant now) {
        this.cluster = cluster;
        this.name = name;
        this.now = now;
        this.ids = new Ids(new Random(seed * 31 + (cluster + "/" + name).hashCode()));
    }

    /** What is in the world because of a patient. */
    record Admitted(
            Service service,
            List<Task> tasks,
            Role role,
            Optional<ContainerInstance> instance,
            Optional<Network> network,
            Optional<String> organizationDenies) {

        /** The cluster with this patient in the place of the one of its name. */
        Cluster in(Cluster cluster) {
            var others = cluster.services().stream()
                    .filter(each -> !each.name().equals(service.name()))
                    .toList();
            var tasksOfOthers = cluster.tasks().stream()
                    .filter(each -> !each.service().name().equals(service.name()))
                    .toList();
            return new Cluster(
                            cluster.name(),
                            cluster.execSettings(),
                            cluster.capacityProviders(),
                            instance.map(mine -> with(cluster.instances(), mine))
                                    .orElse(cluster.instances()),
                            cluster.daemons(),
                            others,
                            tasksOfOthers)
                    .withServices(
                            Stream.concat(others.stream(), Stream.of(service)).toList())
                    .plus(tasks);
        }

        private static List<ContainerInstance> with(List<ContainerInstance> all, ContainerInstance mine) {
            return Stream.concat(all.stream().filter(each -> !each.id().equals(mine.id())), Stream.of(mine))
                    .toList();
        }
    }

    Patient container(String overlay) {
        container = container.and(Overlay.of(overlay));
        return this;
    }

    Patient definition(String overlay) {
        definition = definition.and(Overlay.of(overlay));
        return this;
    }

    Patient service(String overlay) {
        settings = settings.and(Overlay.of(overlay));
        return this;
    }

    Patient image(String nameAndTag) {
        image = nameAndTag;
        return this;
    }

    Patient sidecar(String container) {
        sidecars.add(container);
        return this;
    }

    Patient exec(boolean ofService, boolean ofTask) {
        exec = ofService;
        taskExec = ofTask;
        return this;
    }

    Patient desired(int count) {
        desired = count;
        return this;
    }

    /** So many healthy tasks. */
    Patient copies(int count) {
        copies = count;
        return desired(count);
    }

    /** What the service has now and what its task was put on. */
    Patient compute(Compute ofBoth) {
        compute = ofBoth;
        return this;
    }

    Patient taskCompute(Compute ofTask) {
        taskCompute = Optional.of(ofTask);
        return this;
    }

    Patient unplaceable(String why) {
        placementFailure = Optional.of(why);
        return this;
    }

    /** A new deployment that cannot place its task is under way. */
    Patient deploying() {
        deploying = true;
        return unplaceable("RESOURCE:MEMORY");
    }

    Patient task(UnaryOperator<Task> change) {
        var before = tasks;
        tasks = all -> before.apply(all).stream().map(change).toList();
        return this;
    }

    Patient noTask() {
        tasks = all -> List.of();
        return this;
    }

    Patient agent(ExecAgent agent) {
        return task(task -> task.keptAsItIs().withContainers(each -> each.withAgent(Optional.of(agent))));
    }

    Patient role(UnaryOperator<Role> change) {
        role = change;
        return this;
    }

    Patient roleAllowed(String json) {
        return role(healthy -> healthy.allowed(PolicyDocument.of(json)));
    }

    Patient organizationDenies(String action) {
        organizationDenies = Optional.of(action);
        return this;
    }

    Patient at(UnaryOperator<Site> change) {
        site = Optional.of(change.apply(new Site("0" + ids.hex(16))));
        return this;
    }

    /** A machine of its own. */
    Patient on(String launchType, UnaryOperator<Machine> change) {
        var machine = change.apply(Machine.healthy(launchType));
        instance = Optional.of(machine.register(ids.task(), ids.hex(16), ago(900)));
        definition = definition.and(Overlay.of("{'networkMode':'bridge','requiresCompatibilities':['EC2']}"));
        return compute(Compute.on(instance.get()));
    }

    String targetGroupArn() {
        return Account.targetGroup(name);
    }

    private Instant ago(int hours) {
        return now.minus(Duration.ofHours(hours));
    }

    Admitted admit() {
        var healthy = new Service(
                cluster,
                name,
                desired,
                taskExec,
                ago(3000),
                taskCompute.orElse(compute),
                site.map(Site::placement).orElse(Placement.STANDARD),
                placementFailure,
                Map.of("team", "clinic"),
                settings,
                List.of(Deployment.completed(ids.deployment(), definition(), ago(50), ago(50).plusSeconds(110))),
                List.of(new ServiceEvent(ids.uuid(), ago(2), "(service " + name + ") has reached a steady state.")));
        var service = healthy.withCompute(compute).withExec(exec);
        return new Admitted(
                deploying ? deploying(service) : service,
                desired == 0 ? List.of() : tasks.apply(running(healthy)),
                role.apply(Role.ofTask(family() + "-task")),
                instance,
                site.map(Site::network),
                organizationDenies);
    }

    private List<Task> running(Service healthy) {
        var factory = new TaskFactory(ids);
        return Stream.generate(() -> factory.running(healthy, "a", ago(50)))
                .limit(copies)
                .toList();
    }

    private Service deploying(Service service) {
        return service.deploying(
                Deployment.begun(ids.deployment(), service.taskDefinition(), now.minusSeconds(240), false));
    }

    private String family() {
        return cluster + "-" + name;
    }

    private TaskDefinition definition() {
        var containers = new ArrayList<ContainerDefinition>();
        containers.add(container("app", image, container));
        sidecars.forEach(sidecar -> containers.add(container(sidecar, sidecar + ":1", Overlay.NONE)));
        return new TaskDefinition(family(), 1, "256", "512", List.copyOf(containers), ago(60), definition);
    }

    private ContainerDefinition container(String containerName, String nameAndTag, Overlay overlay) {
        return new ContainerDefinition(
                containerName,
                Account.image(nameAndTag),
                ids.digest(),
                List.of("server"),
                List.of(8080),
                Map.of("LOG_LEVEL", "info"),
                Map.of(),
                "/ecs/" + cluster,
                name,
                overlay);
    }
}
