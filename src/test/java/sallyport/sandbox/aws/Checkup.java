package sallyport.sandbox.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import sallyport.sandbox.aws.iam.Decision;
import sallyport.sandbox.aws.iam.Identities.Simulation;
import sallyport.sandbox.aws.iam.RequestContext;
import sallyport.sandbox.aws.iam.Role;
import sallyport.sandbox.aws.network.VpcEndpoint;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Container;
import sallyport.sandbox.aws.world.ContainerInstance;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.TaskStatus;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;

/** Looks a service of the clinic over, for the numbers of all checks that would find something wrong with it. */
final class Checkup {
    private static final List<String> CHANNELS = List.of(
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel");

    private static final List<String> BUCKET =
            List.of("s3:PutObject", "s3:GetBucketLocation", "s3:GetEncryptionConfiguration");

    private final World world;
    private final Cluster cluster;
    private final Service service;
    private final Set<String> found = new TreeSet<>();

    private Checkup(World world, String cluster, String service) {
        this.world = world;
        this.cluster = world.cluster(cluster).orElseThrow();
        this.service = this.cluster.service(service).orElseThrow();
    }

    static Set<String> of(World world, String cluster, String service) {
        var checkup = new Checkup(world, cluster, service);
        checkup.look();
        return checkup.found;
    }

    private void findIf(boolean wrong, String check) {
        if (wrong) {
            found.add(check);
        }
    }

    private void look() {
        var settings = service.settings().members();
        var tasks = cluster.tasksOf(service);
        findIf(service.desiredCount() == 0 || tasks.isEmpty() || settings.has("status"), "d01");
        findIf(settings.at("/deploymentController/type").asString("ECS").equals("CODE_DEPLOY"), "d36");
        boolean express = settings.path("resourceManagementType").asString("").equals("ECS");
        findIf(express && !service.enableExecuteCommand(), "d35");
        findIf(service.primary().inProgress(), "d39");
        definition(service.taskDefinition().settings().members());
        role();
        clusterSettings();
        network();
        for (var task : tasks) {
            task(task, express);
        }
    }

    private void task(Task task, boolean express) {
        boolean runs = task.status() == TaskStatus.RUNNING && !task.toStop();
        boolean ofTask = task.service().enableExecuteCommand();
        boolean ofService = service.enableExecuteCommand();
        findIf(!runs, "d03");
        findIf(!task.connected(), "d04");
        var compute = task.service().compute();
        findIf(
                compute.platformFamily().equals("Linux")
                        && compute.platformVersion().equals(Optional.of("1.3.0")),
                "d05");
        compute.instanceId().flatMap(cluster::instance).ifPresent(this::machine);
        findIf(!ofService && !ofTask && !express, "d09");
        findIf(ofService && !ofTask, "d10");
        findIf(!ofService && ofTask, "d11");
        findIf(task.protectedUntil().isPresent(), "d39");
        for (var container : runs && ofTask ? task.containers() : List.<Container>of()) {
            var status = container.execAgent().map(agent -> agent.status()).orElse("absent");
            findIf(status.equals("absent") || status.equals("STOPPED"), "d12");
            findIf(status.equals("PENDING"), "d13");
        }
    }

    private void machine(ContainerInstance machine) {
        var least = machine.platformFamily().equals("Linux") ? 1_050_002 : 1_056_000;
        var parts = machine.agentVersion().split("\\.", -1);
        int version = Integer.parseInt(parts[0]) * 1_000_000
                + Integer.parseInt(parts[1]) * 1_000
                + Integer.parseInt(parts[2]);
        findIf(version < least || !machine.agentConnected() || !machine.status().equals("ACTIVE"), "d07");
    }

    private void role() {
        var definition = service.taskDefinition();
        findIf(definition.taskRole().isEmpty(), "d14");
        definition
                .taskRole()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .ifPresent(this::role);
    }

    private void role(String name) {
        var role = world.identities().role(name).orElseThrow();
        for (var action : CHANNELS) {
            var outcome = simulate(role, action);
            boolean allowed = outcome.decision() == Decision.ALLOWED;
            findIf(!allowed, outcome.missing().isEmpty() ? "d15" : "d16");
        }
        var context = new RequestContext(Map.of("aws:SourceAccount", Account.ID));
        findIf(!role.trust().trusts(List.of("ecs-tasks.amazonaws.com"), "sts:AssumeRole", context), "d17");
        var exec = cluster.execSettings().members();
        findIf(exec.has("kmsKeyId") && simulate(role, "kms:Decrypt").decision() != Decision.ALLOWED, "d18");
        findIf(logsTo("cloudWatchLogGroupName") && !allowed(role, "logs:PutLogEvents"), "d19");
        findIf(logsTo("s3BucketName") && !BUCKET.stream().allMatch(action -> allowed(role, action)), "d19");
    }

    private boolean allowed(Role role, String action) {
        return simulate(role, action).decision() == Decision.ALLOWED;
    }

    /** Whether the cluster's sessions are written to the place that this member of its settings names. */
    private boolean logsTo(String member) {
        var exec = cluster.execSettings().members();
        return exec.path("logging").asString().equals("OVERRIDE")
                && exec.path("logConfiguration").has(member);
    }

    private Simulation simulate(Role role, String action) {
        var context = new RequestContext(Map.of("aws:PrincipalArn", Account.role(role.name())));
        return world.identities().simulate(Optional.of(role), action, "*", context);
    }

    private void clusterSettings() {
        var exec = cluster.execSettings().members();
        findIf(
                world.keys().stream()
                        .anyMatch(key -> key.id().equals(exec.path("kmsKeyId").asString("")) && !key.enabled()),
                "d18");
        var logging = exec.path("logging").asString();
        var group = exec.at("/logConfiguration/cloudWatchLogGroupName").asString("");
        findIf(logging.equals("NONE"), "d19");
        findIf(logsTo("cloudWatchLogGroupName") && world.logs().group(group).isEmpty(), "d19");
        bucket(exec.path("logConfiguration"));
        findIf(
                logging.equals("DEFAULT")
                        && containers()
                                .anyMatch(each -> each.at("/logConfiguration/logDriver")
                                        .asString("awslogs")
                                        .equals("json-file")),
                "d19");
    }

    private void bucket(JsonNode settings) {
        var found = world.buckets().stream()
                .filter(bucket ->
                        bucket.name().equals(settings.path("s3BucketName").asString("")))
                .findAny();
        boolean encryption = settings.path("s3EncryptionEnabled").asBoolean(false);
        findIf(
                logsTo("s3BucketName")
                        && found.filter(bucket -> bucket.encrypted() || !encryption)
                                .isEmpty(),
                "d19");
    }

    private Stream<JsonNode> containers() {
        return service.taskDefinition().containers().stream()
                .map(container -> container.settings().members());
    }

    private void network() {
        var network = world.network();
        var id = service.placement().subnets().getFirst();
        var subnet = network.subnets().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        findIf(!subnet.ownerId().equals(Account.ID), "d22");
        findIf(
                network.acls().stream()
                        .filter(acl -> acl.subnets().contains(id))
                        .anyMatch(acl -> acl.entries().stream()
                                .noneMatch(
                                        each -> each.egress() && each.action().equals("allow"))),
                "d23");
        findIf(
                network.groups().stream()
                        .filter(each -> each.id()
                                .equals(service.placement().securityGroups().getFirst()))
                        .anyMatch(each ->
                                each.egress().stream().noneMatch(out -> out.allProtocols() || out.toPort() == 443)),
                "d23");
        findIf(!wayOut(subnet.id(), subnet.vpcId()) && !endpoint(id, subnet.vpcId(), "ssmmessages"), "d20");
        boolean logs = logsTo("cloudWatchLogGroupName");
        findIf(!wayOut(id, subnet.vpcId()) && logs && !endpoint(id, subnet.vpcId(), "logs"), "d21");
    }

    private boolean wayOut(String subnet, String vpc) {
        var tables = world.network().routeTables();
        var own =
                tables.stream().filter(each -> each.subnets().contains(subnet)).findFirst();
        var table = own.or(() -> tables.stream()
                .filter(each -> each.main() && each.vpcId().equals(vpc))
                .findFirst());
        return table.orElseThrow().routes().stream()
                .filter(route -> route.destination().equals("0.0.0.0/0"))
                .anyMatch(route -> route.target().startsWith("nat-")
                        ? world.network().natGateways().stream()
                                .anyMatch(nat -> nat.id().equals(route.target())
                                        && nat.state().equals("available"))
                        : service.placement().assignPublicIp());
    }

    private boolean endpoint(String subnet, String vpc, String name) {
        return world.network().endpoints().stream()
                .filter(each -> each.vpcId().equals(vpc) && each.service().equals(name))
                .anyMatch(each -> each.state().equals("available")
                        && each.privateDns()
                        && each.subnets().contains(subnet)
                        && each.policy().equals(VpcEndpoint.OPEN_POLICY)
                        && reachable(each));
    }

    private boolean reachable(VpcEndpoint endpoint) {
        return world.network().groups().stream()
                .filter(group -> endpoint.groups().contains(group.id()))
                .anyMatch(group -> group.ingress().stream().anyMatch(in -> in.toPort() == 443));
    }

    private void definition(JsonNode definition) {
        findIf(definition.path("pidMode").asString("").equals("task"), "d26");
        findIf(service.taskDefinition().containers().size() > 2, "d32");
        containers().forEach(container -> {
            findIf(container.path("readonlyRootFilesystem").asBoolean(false), "d24");
            boolean windows = service.compute().platformFamily().startsWith("Windows");
            findIf(container.has("linuxParameters") && !windows, "d25");
            findIf(
                    container.path("environment").toString().contains("AWS_")
                            || container.path("environment").toString().contains("PROXY")
                            || container.path("secrets").toString().contains("AWS_"),
                    "d27");
            findIf(container.has("user"), "d28");
            findIf(container.at("/portMappings/0/containerPort").asInt(0) == 22, "d34");
        });
        var images = service.taskDefinition().containers().stream()
                .map(container -> container.image())
                .toList();
        findIf(images.stream().anyMatch(image -> image.contains("nanoserver")), "d06");
        findIf(images.stream().anyMatch(image -> image.contains("distroless")), "d30");
    }
}
