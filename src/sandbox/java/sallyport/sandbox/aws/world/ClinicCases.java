package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import sallyport.sandbox.aws.iam.PolicyDocument;
import sallyport.sandbox.aws.network.SecurityGroup.Permission;
import sallyport.sandbox.aws.network.VpcEndpoint;

/**
 * What is wrong with each service of the clinic: one thing, and the service is named after it. The number is that of
 * the doctor's check. In {@code clinic} unless the name says another cluster before a slash.
 */
final class ClinicCases {
    private static final String CLINIC = "clinic";
    private static final String SSMMESSAGES = "'ssmmessages:CreateControlChannel','ssmmessages:CreateDataChannel',"
            + "'ssmmessages:OpenControlChannel','ssmmessages:OpenDataChannel'";

    private final Instant now;
    private final Map<String, UnaryOperator<Patient>> cases = new LinkedHashMap<>();

    private ClinicCases(Instant now) {
        this.now = now;
    }

    /** Cluster and service, with a slash between them, to what is done to a healthy one. */
    static Map<String, UnaryOperator<Patient>> all(Instant now) {
        var made = new ClinicCases(now);
        made.healthy();
        made.stateOfServiceAndTask();
        made.platform();
        made.exec();
        made.role();
        made.keysAndLogging();
        made.route();
        made.endpoints();
        made.definition();
        made.surroundings();
        return Map.copyOf(made.cases);
    }

    private void add(String name, UnaryOperator<Patient> wrong) {
        cases.put(name.contains("/") ? name : CLINIC + "/" + name, wrong);
    }

    private void healthy() {
        add("healthy", UnaryOperator.identity());
        add(
                "healthy-windows",
                patient -> patient.compute(Compute.windows("1.0.0"))
                        .image("windows-servercore:ltsc2022")
                        .definition("{'runtimePlatform':{'cpuArchitecture':'X86_64',"
                                + "'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'}}")
                        .container("{'linuxParameters':null}"));
        add("healthy-ec2", patient -> patient.on("EC2", UnaryOperator.identity()));
        add("healthy-external", patient -> patient.on("EXTERNAL", UnaryOperator.identity()));
        add("healthy-managed-instances", patient -> patient.on("MANAGED_INSTANCES", UnaryOperator.identity()));
        add("healthy-express", ClinicCases::express);
        add("healthy-balanced", ClinicCases::balanced);
        add("unhealthy-target", ClinicCases::balanced);
    }

    private static Patient express(Patient patient) {
        return patient.service("{'resourceManagementType':'ECS'}");
    }

    private static Patient balanced(Patient patient) {
        return patient.service("{'loadBalancers':[{'targetGroupArn':'" + patient.targetGroupArn()
                + "','containerName':'app','containerPort':8080}]}");
    }

    private void stateOfServiceAndTask() {
        add("d01-desired-zero", patient -> patient.desired(0));
        add("d01-nothing-runs", patient -> patient.noTask().unplaceable("RESOURCE:CPU"));
        add("d01-service-draining", patient -> patient.service("{'status':'DRAINING'}"));
        add(
                "d03-task-pending",
                patient -> patient.task(task -> new Task(
                        task.id(),
                        task.service(),
                        false,
                        task.startedBy(),
                        task.availabilityZone(),
                        TaskStatus.PENDING,
                        true,
                        now.minusSeconds(200),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        task.containers().stream()
                                .map(each -> each.withAgent(Optional.empty()))
                                .toList())));
        add(
                "d03-task-drained",
                patient -> patient.unplaceable("RESOURCE:CPU")
                        .task(task -> task.keptAsItIs()
                                .stopping(new Stop(
                                        now.minusSeconds(20),
                                        "ServiceSchedulerInitiated",
                                        "Scaling activity initiated by (deployment " + task.startedBy() + ")"))));
        add(
                "d04-agent-unreachable",
                patient -> patient.on("EC2", UnaryOperator.identity()).task(Task::disconnected));
    }

    private void platform() {
        add("d05-old-platform", patient -> patient.taskCompute(Compute.fargate("1.3.0")));
        add(
                "d06-nano-server",
                patient -> patient.compute(Compute.windows("1.0.0"))
                        .image("nanoserver:ltsc2022")
                        .definition("{'runtimePlatform':{'cpuArchitecture':'X86_64',"
                                + "'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'}}")
                        .container("{'linuxParameters':null}"));
        add("d07-old-agent", patient -> patient.on("EC2", machine -> machine.agent("1.49.0")));
        add("d07-old-windows-agent", patient -> patient.on("EC2", machine -> machine.windows("1.55.0")));
        add("d07-agent-disconnected", patient -> patient.on("EC2", Machine::disconnected));
        add("d07-instance-draining", patient -> patient.on("EC2", Machine::draining));
    }

