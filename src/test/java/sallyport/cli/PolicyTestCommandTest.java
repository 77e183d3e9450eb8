package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTestCommandTest {
    @TempDir
    Path directory;

    private Path file = Path.of("");
    private Path tests = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("policy.yml"), """
                version: 1
                commands:
                  kernel: { summary: s, argv: [uname, "-a"], effect: read }
                grants:
                  - { id: web-kernel, command: kernel, targets: ["prod/*"], groups: [dev], containers: [app],
                      approval: { all_of: [{ group: sre }] } }
                  - { id: look, capability: logs, targets: [web], groups: [dev] }
                """);
        tests = directory.resolve("policy.test.yml");
    }

    private Terminal test(String cases, String... options) throws IOException {
        Files.writeString(tests, cases);
        var words = Stream.concat(Stream.of("policy", "test", file.toString()), Stream.of(options));
        return Terminal.run(words.toArray(String[]::new));
    }

    /** Cases that begin on line 4. */
    private static String cases(String... cases) {
        return "version: 1\ntargets: { web: prod/storefront }\ncases:\n  - {" + String.join("}\n  - {", cases) + "}\n";
    }

    private static final String GOOD =
            "name: a, person: U1, groups: [dev], channel: C1, target: web, container: app, command: uname -a,"
                    + " expect: allowed, rule: web-kernel, approval: 1 of sre, at: 2026-01-31T08:00:00Z";
    private static final String DENIED =
            "name: b, person: U1, channel: C1, target: web, command: uname -a, expect: denied, reason: none of its";
    private static final String SEEN =
            "name: c, person: T1/U1, groups: [dev], channel: C1, target: prod/storefront, capability: logs,"
                    + " expect: allowed";
    private static final String WRONG =
            "name: d, person: U1, groups: [dev], channel: C1, target: web, capability: tasks, expect: allowed";

    @Test
    void what_the_policy_does_as_expected_is_good() throws IOException {
        var answer = test(cases(GOOD, DENIED, SEEN));
        assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(answer.lines()).containsExactly("1..3", "ok 1 - a", "ok 2 - b", "ok 3 - c", "# 3 good, 0 failed");
    }

    @Test
    void what_report_only_rules_would_change_can_be_expected() throws IOException {
        Files.writeString(
                file, "denies:\n  - { id: freeze, mode: report, targets: [\"prod/*\"] }\n", StandardOpenOption.APPEND);
        var answer = test(cases(GOOD + ", report: freeze", DENIED + ", report: none", SEEN + ", report: none"));
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines())
                .containsExactly(
                        "1..3",
                        "ok 1 - a",
                        "ok 2 - b",
                        "not ok 3 - c",
                        "# line 6: expected report none, got that it would be denied by freeze",
                        "# 2 good, 1 failed");
    }

    private static final String ALL_TERMS = ", effect: read, needs: none, exit_code: wanted, expires: 1800s,"
            + " start_within: 10m, deadline: 900s, bind: revision, max_output: 65536KiB, confirm: review,"
            + " escalate: none, audience: thread, concurrency: none, review: none";

    @Test
    void every_term_can_be_expected_in_any_unit() throws IOException {
        assertThat(test(cases(GOOD + ALL_TERMS)).lines()).containsExactly("1..1", "ok 1 - a", "# 1 good, 0 failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "1"})
    void one_task_can_be_expected_as_none_and_as_a_number(String one) throws IOException {
        assertThat(test(cases(GOOD + ", fan_out: " + one)).status()).isEqualTo(ExitStatus.GOOD);
        Files.writeString(file, Files.readString(file).replace("id: web-kernel,", "id: web-kernel, fan_out: 5,"));
        assertThat(test(cases(GOOD + ", fan_out: 5")).status()).isEqualTo(ExitStatus.GOOD);
        assertThat(test(cases(GOOD + ", fan_out: " + one)).lines()).contains("# line 4: expected fan_out 1, got 5");
    }

    private static final String SHELL =
            "name: s, person: U1, groups: [dev], channel: C1, target: web, capability: shell,"
                    + " expect: allowed, approval: 1 of sre";

    private void grantShell() throws IOException {
        Files.writeString(file, """
                version: 1
                grants:
                  - { id: shells, capability: shell, targets: [web], groups: [dev], approval: { all_of: [{ group: sre }] },
                      require: { reason: true, ticket: "OPS-1" }, expires: 1h, start_within: 5m, bind: task,
                      escalate: { to: leads, after: 10m }, concurrency: 3 }
                """);
    }

    @Test
    void what_the_grant_of_a_capability_says_can_be_expected() throws IOException {
        grantShell();
        assertThat(test(cases(SHELL + ", needs: [reason, ticket], expires: 60m, start_within: 300s, bind: task,"
                                + " confirm: review, escalate: leads after 10m, concurrency: 3, fan_out: none,"
                                + " review: none"))
                        .lines())
                .containsExactly("1..1", "ok 1 - s", "# 1 good, 0 failed");
        assertThat(test(cases(SHELL + ", needs: none, expires: 30m, start_within: 10m, bind: revision, confirm: none,"
                                + " escalate: none, concurrency: none, fan_out: 2, review: sre within 24h"))
                        .lines())
                .containsExactly(
                        "1..1",
                        "not ok 1 - s",
                        "# line 4: expected needs none, got reason and ticket",
                        "# line 4: expected expires 30m, got 1h",
                        "# line 4: expected start_within 10m, got 5m",
                        "# line 4: expected bind revision, got task",
                        "# line 4: expected confirm none, got review",
                        "# line 4: expected escalate none, got leads after 10m",
                        "# line 4: expected concurrency none, got 3",
                        "# line 4: expected fan_out 2, got 1",
                        "# line 4: expected review sre within 24h, got none",
                        "# 0 good, 1 failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"effect: read", "exit_code: wanted", "deadline: 15m", "max_output: 64MiB", "audience: thread"})
    void what_a_command_itself_says_cannot_be_expected_of_a_capability(String term) throws IOException {
        grantShell();
        var key = term.substring(0, term.indexOf(':'));
        assertThat(test(cases(SHELL + ", " + term)).complaints())
                .first()
                .asString()
                .endsWith(key + " belongs to a case with command.");
    }

    @Test
    void terms_that_differ_are_told_in_the_words_of_the_file() throws IOException {
        var answer = test(cases(GOOD
                + ", needs: [ticket, reason], deadline: 90s, max_output: 1GiB, escalate: leads after 600s,"
                + " concurrency: 1, review: \"\\\"on call\\\" within 1440m\""));
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines())
                .containsExactly(
                        "1..1",
                        "not ok 1 - a",
                        "# line 4: expected needs reason and ticket, got none",
                        "# line 4: expected deadline 90s, got 15m",
                        "# line 4: expected max_output 1GiB, got 64MiB",
                        "# line 4: expected escalate leads after 10m, got none",
                        "# line 4: expected concurrency 1, got none",
                        "# line 4: expected review \"on call\" within 24h, got none",
                        "# 0 good, 1 failed");
    }

    @Test
    void the_terms_of_broken_glass_are_those_of_asking_that_way() throws IOException {
        Files.writeString(file, """
                version: 1
                commands:
                  kernel: { summary: s, argv: [uname, "-a"], effect: read }
                grants:
                  - { id: night, command: kernel, targets: [web], groups: [dev], breakglass: { review_by: sre } }
                """);
        var asked = GOOD.replace("web-kernel", "night").replace("1 of sre", "none") + ", breakglass: true,"
                + " review: sre within 24h, needs: [reason]";
        assertThat(test(cases(asked)).lines()).containsExactly("1..1", "ok 1 - a", "# 1 good, 0 failed");
    }

    @Test
    void what_it_does_otherwise_is_told_with_the_line_of_the_case() throws IOException {
        var answer = test(cases(GOOD, WRONG));
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines())
                .containsExactly(
                        "1..2",
                        "ok 1 - a",
                        "not ok 2 - d",
                        "# line 5: expected allowed, got denied: No rule lets you see tasks of web. Nearest comes rule"
                                + " look: it is about logs only.",
                        "# 1 good, 1 failed");
    }

    @Test
    void a_name_cannot_turn_a_failure_into_a_good_result() throws IOException {
        var answer = test(cases(WRONG.replace("name: d", "name: \"d # TODO\\nok 2\"")));
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines()).hasSize(4).element(1).isEqualTo("not ok 1 - d \\# TODO ok 2");
    }

    @Test
    void the_same_is_told_in_json() throws IOException {
        var answer = test(cases(GOOD, WRONG), "--json");
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        var json = answer.json();
        assertThat(json.path("good").asInt()).isEqualTo(1);
        assertThat(json.path("failed").asInt()).isEqualTo(1);
        assertThat(json.path("cases").path(0).toString())
                .isEqualTo("{\"name\":\"a\",\"line\":4,\"good\":true,\"differences\":[]}");
        assertThat(json.path("cases").path(1).path("differences").path(0).asString())
                .startsWith("expected allowed, got denied");
    }

    @Test
    void the_cases_may_be_anywhere() throws IOException {
        var elsewhere = Files.writeString(directory.resolve("cases.yml"), cases(DENIED));
        assertThat(Terminal.run("policy", "test", file.toString(), elsewhere.toString())
                        .status())
                .isEqualTo(ExitStatus.GOOD);
        var bare = Files.copy(file, directory.resolve("policy"));
        Files.writeString(directory.resolve("policy.test"), cases(DENIED));
        assertThat(Terminal.run("policy", "test", bare.toString()).status()).isEqualTo(ExitStatus.GOOD);
    }

    @Test
    void people_and_targets_may_be_those_of_a_configuration() throws IOException {
        var configuration = Files.writeString(directory.resolve("sallyport.yml"), """
                slack: { team_ids: [T1] }
                people: { groups: { dev: [U1] } }
                targets:
                  web: { cluster: prod, service: storefront, container: app }
                """);
        var cases = """
                version: 1
                cases:
                  - { name: member, person: U1, channel: C1, target: web, command: uname -a, expect: allowed }
                  - { name: stranger, person: U2, channel: C1, target: web, command: uname -a, expect: denied }
                  - { name: guest, person: T2/U1, channel: C1, target: web, command: uname -a, expect: denied }
                  - { name: nobody, person: U1, groups: [ops], channel: C1, target: web, command: uname -a, expect: denied }
                """;
        assertThat(test(cases, "--config", configuration.toString()).lines())
                .containsExactly(
                        "1..4",
                        "ok 1 - member",
                        "ok 2 - stranger",
                        "ok 3 - guest",
                        "ok 4 - nobody",
                        "# 4 good, 0 failed");
        Files.writeString(
                configuration,
                Files.readString(configuration).replace("groups: { dev: [U1] }", "slack_groups: { dev: S0123ABCD }"));
        assertThat(test(
                                cases.replace("U1, channel", "U1, groups: [dev], channel"),
                                "--config",
                                configuration.toString())
                        .lines())
                .contains("ok 1 - member", "ok 2 - stranger")
                .endsWith("# Only Slack knows who is in dev, and it is not asked here. A case's person is in them only"
                        + " where its groups say so.");
        var unknown = test(cases.replace("target: web", "target: wep"), "--config", configuration.toString());
        assertThat(unknown.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(unknown.complaints())
                .contains(tests + ": line 3, column 54: There is no target wep. Did you mean web?");
    }

    static Stream<Arguments> malformed() {
        var standing = "name: a, person: U1, channel: C1, target: web, ";
        return Stream.of(
                Arguments.of("", "line 1, column 1: The document is empty."),
                Arguments.of(
                        "version: 2\ncases: [{}]", "line 1, column 10: Policy tests of version 1 can be read here."),
                Arguments.of(
                        "version: [1]\ncases: [{}]", "line 1, column 10: Policy tests of version 1 can be read here."),
                Arguments.of("version: 1", "line 1, column 1: The key cases is missing."),
                Arguments.of("cases: [{}]", "line 1, column 1: The key version is missing."),
                Arguments.of(
                        "version: 1\ncases: [{}]\ncase: []",
                        "line 3, column 1: There is no key case here. Did you mean cases?"),
                Arguments.of(
                        "version: 1\ncases: [{}]\ntargets: {a: b}",
                        "line 3, column 14: b is not of the form cluster/service."),
                Arguments.of(cases("name: a"), "line 4, column 5: The key person is missing."),
                Arguments.of(cases("name: a"), "line 4, column 5: The key channel is missing."),
                Arguments.of(cases("name: a"), "line 4, column 5: The key target is missing."),
                Arguments.of(cases("name: a"), "line 4, column 5: The key expect is missing."),
                Arguments.of(cases("person: U1"), "line 4, column 5: The key name is missing."),
                Arguments.of(cases("name: a"), "line 4, column 5: A case needs exactly one of command, capability."),
                Arguments.of(
                        cases(standing + "command: x, capability: logs, expect: denied"),
                        "line 4, column 5: A case needs exactly one of command, capability."),
                Arguments.of(
                        cases(standing + "command: x, expect: maybe"),
                        "line 4, column 73: maybe is not one of allowed, denied."),
                Arguments.of(
                        cases(standing + "capability: log, expect: denied"),
                        "line 4, column 65: log is not one of describe, disable_exec, doctor, enable_exec, extend, freeze, host_exec, logs, metrics, read_transcript, run_task, shell, stop, stop_task, tasks. Did you mean logs?"),
                Arguments.of(cases(standing + "command: \"x; y\", expect: denied"), "line 4, column 62: "),
                Arguments.of(cases(standing + "command: \"\", expect: denied"), "line 4, column 62: "),
                Arguments.of(
                        cases(standing + "command: x, expect: denied, approval: none"),
                        "line 4, column 91: approval belongs to expect: allowed."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, reason: x"),
                        "line 4, column 90: reason belongs to expect: denied."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, approval: sre"),
                        "line 4, column 92: approval must be none, or like 1 of sre and 2 of dba."),
                Arguments.of(
                        cases(standing + "command: x, expect: denied, deadline: 1m"),
                        "line 4, column 91: deadline belongs to expect: allowed."),
                Arguments.of(
                        cases(standing + "capability: logs, expect: allowed, bind: task"),
                        "line 4, column 94: bind belongs to a case with command."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, deadline: 1d"),
                        "line 4, column 92: deadline must be a length of time from 1s to 1h, written like 90s, 10m or 1h."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, max_output: 1023GiB"),
                        "line 4, column 94: max_output must be a size from 1KiB to 1024MiB, such as 64KiB."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, concurrency: 21"),
                        "line 4, column 95: concurrency must be a whole number from 1 to 20."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, confirm: yes"),
                        "line 4, column 91: yes is not one of none, review."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, needs: [reasons]"),
                        "line 4, column 90: reasons is not one of reason, ticket."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, needs: [reason, reason]"),
                        "line 4, column 98: reason is listed twice."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, needs: reason"),
                        "line 4, column 89: needs must be a list with at least one item."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, escalate: sre"),
                        "line 4, column 92: escalate must be none, or like sre-leads after 10m, the time from 1m to 4h."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, escalate: sre within 10m"),
                        "line 4, column 92: escalate must be none, or like sre-leads after 10m, the time from 1m to 4h."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, escalate: sre after 5h"),
                        "line 4, column 92: escalate must be none, or like sre-leads after 10m, the time from 1m to 4h."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, start_within: 61m"),
                        "line 4, column 96: start_within must be a length of time from 1m to 1h"),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, fan_out: 21"),
                        "line 4, column 91: fan_out must be a whole number from 2 to 20."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, fan_out: [none]"),
                        "line 4, column 91: fan_out must be a whole number from 2 to 20."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, review: sre within 1d"),
                        "line 4, column 90: review must be none, or like sre within 24h, the time from 1s to 336h."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, confirms: none"),
                        "line 4, column 82: There is no key confirms here. Did you mean confirm?"),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, bind: task, bind: task"), "line 4, column 94: "),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, at: noon"),
                        "line 4, column 86: at must be a moment such as 2026-01-31T08:00:00Z."),
                Arguments.of(
                        cases(standing + "command: x, expect: allowed, rules: x"),
                        "line 4, column 82: There is no key rules here. Did you mean rule?"),
                Arguments.of(
                        cases(GOOD.replace("U1", "ada")),
                        "line 4, column 23: ada is not a member's id such as U0123ABCD."),
                Arguments.of(
                        cases(GOOD.replace("web,", "wep,")),
                        "line 4, column 63: There is no target wep. Did you mean web?"),
                Arguments.of(cases(GOOD.replace("C1", "\" \"")), "line 4, column 51: channel is empty."));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void a_mistake_in_the_cases_is_told_where_it_stands(String cases, String problem) throws IOException {
        var answer = test(cases);
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.complaints())
                .anySatisfy(line -> assertThat(line).startsWith(tests + ": " + problem))
                .last()
                .isEqualTo("Nothing was tested.");
    }

    @Test
    void a_file_that_is_missing_or_broken_is_no_answer() throws IOException {
        assertThat(Terminal.run("policy", "test", file.toString()).complaints())
                .containsExactly(tests + " does not exist. Nothing was tested.");
        Files.writeString(file, "version: 1\nx: 1\n");
        var answer = test(cases(GOOD));
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.complaints())
                .containsExactly(file + ": line 2, column 1: There is no key x here.", "Nothing was tested.");
    }
}
