package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sallyport.request.Alias;
import sallyport.request.Selector;
import sallyport.watch.NetworkFacts.AclEntry;
import sallyport.watch.NetworkFacts.Endpoint;
import sallyport.watch.NetworkFacts.Route;
import sallyport.watch.NetworkFacts.Rule;
import sallyport.watch.Simulation.Verdict;

/** A target in good health, to be made ill by a test before it is examined. */
public final class Patient {
    static final String ACCOUNT = "111122223333";
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final Alias WEB = new Alias("web", ACCOUNT, "eu-west-1", "prod", "web", Optional.empty(), Optional.empty());
    static final String ROLE = "arn:aws:iam::111122223333:role/app/web-task";

    Selector wanted = new Selector("web", Optional.empty(), Optional.empty());
    Fact<ExecFacts.Entry> entry =
            known(new ExecFacts.Entry.Entered("arn:aws:sts::111122223333:assumed-role/target/sallyport", ACCOUNT));
    Optional<Duration> skew = Optional.of(Duration.ofSeconds(1));
    String clusterStatus = "ACTIVE";
    Optional<String> logging = Optional.of("DEFAULT");
    Optional<String> kmsKey = Optional.empty();
    Optional<ClusterFacts.LogGroup> logGroup = Optional.empty();
    Optional<ClusterFacts.Bucket> bucket = Optional.empty();
    boolean hasService = true;
    String serviceStatus = "ACTIVE";
    int desired = 2;
    int running = 2;
    boolean serviceExec = true;
    String controller = "ECS";
    String managedBy = "CUSTOMER";
    List<String> underWay = List.of();
    boolean hasTask = true;
    String lastStatus = "RUNNING";
    String desiredStatus = "RUNNING";
    String stoppedReason = "";
    String connectivity = "CONNECTED";
    String launchType = "FARGATE";
    String capacityProvider = "";
    String platformVersion = "1.4.0";
    String platformFamily = "Linux";
    String group = "service:web";
    boolean taskExec = true;
    Duration age = Duration.ofHours(1);
    List<TaskFacts.Container> containers = new ArrayList<>(List.of(container("app", agent("RUNNING", ""))));
    Optional<InstanceFacts> instance = Optional.empty();
    String pidMode = "";
    List<DefinitionFacts.Container> defined = new ArrayList<>(List.of(new Defined("app").made()));
    Fact<Optional<RoleFacts>> role = known(Optional.of(new RoleFacts(ROLE, "taskDefinition.taskRoleArn", false)));
    Fact<List<RoleFacts.Trust>> trust = known(List.of(trusts("ecs-tasks.amazonaws.com")));
    final Map<String, Verdict> roleCan = new HashMap<>();
    final Map<String, Verdict> botCan = new HashMap<>();
    Fact<String> key = known("Enabled");
    Fact<ClusterFacts.LogGroupState> logGroupState = known(new ClusterFacts.LogGroupState(true, true));
    Fact<ClusterFacts.BucketState> bucketState = known(new ClusterFacts.BucketState.There(Optional.of("AES256")));
    String subnetOwner = ACCOUNT;
    boolean publicAddress = false;
    Fact<List<Route>> routes = known(List.of(new Route("0.0.0.0/0", "nat-1", true)));
    Fact<List<Endpoint>> endpoints = known(List.of());
    List<Rule> rules = new ArrayList<>(List.of(new Rule("sg-task", true, "-1", 0, 65_535, "0.0.0.0/0")));
    List<AclEntry> acl = new ArrayList<>(List.of(
            new AclEntry(100, true, true, "-1", 0, 65_535, "0.0.0.0/0"),
            new AclEntry(100, false, true, "-1", 0, 65_535, "0.0.0.0/0")));
    Fact<List<ExecFacts.Load>> load = known(List.of(new ExecFacts.Load("MemoryUtilization", 40)));
    boolean isProtected = false;
    Fact<List<String>> daemons = known(List.of());
    List<String> lastErrors = List.of();

    Patient() {
        for (var action : RoleChecks.MESSAGES) {
            roleCan.put(action, allowed());
        }
        for (var action : List.of(
                "kms:Decrypt",
                "logs:DescribeLogGroups",
                "logs:CreateLogStream",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
                "s3:PutObject",
                "s3:GetBucketLocation",
                "s3:GetEncryptionConfiguration")) {
            roleCan.put(action, allowed());
        }
        botCan.put("ecs:ExecuteCommand", allowed());
        botCan.put("kms:GenerateDataKey", allowed());
        botCan.put("ssm:StartSession", denied("implicitDeny"));
    }

