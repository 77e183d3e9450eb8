package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sallyport.sandbox.aws.iam.Identities;
import sallyport.sandbox.aws.iam.PolicyDocument;
import sallyport.sandbox.aws.iam.Role;
import sallyport.sandbox.aws.network.Network;

/**
 * The clusters whose services are each wrong in one way, and the cluster {@code fleet}; with them the roles, the
 * network, the keys and the buckets of the whole account, which are wrong in the same ways. Immutable: it follows from
 * the seed, the time and what was mended.
 */
public final class Clinic {
    private static final int FLEET = 100;
    private static final String SESSION_LOG = "/ecs/exec-audit";
    private static final String MISSING_LOG = "/ecs/exec-audit-missing";
    private static final List<String> SERVICES_OF_DEMO = List.of("web", "worker", "legacy", "batch");

    private final long seed;
    private final Instant now;
    private final Set<String> mended;
    private final Map<String, Patient.Admitted> patients;
    private final Identities identities;
    private final Network network;

    private Clinic(long seed, Instant now, Set<String> mended) {
        this.seed = seed;
        this.now = now;
        this.mended = mended;
        this.patients = new TreeMap<>();
        ClinicCases.all(now).forEach((name, wrong) -> patients.put(name, admit(name, wrong)));
        this.identities = allIdentities();
        this.network = patients.values().stream()
                .flatMap(patient -> patient.network().stream())
                .reduce(Site.standard(), Network::and);
    }

    static Clinic open(long seed, Instant now) {
        return new Clinic(seed, now, Set.of());
    }

    static String fullName(String name) {
        return name.contains("/") ? name : "clinic/" + name;
    }

    private Patient.Admitted admit(String name, UnaryOperator<Patient> wrong) {
        int slash = name.indexOf('/');
        var patient = new Patient(name.substring(0, slash), name.substring(slash + 1), seed, now);
        return (mended.contains(name) ? cured(name, patient) : wrong.apply(patient)).admit();
    }

    /** A service whose cluster wants more of it than usual needs more to be healthy. */
    private static Patient cured(String name, Patient patient) {
        return Stream.of("clinic-kms", "clinic-override", "clinic-bucket").anyMatch(name::startsWith)
                ? patient.role(Clinic::all)
                : patient;
    }

    private static Role all(Role role) {
        return role.allowed(PolicyDocument.ALL);
    }

    /**
     * The clinic with one more service healthy.
     *
     * @throws IllegalArgumentException if it has none of that name
     */
    Clinic mended(String name) {
        if (!patients.containsKey(name)) {
            throw unknown(name);
        }
        var more = new TreeSet<>(mended);
        more.add(name);
        return new Clinic(seed, now, more);
    }

