package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the policies of {@code deploy/iam} against what the code calls: nothing missing, nothing over. */
class IamPoliciesTest {
    /** What Sallyport's own roles get. */
    private static final List<String> OURS = List.of(
            "bot.json",
            "bot-audit-key.json",
            "bot-events.json",
            "bot-ledger.json",
            "target-exec.json",
            "target-exec-kms.json",
            "target-read.json");

    /** What others get, who run no code of ours, and what allows nothing. */
    private static final List<String> OTHERS = List.of(
            "deny-start-session.json",
            "ecs-tasks-trust.json",
            "events-bus.json",
            "events-queue.json",
            "events-sender.json",
            "events-sender-trust.json",
            "target-exec-trust.json",
            "target-trust.json",
            "task-role.json",
            "task-role-kms.json",
            "task-role-logging.json");

    /** What is allowed although nothing calls it, with the reason. A row whose action is called has to go. */
    private static final Map<String, String> NOT_CALLED = Map.of(
            "ssm:ResumeSession",
            "every run's session policy names it, and a policy grants what both allow",
            "sts:SetSourceIdentity",
            "AssumeRole is checked for it too when a run has a source identity",
            "sts:TagSession",
            "AssumeRole is checked for it too when a run's session has tags");

    private static final AwsCalls CALLS = AwsCalls.ofMain();