    private void exec() {
        add("d09-exec-off", patient -> patient.exec(false, false));
        add("d10-older-than-the-change", patient -> patient.exec(true, false));
        add("d11-gone-with-the-next-deployment", patient -> patient.exec(false, true));
        add(
                "d12-agent-stopped",
                patient ->
                        patient.agent(ExecAgent.stopped(now.minusSeconds(9000), "Received Container Stopped event")));
        add(
                "d12-agent-absent",
                patient -> patient.task(
                        task -> task.keptAsItIs().withContainers(each -> each.withAgent(Optional.empty()))));
        add(
                "d12-agent-of-the-second-container-stopped",
                patient -> patient.sidecar("metrics")
                        .task(task -> task.keptAsItIs()
                                .withContainers(each -> each.definition().name().equals("metrics")
                                        ? each.withAgent(Optional.of(ExecAgent.stopped(
                                                now.minusSeconds(9000), "Received Container Stopped event")))
                                        : each)));
        add("d13-agent-pending", patient -> patient.agent(ExecAgent.pending()));
    }

    private void role() {
        add("d14-no-task-role", patient -> patient.definition("{'taskRoleArn':null}"));
        add(
                "d15-no-ssmmessages",
                patient -> patient.roleAllowed(
                        "{'Statement':[{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}]}"));
        add(
                "d15-three-of-four",
                patient -> patient.roleAllowed("{'Statement':[{'Effect':'Allow','Action':["
                        + SSMMESSAGES.replace(",'ssmmessages:OpenDataChannel'", "") + "],'Resource':'*'}]}"));
        add(
                "d15-denied-outright",
                patient -> patient.roleAllowed("{'Statement':["
                        + "{'Effect':'Allow','Action':'ssmmessages:*','Resource':'*'},"
                        + "{'Effect':'Deny','Action':'ssmmessages:Create*','Resource':'*'}]}"));
        add(
                "d15-outside-its-boundary",
                patient -> patient.role(role -> role.within(PolicyDocument.of(
                        "{'Statement':[{'Effect':'Allow','Action':['logs:*','s3:*'],'Resource':'*'}]}"))));
        add("d15-denied-by-the-organization", patient -> patient.organizationDenies("ssmmessages:*"));
        add(
                "d16-only-under-a-condition",
                patient -> patient.roleAllowed(
                        "{'Statement':[{'Effect':'Allow','Action':[" + SSMMESSAGES + "],'Resource':'*',"
                                + "'Condition':{'StringEquals':{'aws:SourceVpc':'vpc-0123456789abcdef0'}}}]}"));
        add(
                "d17-trusts-ec2-only",
                patient -> patient.role(
                        role -> role.trusting(
                                PolicyDocument.of(
                                        "{'Statement':["
                                                + "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}]}"))));
        add(
                "d17-trusts-another-account",
                patient -> patient.role(role -> role.trusting(PolicyDocument.of(
                        "{'Statement':[{'Effect':'Allow','Principal':{'Service':'ecs-tasks.amazonaws.com'},"
                                + "'Action':'sts:AssumeRole','Condition':{'StringEquals':"
                                + "{'aws:SourceAccount':'210987654321'}}}]}"))));
    }

    private void keysAndLogging() {
        add("clinic-kms/healthy", ClinicCases::mayDecrypt);
        add("clinic-kms/d18-no-decrypt", UnaryOperator.identity());
        add("clinic-kms-disabled/d18-key-disabled", ClinicCases::mayDecrypt);
        add("clinic-no-audit/d19-no-audit", UnaryOperator.identity());
        add(
                "clinic-default-logging/d19-default-without-awslogs",
                patient -> patient.container("{'logConfiguration':{'logDriver':'json-file','options':{}}}"));
        add(
                "clinic-override-missing/d19-log-group-missing",
                patient -> patient.roleAllowed("{'Statement':[{'Effect':'Allow'," + "'Action':[" + SSMMESSAGES
                        + ",'logs:*'],'Resource':'*'}]}"));
        add("clinic-override/d19-role-may-not-write-logs", UnaryOperator.identity());
        add("clinic-bucket/healthy", ClinicCases::mayWriteToBucket);
        add("clinic-bucket-missing/d19-bucket-missing", ClinicCases::mayWriteToBucket);
        add("clinic-bucket-plain/d19-bucket-not-encrypted", ClinicCases::mayWriteToBucket);
    }

    private static Patient mayDecrypt(Patient patient) {
        return patient.roleAllowed(
                "{'Statement':[{'Effect':'Allow','Action':[" + SSMMESSAGES + ",'kms:Decrypt'],'Resource':'*'}]}");
    }

    private static Patient mayWriteToBucket(Patient patient) {
        return patient.roleAllowed("{'Statement':[{'Effect':'Allow','Action':[" + SSMMESSAGES
                + ",'s3:PutObject','s3:GetBucketLocation','s3:GetEncryptionConfiguration'],'Resource':'*'}]}");
    }