    /** A container of a task definition with everything as it should be. */
    static final class Defined {
        final String name;
        String image = "registry.example/web:1";
        boolean serves;
        boolean readonlyRoot;
        boolean init = true;
        String user = "";
        String logDriver = "awslogs";
        List<String> variables = List.of("PORT");
        int environmentFiles;
        List<String> mounts = List.of();
        List<Integer> ports = List.of(8080);

        Defined(String name) {
            this.name = name;
        }

        DefinitionFacts.Container made() {
            return new DefinitionFacts.Container(
                    name,
                    image,
                    serves,
                    readonlyRoot,
                    init,
                    user,
                    logDriver,
                    variables,
                    environmentFiles,
                    mounts,
                    ports);
        }
    }

    static <T> Fact<T> known(T value) {
        return new Fact.Known<>(value);
    }

    static Verdict allowed() {
        return new Verdict("allowed", List.of(), false, false);
    }

    static Verdict denied(String how) {
        return new Verdict(how, List.of(), false, false);
    }

    static RoleFacts.Trust trusts(String service, RoleFacts.Condition... conditions) {
        return new RoleFacts.Trust(true, List.of(service), List.of("sts:AssumeRole"), List.of(conditions));
    }

    static Optional<TaskFacts.Agent> agent(String status, String reason) {
        return Optional.of(new TaskFacts.Agent(status, reason, Optional.of(NOW.minusSeconds(3_600))));
    }

    static TaskFacts.Container container(String name, Optional<TaskFacts.Agent> agent) {
        return new TaskFacts.Container(name, "registry.example/web:1", "RUNNING", agent);
    }

    static Endpoint endpoint(String service, String state, boolean privateDns, String zone) {
        return new Endpoint(
                "vpce-1", service, "Interface", state, privateDns, true, List.of(zone), List.of("sg-endpoint"));
    }

    Patient letsTheTaskIn() {
        rules.add(new Rule("sg-endpoint", false, "tcp", 443, 443, "sg-task"));
        return this;
    }

    ExecFacts facts() {
        return new ExecFacts(
                WEB,
                wanted,
                NOW,
                entry,
                skew,
                known(new ClusterFacts(
                        "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
                        clusterStatus,
                        logging,
                        kmsKey,
                        logGroup,
                        bucket)),
                known(hasService ? Optional.of(service()) : Optional.empty()),
                known(hasTask ? Optional.of(task()) : Optional.empty()),
                known(new DefinitionFacts("web:42", pidMode, defined)),
                known(instance),
                role,
                trust,
                known(new Simulation(roleCan)),
                known(new Simulation(botCan)),
                key,
                logGroupState,
                bucketState,
                known(network()),
                load,
                known(isProtected),
                daemons,
                known(lastErrors));
    }

    private ServiceFacts service() {
        return new ServiceFacts(
                "web",
                serviceStatus,
                desired,
                running,
                serviceExec,
                "LATEST",
                controller,
                managedBy,
                underWay,
                Optional.of(NOW.minus(Duration.ofMinutes(30))));
    }

    private TaskFacts task() {
        return new TaskFacts(
                "arn:aws:ecs:eu-west-1:111122223333:task/prod/0123456789abcdef0123456789abcdef",
                lastStatus,
                desiredStatus,
                stoppedReason,
                connectivity,
                launchType,
                capacityProvider,
                platformVersion,
                platformFamily,
                group,
                taskExec,
                Optional.of(NOW.minus(age)),
                Optional.of(NOW.minus(age)),
                Optional.empty(),
                containers);
    }

    private NetworkFacts network() {
        return new NetworkFacts(
                new NetworkFacts.Subnet("subnet-1", "vpc-1", "eu-west-1a", subnetOwner, "10.0.1.0/24"),
                publicAddress,
                List.of("sg-task"),
                routes,
                endpoints,
                known(rules),
                known(acl));
    }

    /** A target on which exec works. */
    public static ExecFacts healthy() {
        return new Patient().facts();
    }

    /** A task without exec, a role that IAM says nothing of, and a read-only file system with words of a stranger. */
    public static ExecFacts ill() {
        var patient = new Patient();
        patient.taskExec = false;
        patient.trust = new Fact.Missing<>("AWS denied iam:GetRole to arn:aws:iam::111122223333:role/target.");
        patient.role = new Fact.Missing<>("AWS denied iam:GetRole to arn:aws:iam::111122223333:role/target.");
        var hostile = new Defined("<!channel>\u202e");
        hostile.readonlyRoot = true;
        hostile.user = "AKIAIOSFODNN7EXAMPLE";
        patient.defined = List.of(hostile.made());
        patient.containers = List.of(container("<!channel>\u202e", Optional.empty()));
        return patient.facts();
    }

    /** The result of one check. */
    Check check(String id) {
        return checks().get(id);
    }

    Checks checks() {
        return new Checks(Examination.of(facts()));
    }
}