    Patient.Admitted patient(String name) {
        var found = patients.get(name);
        if (found == null) {
            throw unknown(name);
        }
        return found;
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "the clinic has no service " + name + "; it has: " + String.join(", ", patients.keySet()));
    }

    /** Services of the clinic, as cluster and service with a slash between them. */
    public List<String> names() {
        return List.copyOf(patients.keySet());
    }

    List<Cluster> clusters() {
        var clusters = new ArrayList<Cluster>();
        for (var name : names().stream().map(Clinic::cluster).distinct().toList()) {
            var cluster =
                    new Cluster(name, settings(name), providers(name), List.of(), daemons(name), List.of(), List.of());
            for (var patient : patients.values()) {
                cluster = patient.service().cluster().equals(name) ? patient.in(cluster) : cluster;
            }
            clusters.add(cluster);
        }
        clusters.add(fleet());
        return List.copyOf(clusters);
    }

    private static String cluster(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    Overlay settings(String cluster) {
        return switch (cluster) {
            case "clinic-kms" -> Overlay.of("{'logging':'DEFAULT','kmsKeyId':'" + Key.SESSIONS + "'}");
            case "clinic-kms-disabled" -> Overlay.of("{'logging':'DEFAULT','kmsKeyId':'" + Key.DISABLED + "'}");
            case "clinic-no-audit" ->
                Overlay.of(
                        "{'logging':'" + (mended.contains("clinic-no-audit/d19-no-audit") ? "DEFAULT" : "NONE") + "'}");
            case "clinic-override" -> override(SESSION_LOG);
            case "clinic-override-missing" -> override(MISSING_LOG);
            case "clinic-bucket" -> overrideWithBucket(Bucket.SESSIONS);
            case "clinic-bucket-missing" -> overrideWithBucket(Bucket.MISSING);
            case "clinic-bucket-plain" -> overrideWithBucket(Bucket.PLAIN);
            default -> Overlay.of("{'logging':'DEFAULT'}");
        };
    }

    private static Overlay override(String logGroup) {
        return Overlay.of("{'logging':'OVERRIDE','logConfiguration':{'cloudWatchLogGroupName':'" + logGroup
                + "','cloudWatchEncryptionEnabled':false}}");
    }

    private static Overlay overrideWithBucket(String bucket) {
        return Overlay.of("{'logging':'OVERRIDE','logConfiguration':{'s3BucketName':'" + bucket
                + "','s3EncryptionEnabled':true}}");
    }

    /** Makes the groups that sessions are logged to, but for one that is missing until it is mended. */
    void createLogGroups(LogStore logs) {
        logs.create(SESSION_LOG, now);
        if (mended.contains("clinic-override-missing/d19-log-group-missing")) {
            logs.create(MISSING_LOG, now);
        }
    }

    private static List<String> providers(String cluster) {
        return cluster.equals("clinic")
                ? List.of("FARGATE", "FARGATE_SPOT", "ec2-clinic", "managed-clinic")
                : List.of("FARGATE", "FARGATE_SPOT");
    }

    private List<Cluster.Daemon> daemons(String cluster) {
        return cluster.equals("clinic")
                ? List.of(new Cluster.Daemon("d40-log-collector", now.minusSeconds(864_000)))
                : List.of();
    }

    /** A hundred services with one to three tasks each, for lists that take several pages. */
    private Cluster fleet() {
        var cluster = new Cluster(
                "fleet",
                Overlay.of("{'logging':'DEFAULT'}"),
                List.of("FARGATE", "FARGATE_SPOT"),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        var ships = IntStream.rangeClosed(1, FLEET)
                .mapToObj(i -> new Patient("fleet", "ship-%03d".formatted(i), seed, now)
                        .definition("{'taskRoleArn':'" + Account.role("fleet-task") + "'}")
                        .copies(1 + i % 3)
                        .admit())
                .toList();
        return cluster.withServices(
                        ships.stream().map(Patient.Admitted::service).toList())
                .withTasks(ships.stream().flatMap(ship -> ship.tasks().stream()).toList());
    }

    Identities identities() {
        return identities;
    }

    private Identities allIdentities() {
        var others =
                Stream.concat(SERVICES_OF_DEMO.stream(), Stream.of("fleet")).map(name -> Role.ofTask(name + "-task"));
        var instance = Role.ofTask("ecsInstanceRole")
                .trusting(PolicyDocument.of("{'Statement':[{'Effect':'Allow','Principal':"
                        + "{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}]}"));
        var operator = Role.ofTask("sallyport-external")
                .trusting(PolicyDocument.of("{'Statement':[{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::"
                        + Account.ID + ":root'},'Action':['sts:AssumeRole','sts:TagSession'],"
                        + "'Condition':{'StringEquals':{'sts:ExternalId':'sallyport-42'}}}]}"));
        var roles = Stream.of(
                        patients.values().stream().map(Patient.Admitted::role),
                        others,
                        Stream.of(instance, operator),
                        TargetRoles.all().stream())
                .flatMap(each -> each)
                .toList();
        return new Identities(roles, Map.of("ecsInstanceProfile", "ecsInstanceRole"), organization());
    }

    /** Allows everything but what one role or another is kept from. */
    private PolicyDocument organization() {
        var denials = patients.values().stream()
                .flatMap(patient -> patient.organizationDenies().stream()
                        .map(action -> "{'Effect':'Deny','Action':'" + action + "','Resource':'*','Condition':"
                                + "{'ArnLike':{'aws:PrincipalArn':'"
                                + Account.role(patient.role().name()) + "'}}}"));
        var allowed = Stream.of("{'Effect':'Allow','Action':'*','Resource':'*'}");
        return PolicyDocument.of(
                Stream.concat(allowed, denials).collect(Collectors.joining(",", "{'Statement':[", "]}")));
    }

    Network network() {
        return network;
    }

    List<Key> keys() {
        boolean enabled = mended.contains("clinic-kms-disabled/d18-key-disabled");
        return List.of(new Key(Key.SESSIONS, true), new Key(Key.DISABLED, enabled));
    }

    List<Bucket> buckets() {
        boolean encrypted = mended.contains("clinic-bucket-plain/d19-bucket-not-encrypted");
        var present = Stream.of(new Bucket(Bucket.SESSIONS, true), new Bucket(Bucket.PLAIN, encrypted));
        var missing = mended.contains("clinic-bucket-missing/d19-bucket-missing")
                ? Stream.of(new Bucket(Bucket.MISSING, true))
                : Stream.<Bucket>of();
        return Stream.concat(present, missing).toList();
    }
}