    private void route() {
        add("d20-no-route", patient -> patient.at(Site::closed));
        add("d20-public-subnet-without-address", patient -> patient.at(site -> site.open(false)));
        add("d20-nat-gateway-failed", patient -> patient.at(site -> site.natGateway("failed")));
        add("d22-shared-subnet", patient -> patient.at(site -> site.ownedBy("210987654321")));
        add(
                "d23-nothing-out-on-443",
                patient -> patient.at(site -> site.lettingOut(Permission.tcp(5432, "10.0.0.0/16"))));
        add("d23-acl-lets-nothing-out", patient -> patient.at(Site::aclClosed));
        add("healthy-public", patient -> patient.at(site -> site.open(true)));
    }

    private void endpoints() {
        add("healthy-endpoint", patient -> patient.at(site -> site.closed().endpoint("ssmmessages")));
        add("d20-endpoint-pending", patient -> patient.at(site -> endpoint(site, "pending", true, true)));
        add(
                "d20-endpoint-without-private-dns",
                patient -> patient.at(site -> endpoint(site, "available", false, true)));
        add("d20-endpoint-closed-to-the-task", patient -> patient.at(site -> endpoint(site, "available", true, false)));
        add(
                "d20-endpoint-in-another-zone",
                patient -> patient.at(site -> site.closed()
                        .endpoint(
                                "ssmmessages",
                                "available",
                                site.publicSubnet(),
                                site.endpointGroup(),
                                true,
                                VpcEndpoint.OPEN_POLICY)));
        add(
                "d20-endpoint-policy",
                patient -> patient.at(site -> site.closed()
                        .endpoint(
                                "ssmmessages",
                                "available",
                                site.privateSubnet(),
                                site.endpointGroup(),
                                true,
                                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ssmmessages:*\","
                                        + "\"Resource\":\"*\"}]}")));
        add(
                "clinic-override/d21-no-logs-endpoint",
                patient -> patient.at(site -> site.closed().endpoint("ssmmessages"))
                        .roleAllowed("{'Statement':[{'Effect':'Allow','Action':[" + SSMMESSAGES
                                + ",'logs:*'],'Resource':'*'}]}"));
    }

    /** The group of the task itself lets nothing in, so it does not as the endpoint's either. */
    private static Site endpoint(Site site, String state, boolean dns, boolean reachable) {
        return site.closed()
                .endpoint(
                        "ssmmessages",
                        state,
                        site.privateSubnet(),
                        reachable ? site.endpointGroup() : site.group(),
                        dns,
                        VpcEndpoint.OPEN_POLICY);
    }

    private void definition() {
        add("d24-read-only-root", patient -> patient.container("{'readonlyRootFilesystem':true}"));
        add(
                "d24-read-only-root-with-volumes",
                patient -> patient.container("{'readonlyRootFilesystem':true,"
                                + "'mountPoints':[{'sourceVolume':'lib','containerPath':'/var/lib/amazon/ssm'},"
                                + "{'sourceVolume':'log','containerPath':'/var/log/amazon/ssm'},"
                                + "{'sourceVolume':'agents','containerPath':'/managed-agents'}]}")
                        .definition("{'volumes':[{'name':'lib'},{'name':'log'},{'name':'agents'}]}"));
        add("d25-no-init-process", patient -> patient.container("{'linuxParameters':null}"));
        add("d26-shared-pid-namespace", patient -> patient.definition("{'pidMode':'task'}"));
        add(
                "d27-keys-in-environment",
                patient -> patient.container("{'environment':["
                        + "{'name':'AWS_ACCESS_KEY_ID','value':'AKIAIOSFODNN7EXAMPLE'},"
                        + "{'name':'AWS_SECRET_ACCESS_KEY','value':'not-a-real-key'}]}"));
        add(
                "d27-keys-as-secrets",
                patient -> patient.container("{'secrets':[{'name':'AWS_ACCESS_KEY_ID',"
                        + "'valueFrom':'arn:aws:secretsmanager:us-east-1:123456789012:secret:clinic-AbCdEf'}]}"));
        add(
                "d27-proxy",
                patient -> patient.container(
                        "{'environment':[{'name':'HTTPS_PROXY','value':'http://proxy.internal:3128'}]}"));
        add("d28-user-set", patient -> patient.container("{'user':'app'}"));
        add("d30-distroless", patient -> patient.image("distroless/java21-debian12:nonroot"));
        add("d32-sidecars", patient -> patient.sidecar("log_router").sidecar("ecs-service-connect-AbCdEf"));
        add(
                "d34-sshd",
                patient -> patient.container("{'portMappings':[{'containerPort':22,'hostPort':22,'protocol':'tcp'}]}"));
    }

    private void surroundings() {
        add("d35-express", ClinicCases::expressWithoutExec);
        add("d36-code-deploy", patient -> patient.service("{'deploymentController':{'type':'CODE_DEPLOY'}}"));
        add("d39-protected", patient -> patient.task(task -> task.protectedUntil(now.plusSeconds(7200))));
        add("d39-deploying", Patient::deploying);
    }

    private static Patient expressWithoutExec(Patient patient) {
        return express(patient).exec(false, false);
    }
}
