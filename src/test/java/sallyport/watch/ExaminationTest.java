package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Patient.agent;
import static sallyport.watch.Patient.container;
import static sallyport.watch.Patient.denied;
import static sallyport.watch.Patient.known;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.request.Selector;
import sallyport.watch.Patient.Defined;

/** What each check makes of what is known. */
class ExaminationTest {
    private final Patient patient = new Patient();

    @Test
    void every_check_is_made_once_whatever_is_known() {
        var ids = Arrays.stream(CheckId.values()).map(Enum::name).toList();

        assertThat(Examination.of(patient.facts())).extracting(Check::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(Examination.of(nothingKnown())).extracting(Check::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_healthy_target_is_fine_throughout() {
        assertThat(Examination.of(patient.facts()))
                .allSatisfy(check ->
                        assertThat(check.severity()).as(check.toString()).isEqualTo(Severity.FINE));
    }

    @Test
    void what_is_not_known_is_never_fine() {
        assertThat(Examination.of(nothingKnown())).allSatisfy(check -> {
            assertThat(check.severity()).as(check.id()).isEqualTo(Severity.COULD_NOT_CHECK);
            assertThat(check.title()).contains("AWS denied it");
        });
    }

    private static ExecFacts nothingKnown() {
        return new ExecFacts(
                Patient.WEB,
                new Selector("web", Optional.empty(), Optional.empty()),
                Patient.NOW,
                no(),
                Optional.empty(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no(),
                no());
    }

    private static <T> Fact<T> no() {
        return new Fact.Missing<>("AWS denied it.");
    }

    @Test
    void the_worst_comes_first() {
        patient.taskExec = false;
        patient.launchType = "EXTERNAL";
        patient.pidMode = "task";

        assertThat(Examination.of(patient.facts())).extracting(Check::severity).isSorted();
        assertThat(Examination.of(patient.facts()).getFirst().severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void what_blocks_or_is_advised_says_what_to_do() {
        patient.taskExec = false;
        patient.pidMode = "task";
        patient.roleCan.put("ssmmessages:OpenDataChannel", denied("implicitDeny"));

        assertThat(Examination.of(patient.facts()))
                .filteredOn(check -> check.severity().compareTo(Severity.ADVICE) <= 0)
                .allSatisfy(check -> assertThat(check.remedy()).as(check.id()).isPresent());
        assertThat(patient.check("D15").remedy().orElseThrow()).satisfies(remedy -> {
            assertThat(remedy.cli().orElseThrow())
                    .contains("put-role-policy --role-name web-task", "ssmmessages:OpenDataChannel");
            assertThat(remedy.terraform().orElseThrow()).contains("aws_iam_role_policy");
            assertThat(remedy.cdk().orElseThrow()).contains("addToPrincipalPolicy");
        });
    }

    /** What makes a target ill, the check that must see it, and how much it matters. */
    static Stream<Arguments> illnesses() {
        return Stream.of(
                ill(
                        "a role that cannot be assumed",
                        "D0",
                        Severity.BLOCKS,
                        p -> p.entry = known(new ExecFacts.Entry.Refused("AWS denied sts:AssumeRole."))),
                ill(
                        "credentials of another account",
                        "D0",
                        Severity.BLOCKS,
                        p -> p.entry =
                                known(new ExecFacts.Entry.Entered("arn:aws:iam::999988887777:user/x", "999988887777"))),
                ill("a cluster that is gone", "D1", Severity.BLOCKS, p -> p.clusterStatus = "INACTIVE"),
                ill("no such service", "D1", Severity.BLOCKS, p -> p.hasService = false),
                ill("a service at zero", "D1", Severity.BLOCKS, p -> p.desired = 0),
                ill("a service none of whose tasks runs", "D1", Severity.BLOCKS, p -> p.running = 0),
                ill("no task", "D2", Severity.BLOCKS, p -> p.hasTask = false),
                ill("a task that stopped", "D3", Severity.BLOCKS, p -> p.lastStatus = "STOPPED"),
                ill("a task that starts", "D3", Severity.ADVICE, p -> p.lastStatus = "PENDING"),
                ill("a task about to stop", "D3", Severity.ADVICE, p -> p.desiredStatus = "STOPPED"),
                ill("a Fargate task out of touch", "D4", Severity.ADVICE, p -> p.connectivity = "DISCONNECTED"),
                ill("an EC2 task out of touch", "D4", Severity.BLOCKS, p -> {
                    p.connectivity = "DISCONNECTED";
                    p.launchType = "EC2";
                }),
                ill("a connection ECS says nothing of", "D4", Severity.COULD_NOT_CHECK, p -> p.connectivity = ""),
                ill("an old platform", "D5", Severity.BLOCKS, p -> p.platformVersion = "1.3.0"),
                ill("a platform without number", "D5", Severity.COULD_NOT_CHECK, p -> p.platformVersion = "LATEST"),
                ill("Windows", "D6", Severity.BLOCKS, p -> p.platformFamily = "WINDOWS_SERVER_2022_CORE"),
                ill("Windows on EC2", "D6", Severity.BLOCKS, p -> onWindowsInstance(p, "1.56.0")),
                ill("an old agent on Windows", "D7", Severity.BLOCKS, p -> onWindowsInstance(p, "1.55.9")),
                ill("a new agent on Windows", "D7", Severity.FINE, p -> onWindowsInstance(p, "1.56.0")),
                ill("an instance that is not known", "D6", Severity.COULD_NOT_CHECK, p -> {
                    p.launchType = "EC2";
                    p.platformFamily = "";
                }),
                ill("no init process on Windows", "D25", Severity.FINE, p -> {
                    onWindowsInstance(p, "1.56.0");
                    define(p, container -> container.init = false);
                }),
                ill("an old agent", "D7", Severity.BLOCKS, p -> onEc2(p, "1.9.0", true, "ACTIVE")),
                ill("an agent out of touch", "D7", Severity.BLOCKS, p -> onEc2(p, "1.90.0", false, "ACTIVE")),
                ill("a draining instance", "D7", Severity.ADVICE, p -> onEc2(p, "1.90.0", true, "DRAINING")),
                ill("an unknown instance", "D7", Severity.COULD_NOT_CHECK, p -> p.launchType = "EC2"),
                ill("exec off", "D9", Severity.BLOCKS, p -> p.taskExec = false),
                ill("a task older than the setting", "D10", Severity.BLOCKS, p -> p.taskExec = false),
                ill("a task newer than the setting", "D11", Severity.ADVICE, p -> p.serviceExec = false),
                ill(
                        "an agent that stopped",
                        "D12",
                        Severity.BLOCKS,
                        p -> p.containers = List.of(container("app", agent("STOPPED", "out of memory")))),
                ill(
                        "an agent that is not there",
                        "D12",
                        Severity.BLOCKS,
                        p -> p.containers = List.of(container("app", Optional.empty()))),
                ill(
                        "an agent that starts",
                        "D12",
                        Severity.ADVICE,
                        p -> p.containers = List.of(container("app", agent("PENDING", "")))),
                ill(
                        "an agent that does not get ready",
                        "D13",
                        Severity.ADVICE,
                        p -> p.containers = List.of(container("app", agent("PENDING", "")))),
                ill("a task without role", "D14", Severity.BLOCKS, p -> p.role = known(Optional.empty())),
                ill(
                        "a permission that lacks",
                        "D15",
                        Severity.BLOCKS,
                        p -> p.roleCan.put("ssmmessages:OpenDataChannel", denied("implicitDeny"))),
                ill(
                        "a permission IAM did not judge",
                        "D15",
                        Severity.COULD_NOT_CHECK,
                        p -> p.roleCan.remove("ssmmessages:OpenDataChannel")),
                ill(
                        "no right to start",
                        "D16",
                        Severity.BLOCKS,
                        p -> p.botCan.put("ecs:ExecuteCommand", denied("explicitDeny"))),
                ill(
                        "a trust policy for EC2",
                        "D17",
                        Severity.BLOCKS,
                        p -> p.trust = known(List.of(Patient.trusts("ec2.amazonaws.com")))),
                ill("a key that is off", "D18", Severity.BLOCKS, p -> {
                    p.kmsKey = Optional.of("key-1");
                    p.key = known("Disabled");
                }),
                ill("a task role that may not use the key", "D18", Severity.BLOCKS, p -> {
                    p.kmsKey = Optional.of("key-1");
                    p.roleCan.put("kms:Decrypt", denied("implicitDeny"));
                }),
                ill("a bot that may not use the key", "D18", Severity.BLOCKS, p -> {
                    p.kmsKey = Optional.of("key-1");
                    p.botCan.put("kms:GenerateDataKey", denied("implicitDeny"));
                }),
                ill(
                        "a key whose policy nobody can simulate",
                        "D18",
                        Severity.COULD_NOT_CHECK,
                        p -> p.kmsKey = Optional.of("key-1")),
                ill("sessions that nobody records", "D19", Severity.ADVICE, p -> p.logging = Optional.of("NONE")),
                ill("a read-only root", "D24", Severity.BLOCKS, p -> define(p, d -> d.readonlyRoot = true)),
                ill(
                        "a read-only root with volumes",
                        "D24",
                        Severity.ADVICE,
                        p -> define(p, d -> {
                            d.readonlyRoot = true;
                            d.mounts = List.of("/var/lib/amazon", "/var/log/amazon/ssm", "/managed-agents");
                        })),
                ill("no init process", "D25", Severity.ADVICE, p -> define(p, d -> d.init = false)),
                ill("shared processes", "D26", Severity.ADVICE, p -> p.pidMode = "task"),
                ill(
                        "keys in the environment",
                        "D27",
                        Severity.ADVICE,
                        p -> define(p, d -> d.variables = List.of("AWS_ACCESS_KEY_ID"))),
                ill(
                        "a proxy for everything",
                        "D27",
                        Severity.ADVICE,
                        p -> define(p, d -> d.variables = List.of("https_proxy"))),
                ill(
                        "a file of variables",
                        "D27",
                        Severity.COULD_NOT_CHECK,
                        p -> define(p, d -> d.environmentFiles = 1)),
                ill("a user", "D28", Severity.INFORMATION, p -> define(p, d -> d.user = "app")),
                ill(
                        "hardly any memory",
                        "D29",
                        Severity.ADVICE,
                        p -> p.load = known(List.of(new ExecFacts.Load("MemoryUtilization", 95.1)))),
                ill("no figures", "D29", Severity.COULD_NOT_CHECK, p -> p.load = known(List.of())),
                ill(
                        "an image without shell",
                        "D30",
                        Severity.ADVICE,
                        p -> define(p, d -> d.image = "gcr.io/distroless/java")),
                ill(
                        "a plugin that lacks",
                        "D31",
                        Severity.BLOCKS,
                        p -> p.lastErrors =
                                List.of("Plugin with name InteractiveCommands not found. Step name: ExecuteCommand")),
                ill(
                        "a proxy container",
                        "D32",
                        Severity.INFORMATION,
                        p -> p.containers =
                                List.of(p.containers.getFirst(), container("ecs-service-connect-x", Optional.empty()))),
                ill("run-task and managed scaling", "D33", Severity.INFORMATION, p -> {
                    p.group = "family:job";
                    p.capacityProvider = "asg";
                    p.launchType = "EC2";
                }),
                ill("an SSH server", "D34", Severity.ADVICE, p -> define(p, d -> d.ports = List.of(8080, 22))),
                ill("Express Mode", "D35", Severity.ADVICE, p -> p.managedBy = "ECS"),
                ill("CodeDeploy", "D36", Severity.ADVICE, p -> p.controller = "CODE_DEPLOY"),
                ill(
                        "sessions past ECS",
                        "D37",
                        Severity.ADVICE,
                        p -> p.botCan.put("ssm:StartSession", Patient.allowed())),
                ill(
                        "a session in the way",
                        "D38",
                        Severity.ADVICE,
                        p -> p.lastErrors = List.of("The exec agent in container app of task 0123 is not connected.")),
                ill("a deployment", "D39", Severity.INFORMATION, p -> p.underWay = List.of("web:43")),
                ill("protection", "D39", Severity.INFORMATION, p -> p.isProtected = true),
                ill("daemons", "D40", Severity.INFORMATION, p -> p.daemons = known(List.of("monitor"))));
    }

    private static Arguments ill(String name, String id, Severity severity, Consumer<Patient> illness) {
        return Arguments.argumentSet(name, id, severity, illness);
    }

    private static void onEc2(Patient patient, String version, boolean connected, String status) {
        patient.launchType = "EC2";
        patient.instance = Optional.of(new InstanceFacts("i-1", version, connected, status, "linux"));
    }

    private static void onWindowsInstance(Patient patient, String agentVersion) {
        onEc2(patient, agentVersion, true, "ACTIVE");
        patient.platformFamily = "";
        patient.instance = Optional.of(new InstanceFacts("i-1", agentVersion, true, "ACTIVE", "windows"));
    }

    private static void define(Patient patient, Consumer<Defined> change) {
        var container = new Defined("app");
        change.accept(container);
        patient.defined = List.of(container.made());
    }

    @ParameterizedTest
    @MethodSource("illnesses")
    void each_illness_is_seen_by_its_check(String id, Severity severity, Consumer<Patient> illness) {
        illness.accept(patient);

        assertThat(patient.check(id).severity())
                .as(patient.check(id).toString())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"299, FINE", "300, BLOCKS", "-300, BLOCKS", "-299, FINE"})
    void a_clock_may_differ_by_less_than_five_minutes(long seconds, Severity severity) {
        patient.skew = Optional.of(Duration.ofSeconds(seconds));

        assertThat(patient.check("D0").severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"1.3.9, BLOCKS", "1.4.0, FINE", "1.10.0, FINE", "2.0, FINE", "1.4.0-beta, FINE", "x, COULD_NOT_CHECK"})
    void versions_are_compared_number_by_number(String version, Severity severity) {
        patient.platformVersion = version;

        assertThat(patient.check("D5").severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"1.50.1, BLOCKS", "1.50.2, FINE", "1.100.0, FINE"})
    void an_instance_needs_a_certain_agent(String version, Severity severity) {
        onEc2(patient, version, true, "ACTIVE");

        assertThat(patient.check("D7").severity()).isEqualTo(severity);
    }

    @Test
    void an_agent_may_take_a_minute_and_not_a_second_more() {
        patient.containers = List.of(container("app", agent("PENDING", "")));
        patient.age = Duration.ofSeconds(60);
        assertThat(patient.check("D13").severity()).isEqualTo(Severity.FINE);

        patient.age = Duration.ofSeconds(61);
        assertThat(patient.check("D13").severity()).isEqualTo(Severity.ADVICE);
    }

    @Test
    void a_stopped_agent_is_told_with_the_container_it_is_in() {
        patient.defined = List.of(new Defined("app").made(), new Defined("worker").made());
        patient.containers =
                List.of(container("app", agent("RUNNING", "")), container("worker", agent("STOPPED", "killed")));

        assertThat(patient.check("D12").title())
                .contains("worker is STOPPED (killed)")
                .doesNotContain("in app");
        assertThat(patient.check("D12").evidence())
                .extracting(Evidence::toString)
                .contains("containers[app].managedAgents[ExecuteCommandAgent]=RUNNING");
    }

    /** exec-checker walks the agents of all containers by one index, so a container without one shifts the names. */
    @Test
    void a_container_without_agent_does_not_shift_the_names_of_the_others() {
        patient.containers =
                List.of(container("ecs-service-connect-x", Optional.empty()), container("app", agent("RUNNING", "")));

        assertThat(patient.check("D12").severity()).isEqualTo(Severity.FINE);
        assertThat(patient.check("D12").evidence())
                .extracting(Evidence::toString)
                .containsExactly("containers[app].managedAgents[ExecuteCommandAgent]=RUNNING");
    }

    /** exec-checker says UNKNOWN of them. */
    @ParameterizedTest
    @CsvSource({"EXTERNAL", "MANAGED_INSTANCES", "SOMETHING_NEW"})
    void other_kinds_of_capacity_are_judged_by_the_exec_agent(String launchType) {
        patient.launchType = launchType;

        assertThat(patient.check("D8").severity()).isEqualTo(Severity.INFORMATION);
        assertThat(patient.check("D12").severity()).isEqualTo(Severity.FINE);
        assertThat(Examination.of(patient.facts()))
                .noneMatch(
                        check -> check.severity() == Severity.BLOCKS || check.severity() == Severity.COULD_NOT_CHECK);
    }

    @Test
    void a_named_container_is_the_only_one_that_is_judged() {
        patient.containers = List.of(container("app", agent("RUNNING", "")), container("worker", agent("STOPPED", "")));
        patient.defined = List.of(new Defined("app").made(), new Defined("worker").made());
        patient.wanted = new Selector("web", Optional.empty(), Optional.of("app"));

        assertThat(patient.check("D12").severity()).isEqualTo(Severity.FINE);

        patient.wanted = new Selector("web", Optional.empty(), Optional.of("nobody"));
        assertThat(patient.check("D12").severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void windows_is_refused_by_name_and_with_the_reason() {
        patient.platformFamily = "WINDOWS_SERVER_2019_CORE";
        patient.containers = List.of(new TaskFacts.Container(
                "app", "mcr.microsoft.com/windows/nanoserver:1809", "RUNNING", agent("RUNNING", "")));

        assertThat(patient.check("D6").title())
                .contains("WINDOWS_SERVER_2019_CORE", "Linux containers only", "POSIX shell", "Nano Server");
    }

    @Test
    void of_variables_only_names_are_told() {
        define(patient, d -> d.variables = List.of("AWS_SECRET_ACCESS_KEY", "PASSWORD"));

        assertThat(patient.check("D27").evidence())
                .extracting(Evidence::toString)
                .containsExactly("containerDefinitions[app].environment.AWS_SECRET_ACCESS_KEY=(set)");
    }

    @Test
    void a_proxy_that_spares_some_places_is_left_alone() {
        define(patient, d -> d.variables = List.of("HTTPS_PROXY", "NO_PROXY"));

        assertThat(patient.check("D27").severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void a_task_that_codedeploy_replaces_is_not_told_to_force_a_deployment() {
        patient.taskExec = false;
        patient.controller = "CODE_DEPLOY";

        var remedy = patient.check("D10").remedy().orElseThrow();
        assertThat(remedy.sentence()).contains("CODE_DEPLOY");
        assertThat(remedy.cli()).isEmpty();
    }
}
