package sallyport.aws;

import static sallyport.aws.EcsStates.isTrue;
import static sallyport.aws.EcsStates.orEmpty;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sallyport.aws.Inquiry.Later;
import sallyport.request.Selector;
import sallyport.watch.ClusterFacts;
import sallyport.watch.ExecFacts;
import sallyport.watch.ExecFacts.Entry;
import sallyport.watch.Fact;
import sallyport.watch.NetworkFacts;
import sallyport.watch.RoleFacts;
import sallyport.watch.Simulation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DaemonSummary;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskField;
import tools.jackson.databind.json.JsonMapper;

/** The questions about one target, asked at once; those that need the answer of another wait for it. Used once. */
final class ExecQuestions {
    private final AwsTarget target;
    private final Selector wanted;
    private final AwsClients clients;
    private final AwsEndpoints endpoints;
    private final EcsReader reader;
    private final Inquiry inquiry;
    private final InstantSource clock;

    private final Later<Entry> entry;
    private final Later<Cluster> cluster;
    private final Later<Optional<Service>> service;
    private final Later<Optional<Task>> task;
    private final Later<TaskDefinition> definition;
    private final Later<Optional<ContainerInstance>> instance;
    private final Later<Key> key;
    private final Later<Optional<RoleFacts>> role;

    /** A KMS key, by its ARN. */
    private record Key(String arn, String state) {}

    ExecQuestions(
            AwsTarget target,
            Selector wanted,
            AwsClients clients,
            AwsEndpoints endpoints,
            EcsReader reader,
            Inquiry inquiry,
            InstantSource clock) {
        this.target = target;
        this.wanted = wanted;
        this.clients = clients;
        this.endpoints = endpoints;
        this.reader = reader;
        this.inquiry = inquiry;
        this.clock = clock;
        this.entry = inquiry.ask("entering the target's account", this::entry);
        this.cluster = inquiry.ask("looking up the cluster", this::cluster);
        this.service = inquiry.ask("looking up the service", () -> new Fact.Known<>(reader.service(target)));
        this.task = inquiry.ask("looking up the task", this::task);
        this.definition = inquiry.ask("looking up the task definition", this::definition);
        this.instance = inquiry.ask("looking up the container instance", this::instance);
        this.key = inquiry.ask("looking up the key", this::key);
        this.role = inquiry.ask("looking up the task role", this::role);
    }

    ExecFacts ask() {
        var trust = inquiry.ask("looking up the task role", this::trust);
        var roleCan = inquiry.ask("simulating the task role", this::roleCan);
        var botCan = inquiry.ask("simulating Sallyport's role", this::botCan);
        var logGroup = inquiry.ask("looking up the log group", this::logGroup);
        var bucket = inquiry.ask("looking up the bucket", this::bucket);
        var network = inquiry.ask("looking up the task's network", this::network);
        var load = inquiry.ask("reading metrics", this::load);
        var isProtected = inquiry.ask("looking up task protection", this::isProtected);
        var daemons = inquiry.ask("listing daemons", this::daemons);
        return new ExecFacts(
                target.alias(),
                wanted,
                clock.instant(),
                entry.fact(),
                clients.clock().skew(),
                cluster.fact().map(EcsFacts::cluster),
                service.fact().map(found -> found.map(EcsFacts::service)),
                task.fact().map(found -> found.map(EcsFacts::task)),
                definition.fact().map(EcsFacts::definition),
                instance.fact().map(found -> found.map(EcsFacts::instance)),
                role.fact(),
                trust.fact(),
                roleCan.fact(),
                botCan.fact(),
                key.fact().map(Key::state),
                logGroup.fact(),
                bucket.fact(),
                network.fact(),
                load.fact(),
                isProtected.fact(),
                daemons.fact(),
                missing("the last starts were not looked at."));
    }

    private static <T> Fact<T> missing(String why) {
        return new Fact.Missing<>(why);
    }

    private static <T> Fact<T> there(Fact<Optional<T>> found, String orElse) {
        return found.then(value -> value.<Fact<T>>map(Fact.Known::new).orElseGet(() -> missing(orElse)));
    }

    private Fact<Task> thereTask() {
        return there(task.fact(), "there is no task to look at.");
    }

    private Permits permits() {
        return new Permits(clients.iam(target));
    }

    private Fact<Entry> entry() {
        try {
            var caller = clients.identity(target).getCallerIdentity();
            new RunCredentials(clients).rehearse(target);
            return new Fact.Known<>(new Entry.Entered(orEmpty(caller.arn()), orEmpty(caller.account())));
        } catch (SdkException e) {
            var failure = AwsErrors.explain("entering the target's account", e);
            return failure.passing()
                    ? missing(failure.sentence())
                    : new Fact.Known<>(new Entry.Refused(failure.sentence()));
        }
    }