    @Test
    void every_file_is_held_against_something() {
        assertThat(IamPolicy.all().stream().map(IamPolicy::file))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(OURS.stream(), OTHERS.stream()).toList());
    }

    @Test
    void the_code_is_read_as_it_is() {
        assertThat(CALLS.users())
                .containsEntry("ecs:ExecuteCommand", Set.of("CommandStart"))
                .containsEntry("kms:GenerateDataKey", Set.of("KmsDataKeys"))
                .containsEntry("ssmmessages:OpenDataChannel", Set.of("EcsSessions"))
                .containsKeys("dynamodb:ConditionCheckItem", "logs:FilterLogEvents", "sts:AssumeRole")
                .doesNotContainKeys("dynamodb:TransactWriteItems", "sts:GetCallerIdentity");
    }

    @Test
    void everything_the_code_calls_is_allowed() {
        var missing = new TreeMap<>(CALLS.users());
        missing.keySet().removeAll(allowed(OURS));
        assertThat(missing)
                .as("actions that no policy in deploy/iam allows, and who calls them")
                .isEmpty();
    }

    @Test
    void nothing_is_allowed_that_nothing_calls() {
        var unused = allowed(OURS);
        unused.removeAll(CALLS.users().keySet());
        unused.removeAll(NOT_CALLED.keySet());
        assertThat(unused)
                .as("actions that a policy in deploy/iam allows, and nothing calls")
                .isEmpty();
    }

    @Test
    void a_reason_excuses_only_what_is_allowed_and_not_called() {
        assertThat(allowed(OURS)).as("a policy allows these").containsAll(NOT_CALLED.keySet());
        var called = new TreeMap<>(CALLS.users());
        called.keySet().retainAll(NOT_CALLED.keySet());
        assertThat(called)
                .as("called by now: remove their rows from NOT_CALLED")
                .isEmpty();
    }

    @Test
    void no_action_is_a_pattern() {
        var actions = statements().flatMap(statement -> statement.actions().stream());
        assertThat(actions).isNotEmpty().allMatch(action -> action.matches("[a-z0-9]+:[A-Z][A-Za-z0-9]+"));
    }

    @Test
    void every_statement_is_explained_and_so_is_every_star() {
        var rows = IamPolicy.text(IamPolicy.FOLDER.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(IamPolicy.all())
                .allSatisfy(policy -> assertThat(policy.statements())
                        .allSatisfy(statement -> assertThat(rows)
                                .as(policy.file() + " " + statement.sid())
                                .anyMatch(row -> row.contains("| `" + policy.file() + "` | `" + statement.sid() + "` |")
                                        && row.contains("`*`") == isEverywhere(statement))));
    }

    @Test
    void the_role_that_reads_can_only_read() {
        assertThat(allowed(List.of("target-read.json")))
                .allMatch(action -> action.matches("[a-z0-9]+:(Describe|Filter|Get|List|Simulate).*")
                        || Set.of("logs:StartQuery", "logs:StopQuery", "logs:StartLiveTail")
                                .contains(action));
    }

    @Test
    void a_command_starts_only_in_tagged_tasks_of_one_cluster_and_in_no_sidecar() {
        var starts = IamPolicy.read("target-exec.json").statements().stream()
                .filter(statement -> statement.actions().contains("ecs:ExecuteCommand"))
                .toList();
        assertThat(starts)
                .filteredOn(IamPolicy.Statement::allows)
                .allSatisfy(statement -> assertThat(statement.resources())
                        .allMatch(arn -> arn.endsWith(":cluster/${cluster}") || arn.endsWith(":task/${cluster}/*")));
        assertThat(starts)
                .filteredOn(statement -> statement.resources().stream().anyMatch(arn -> arn.contains(":task/")))
                .singleElement()
                .satisfies(
                        statement -> assertThat(statement.conditions()).containsExactly("aws:ResourceTag/sallyport"));
        assertThat(starts)
                .filteredOn(statement -> !statement.allows())
                .singleElement()
                .satisfies(statement -> assertThat(statement.conditions()).containsExactly("ecs:container-name"));
    }

    /** The credentials of a run may do what its role and its session policy both allow. */
    @Test
    void the_role_that_runs_has_all_that_a_run_is_narrowed_to() {
        var narrowed = AwsCalls.constants("aws/SessionPolicy").stream()
                .filter(text -> text.matches("[a-z0-9]+:[A-Z]\\w+"))
                .toList();
        assertThat(narrowed).contains("ecs:ExecuteCommand");
        assertThat(allowed(List.of("target-exec.json", "target-exec-kms.json"))).containsAll(narrowed);
    }

    @Test
    void a_target_is_entered_with_its_external_id_and_from_its_organization() {
        assertThat(IamPolicy.read("target-trust.json").statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.conditions())
                        .containsExactlyInAnyOrder("sts:ExternalId", "aws:PrincipalOrgID"));
    }

    @Test
    void only_the_role_that_runs_lets_a_session_say_who_asked() {
        assertThat(IamPolicy.read("target-trust.json").allowed()).containsExactly("sts:AssumeRole");
        assertThat(IamPolicy.read("target-exec-trust.json").statements())
                .filteredOn(statement -> statement.actions().contains("sts:AssumeRole"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.conditions())
                        .containsExactlyInAnyOrder("sts:ExternalId", "aws:PrincipalOrgID"));
        assertThat(IamPolicy.read("target-exec-trust.json").allowed())
                .containsExactlyInAnyOrder("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession");
    }

    @Test
    void the_role_that_reads_can_start_and_end_nothing() {
        assertThat(IamPolicy.read("target-read.json").allowed())
                .doesNotContain("ecs:ExecuteCommand", "ssm:TerminateSession", "ssmmessages:OpenDataChannel");
    }

    @Test
    void a_task_gets_the_four_actions_of_the_agent_and_nothing_else() {
        assertThat(allowed(List.of("task-role.json")))
                .containsExactly(
                        "ssmmessages:CreateControlChannel",
                        "ssmmessages:CreateDataChannel",
                        "ssmmessages:OpenControlChannel",
                        "ssmmessages:OpenDataChannel");
    }

    private static boolean isEverywhere(IamPolicy.Statement statement) {
        return statement.resources().contains("*");
    }

    private static Stream<IamPolicy.Statement> statements() {
        return IamPolicy.all().stream().flatMap(policy -> policy.statements().stream());
    }

    private static Set<String> allowed(List<String> files) {
        return files.stream()
                .flatMap(file -> IamPolicy.read(file).allowed().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
