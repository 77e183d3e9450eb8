package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.parse.LogsInstead;
import sallyport.parse.Parsed;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.parse.Subcommand;

/**
 * Holds docs/guide.md against the commands there are and the files it points to. Rows have the numbers they have there.
 */
class GuideTest {
    private static final Path FILE = Path.of("docs/guide.md");
    private static final String GUIDE = IamPolicy.text(FILE);
    private static final Path MODULE = Path.of("deploy/terraform/exec-enabled-service");
    private static final Path CONSTRUCT = Path.of("deploy/cdk/lib/exec-enabled-service.ts");

    /** Verbs of a later version. */
    private static final Set<String> LATER = Set.of("disable-exec", "enable-exec", "host", "run", "shell", "stop-task");

    @Test
    void every_row_is_there_once() {
        var rows = GUIDE.lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> Integer.parseInt(line.split("\\|", -1)[1].strip()));
        var snippets = Stream.of(10, 11);
        assertThat(Stream.concat(rows, snippets))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 31).boxed().toList());
    }

    @Test
    void every_command_is_one_there_is_or_said_not_to_be() {
        assertThat(verbs(GUIDE))
                .as("verbs in the guide")
                .contains("exec", "logs", "describe", "tasks")
                .allMatch(verb -> words().contains(verb) || LATER.contains(verb));
        assertThat(words()).as("there by now: take them out of LATER").doesNotContainAnyElementsOf(LATER);
    }

    @Test
    void a_command_of_a_later_version_is_named_with_what_to_do_until_then() {
        var lines = GUIDE.lines()
                .filter(line -> verbs(line).stream().anyMatch(LATER::contains))
                .toList();
        assertThat(lines).hasSizeGreaterThan(4).allMatch(line -> line.contains("not in this version"));
    }

    @Test
    void every_link_leads_somewhere() {
        var links = Pattern.compile("]\\(([^)#]+)").matcher(GUIDE).results().map(link -> link.group(1));
        assertThat(links)
                .isNotEmpty()
                .allMatch(link -> Files.exists(FILE.resolveSibling(link).normalize()));
    }

    @Test
    void row_4_the_four_actions_are_in_the_policy_and_in_both_modules() {
        assertThat(row(4)).contains("deploy/iam/task-role.json");
        assertThat(IamPolicy.read("task-role.json").allowed()).hasSize(4).allMatch(a -> a.startsWith("ssmmessages:"));
        assertThat(IamPolicy.text(MODULE.resolve("roles.tf")))
                .contains("\"task-role\"", "${local.iam}/${each.key}.json");
        assertThat(IamPolicy.text(Path.of("deploy/cdk/test/exec.test.ts"))).contains("['task-role', ");
    }

    @Test
    void row_10_the_snippet_for_cdk_is_the_one_that_is_compiled() {
        var example = IamPolicy.text(Path.of("deploy/cdk/examples/guide.ts"));
        var compiled = example.substring(
                example.indexOf("// guide: begin\n") + "// guide: begin\n".length(),
                example.indexOf("    // guide: end"));
        assertThat(block("ts")).isEqualTo(compiled.stripTrailing().stripIndent() + "\n");
        assertThat(IamPolicy.text(CONSTRUCT)).contains("enableExecuteCommand: true", "initProcessEnabled: true");
    }

    @Test
    void row_11_the_snippet_for_terraform_is_the_one_that_is_validated() {
        assertThat(block("hcl")).isEqualTo(IamPolicy.text(MODULE.resolve("examples/guide/main.tf")));
        assertThat(IamPolicy.text(MODULE.resolve("main.tf")))
                .contains("enable_execute_command = true", "initProcessEnabled = true");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14})
    void rows_12_and_14_by_way_of_the_host_is_not_in_this_version(int number) {
        assertThat(row(number)).contains("not in this version");
    }

    @Test
    void rows_16_23_26_and_27_what_comes_by_itself_is_explained_where_the_row_points() {
        assertThat(row(16)).contains("doctor.md#what-follows-an-exec-that-cannot-work");
        assertThat(row(23)).contains("1, 2, 4, 8 and 15 seconds");
        assertThat(row(26)).contains("doctor.md#the-weekly-report", "--disable-execute-command");
        assertThat(row(27)).contains("logs.md#instead-of-a-command");
        assertThat(IamPolicy.text(Path.of("docs/doctor.md")))
                .contains("## What follows an exec that cannot work", "## The weekly report");
        assertThat(IamPolicy.text(Path.of("docs/logs.md"))).contains("## Instead of a command");
    }

    @Test
    void every_example_of_logs_instead_of_a_command_is_what_is_offered() {
        var page = IamPolicy.text(Path.of("docs/logs.md"));
        var examples = Pattern.compile("\\| `(exec [^`]+)`[^|]*\\| `(logs [^`]+)`")
                .matcher(page)
                .results()
                .toList();
        assertThat(examples).hasSizeGreaterThan(6).allSatisfy(example -> {
            var typed = SlashCommandParser.parse(example.group(1));
            assertThat(typed).isInstanceOf(Parsed.Ok.class);
            var exec = (SlashCommand.Exec) ((Parsed.Ok) typed).command();
            assertThat(LogsInstead.of(exec).map(LogsInstead::line)).contains(example.group(2));
        });
    }

    @Test
    void row_17_neither_module_maps_the_port_of_ssh() {
        assertThat(IamPolicy.text(MODULE.resolve("variables.tf"))).contains("var.port != 22");
        assertThat(IamPolicy.text(CONSTRUCT)).contains("props.port === 22");
    }

    @Test
    void row_18_what_sallyport_needs_is_a_role_that_may_do_nothing_but_enter_targets() {
        assertThat(IamPolicy.read("bot.json").allowed())
                .containsExactlyInAnyOrder("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession");
    }

    @Test
    void rows_7_19_20_21_and_27_are_reads_with_the_options_they_take() {
        assertThat(row(7)).contains("/ecs tasks web");
        assertThat(row(19)).contains("/ecs logs web --follow");
        assertThat(row(20)).contains("/ecs describe web --task TASK");
        assertThat(Subcommand.DESCRIBE.fullUsage()).contains("--task");
        assertThat(row(21)).contains("--task TASK --container my-container --tail 100");
        assertThat(Subcommand.LOGS.fullUsage()).contains("--task", "--container", "--tail", "--since", "--filter");
        assertThat(row(27)).contains("--since 1h --filter \"error\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs:ListTasks",
                "ecs:DescribeTasks",
                "ecs:DescribeServices",
                "ecs:DescribeTaskDefinition",
                "ecs:DescribeContainerInstances",
                "ecs:ListServices",
                "logs:FilterLogEvents",
                "logs:GetLogEvents",
                "logs:StartQuery",
                "logs:GetQueryResults",
                "cloudwatch:GetMetricData",
                "iam:SimulatePrincipalPolicy"
            })
    void rows_2_7_19_20_21_25_28_30_and_31_may_be_asked_by_the_role_that_reads(String action) {
        assertThat(IamPolicy.read("target-read.json").allowed()).contains(action);
    }

    @Test
    void row_25_no_policy_lets_a_command_start_everywhere() {
        assertThat(row(25)).contains("deploy/iam/target-exec.json");
        assertThat(IamPolicy.all().stream().flatMap(policy -> policy.statements().stream()))
                .filteredOn(
                        statement -> statement.allows() && statement.actions().contains("ecs:ExecuteCommand"))
                .isNotEmpty()
                .noneMatch(statement -> statement.resources().contains("*"));
    }

    @Test
    void rows_5_6_and_24_there_is_nothing_to_install() {
        assertThat(List.of(row(5), row(6))).allMatch(row -> row.contains("nothing to install"));
        assertThat(row(24)).contains("cannot happen");
    }

    @Test
    void row_29_a_rule_can_do_without_the_shell() {
        assertThat(row(29)).contains("`exit_code: none`");
        assertThat(IamPolicy.text(Path.of("docs/doctor.md"))).contains("| D30 |", "| D31 |");
    }

    private static String row(int number) {
        return GUIDE.lines()
                .filter(line -> line.startsWith("| " + number + " |"))
                .findFirst()
                .orElseThrow();
    }

    private static String block(String language) {
        var fence = "```" + language + "\n";
        int begin = GUIDE.indexOf(fence) + fence.length();
        return GUIDE.substring(begin, GUIDE.indexOf("```", begin));
    }

    private static List<String> verbs(String text) {
        return Pattern.compile("/ecs ([a-z-]+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static List<String> words() {
        return Stream.of(Subcommand.values()).map(Subcommand::word).toList();
    }
}