    private Fact<Cluster> cluster() {
        var name = target.alias().cluster();
        var answer = clients.ecs(target)
                .describeClusters(request -> request.clusters(name).include(ClusterField.CONFIGURATIONS));
        return answer.clusters().stream()
                .findFirst()
                .<Fact<Cluster>>map(Fact.Known::new)
                .orElseGet(() -> new Fact.Known<>(
                        Cluster.builder().clusterName(name).status("MISSING").build()));
    }

    /** The one that was named, in whatever state; else the one that a command would run in. */
    private Fact<Optional<Task>> task() {
        var states = wanted.task().isPresent()
                ? List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)
                : List.of(DesiredStatus.RUNNING);
        var tasks = reader.snapshot(target, states).tasks().stream()
                .filter(some ->
                        Arns.lastPart(some.taskArn()).startsWith(wanted.task().orElse("")))
                .toList();
        return new Fact.Known<>(
                TaskChoice.among(tasks, Optional.empty()) instanceof TaskChoice.Chosen(var chosen, var _)
                        ? Optional.of(chosen)
                        : tasks.stream().findFirst());
    }

    /** The task's, or the service's when no task is there. */
    private Fact<TaskDefinition> definition() {
        return task.fact()
                .then(found -> found.<Fact<String>>map(some -> new Fact.Known<>(some.taskDefinitionArn()))
                        .orElseGet(() -> there(service.fact(), "there is no such service.")
                                .map(Service::taskDefinition)))
                .map(arn -> reader.taskDefinition(target, arn));
    }

    private Fact<Optional<ContainerInstance>> instance() {
        return task.fact()
                .map(found -> found.flatMap(some -> EcsFacts.text(some.containerInstanceArn()))
                        .flatMap(arn -> clients
                                .ecs(target)
                                .describeContainerInstances(request -> request.cluster(
                                                target.alias().cluster())
                                        .containerInstances(arn))
                                .containerInstances()
                                .stream()
                                .findFirst()));
    }

    private Fact<Instance> machine() {
        return there(instance.fact(), "the task runs on no instance that can be looked up.")
                .map(found -> clients.ec2(target)
                        .describeInstances(request -> request.instanceIds(found.ec2InstanceId()))
                        .reservations()
                        .getFirst()
                        .instances()
                        .getFirst());
    }

    private Fact<Key> key() {
        return there(cluster.fact().map(found -> EcsFacts.cluster(found).kmsKey()), "the cluster names no key.")
                .then(this::describeKey);
    }

    private Fact<Key> describeKey(String id) {
        var region = target.alias().region();
        var kms = new KmsCalls(
                clients.http(),
                endpoints.kms(region),
                region,
                () -> clients.credentials(target).resolveCredentials());
        try {
            return switch (kms.call(
                    "DescribeKey", JsonMapper.shared().createObjectNode().put("KeyId", id))) {
                case KmsCalls.Answer.Done(var body) -> {
                    var data = body.path("KeyMetadata");
                    yield new Fact.Known<>(new Key(
                            data.path("Arn").asString(""), data.path("KeyState").asString("")));
                }
                case KmsCalls.Answer.Refused(var _, var code, var message) ->
                    missing(AccessDenied.parse(message)
                            .map(AccessDenied::sentence)
                            .orElse("KMS refused to describe the key (" + code + ")."));
            };
        } catch (IOException e) {
            return missing("KMS did not answer.");
        }
    }

    private Fact<Optional<RoleFacts>> role() {
        return task.fact().then(found -> {
            var override = found.flatMap(EcsFacts::roleOverride);
            return override.isPresent()
                    ? role(override.get(), "task.overrides.taskRoleArn", false)
                    : definition.fact().then(some -> role(found, some));
        });
    }

    /** A task without a role of its own has its instance's, if it runs on one of EC2. */
    private Fact<Optional<RoleFacts>> role(Optional<Task> some, TaskDefinition from) {
        var own = EcsFacts.text(from.taskRoleArn());
        if (own.isPresent()) {
            return role(own.get(), "taskDefinition.taskRoleArn", false);
        }
        boolean onEc2 =
                some.filter(found -> "EC2".equals(found.launchTypeAsString())).isPresent();
        return onEc2
                ? machine()
                        .then(machine -> machine.iamInstanceProfile() == null
                                ? new Fact.Known<>(Optional.empty())
                                : role(
                                        permits()
                                                .roleOf(machine.iamInstanceProfile()
                                                        .arn()),
                                        "instanceProfile.roles[0]",
                                        true))
                : new Fact.Known<>(Optional.empty());
    }

    private static Fact<Optional<RoleFacts>> role(String arn, String source, boolean ofInstance) {
        return new Fact.Known<>(Optional.of(new RoleFacts(arn, source, ofInstance)));
    }

    private Fact<RoleFacts> thereRole() {
        return there(role.fact(), "the task has no role (D14).");
    }

    private Fact<List<RoleFacts.Trust>> trust() {
        return thereRole().map(found -> permits().trust(found.arn()));
    }

    private Fact<Simulation> roleCan() {
        return thereRole()
                .then(found -> cluster.fact()
                        .map(EcsFacts::cluster)
                        .map(where -> permits()
                                .simulate(
                                        found.arn(),
                                        PermitQuestions.aboutTaskRole(target.alias(), found.arn(), where, keyArn()))));
    }

    private Fact<Simulation> botCan() {
        if (!target.runsCommands()) {
            return missing(target.onlyReads());
        }
        return thereTask()
                .then(some -> entry.fact().then(found -> switch (found) {
                    case Entry.Refused(var sentence) -> missing(sentence);
                    case Entry.Entered entered -> {
                        var principal = target.runningRole()
                                .map(RoleArn::value)
                                .orElseGet(() -> permits().principal(entered.arn()));
                        yield new Fact.Known<>(permits()
                                .simulate(
                                        principal,
                                        PermitQuestions.aboutBot(some, wanted.container(), tags(some), keyArn())));
                    }
                }));
    }

    private Optional<String> keyArn() {
        return key.fact().known().map(Key::arn);
    }

    private List<Tag> tags(Task some) {
        return clients
                .ecs(target)
                .describeTasks(request ->
                        request.cluster(some.clusterArn()).tasks(some.taskArn()).include(TaskField.TAGS))
                .tasks()
                .stream()
                .flatMap(tagged -> tagged.tags().stream())
                .toList();
    }

    private Fact<ClusterFacts.LogGroupState> logGroup() {
        return there(cluster.fact().map(found -> EcsFacts.cluster(found).logGroup()), "the cluster names no log group.")
                .map(group -> clients
                        .logs(target, target.alias().region())
                        .describeLogGroupsPaginator(request -> request.logGroupNamePrefix(group.name()))
                        .logGroups()
                        .stream()
                        .filter(found -> group.name().equals(found.logGroupName()))
                        .findFirst()
                        .map(found -> new ClusterFacts.LogGroupState(
                                true, EcsFacts.text(found.kmsKeyId()).isPresent()))
                        .orElseGet(() -> new ClusterFacts.LogGroupState(false, false)));
    }

    private Fact<ClusterFacts.BucketState> bucket() {
        return there(cluster.fact().map(found -> EcsFacts.cluster(found).bucket()), "the cluster names no bucket.")
                .map(bucket -> SessionBucket.state(clients.s3(target), bucket.name()));
    }

    private Fact<NetworkFacts> network() {
        var network = new TaskNetwork(clients.ec2(target), inquiry);
        return thereTask()
                .then(some -> EcsFacts.attached(some, "networkInterfaceId")
                        .<Fact<TaskNetwork.Exit>>map(id -> new Fact.Known<>(network.ofInterface(id)))
                        .orElseGet(() -> machine().map(network::ofInstance)))
                .map(network::around);
    }

    private Fact<List<ExecFacts.Load>> load() {
        return new Fact.Known<>(new ServiceLoad(clients.cloudWatch(target)).of(target.alias(), clock.instant()));
    }

    private Fact<Boolean> isProtected() {
        return thereTask()
                .map(some -> clients
                        .ecs(target)
                        .getTaskProtection(request ->
                                request.cluster(target.alias().cluster()).tasks(some.taskArn()))
                        .protectedTasks()
                        .stream()
                        .anyMatch(found -> isTrue(found.protectionEnabled())));
    }

    private Fact<List<String>> daemons() {
        return cluster.fact()
                .map(found -> EcsFacts.text(found.clusterArn()).stream()
                        .flatMap(
                                arn -> clients
                                        .ecs(target)
                                        .listDaemons(request -> request.clusterArn(arn))
                                        .daemonSummariesList()
                                        .stream())
                        .map(DaemonSummary::daemonArn)
                        .map(EcsStates::orEmpty)
                        .map(Arns::lastPart)
                        .toList());
    }
}
