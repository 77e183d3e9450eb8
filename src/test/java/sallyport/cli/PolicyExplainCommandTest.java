package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyExplainCommandTest {
    @TempDir
    Path directory;

    private Path file = Path.of("");
    private Path configuration = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("policy.yml"), """
                version: 1
                commands:
                  kernel:
                    summary: Kernel
                    argv: [uname, "{flag}"]
                    params: { flag: { type: enum, values: ["-a", "-r"] } }
                    effect: read
                    deadline: 60s
                  name: { summary: Name, argv: [hostname], effect: read, max_output: 1KiB, audience: requester }
                grants:
                  - id: web-kernel
                    command: kernel
                    targets: [web, "prod/*"]
                    groups: [dev]
                    containers: [app]
                    channels: [C1]
                    approval: { all_of: [{ group: dba }, { group: sre, count: 2 }] }
                    require: { reason: true }
                  - id: web-name
                    command: name
                    targets: [web]
                    groups: [dev]
                    approval: { all_of: [{ group: dba }] }
                    confirm: none
                    escalate: { to: sre, after: 5m }
                    concurrency: 2
                    bind: task
                    require: { ticket: "OPS-[0-9]+" }
                    times: { zone: Europe/Vienna, weekly: [Mon-Fri 08:00-17:00] }
                """);
        configuration = Files.writeString(directory.resolve("sallyport.yml"), """
                slack: { bot_token: "${NOT_SET}", signing_secrets: ["${NOT_SET}"], team_ids: [T1] }
                people:
                  groups: { dev: [U1, U2], sre: [U2, U3, U1], dba: [U1] }
                targets:
                  web: { account: "123456789012", region: us-east-1, cluster: prod, service: storefront, container: app }
                """);
    }

    /** Explains to U1 in C1; a list after {@code --} is the command. */
    private Terminal explain(String target, List<String> options, String... command) {
        var words = new ArrayList<>(List.of("policy", "explain", file.toString(), "--target", target));
        words.addAll(options);
        words.add("--");
        words.addAll(List.of(command));
        return Terminal.run(words.toArray(String[]::new));
    }

    private List<String> configured(String person) {
        return List.of("--person", person, "--channel", "C1", "--config", configuration.toString());
    }

    private static final List<String> DEV =
            List.of("--person", "U1", "--channel", "C1", "--groups", "dev,ops", "--container", "app");

    @Test
    void what_is_allowed_is_told_with_its_rule_and_terms() {
        var answer = explain("web", DEV, "uname", "-a");
        assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(answer.lines())
                .containsExactly(
                        "Allowed by rule web-kernel.",
                        "  command       uname -a (kernel, read)",
                        "  approval      1 of dba and 2 of sre",
                        "  reason        required",
                        "  exit code     wanted",
                        "  expires       30m",
                        "  start within  10m",
                        "  deadline      1m");
    }

    @Test
    void a_configuration_says_who_can_agree_which_never_is_the_one_who_asks() {
        var answer = explain("web", configured("U1"), "uname -a");
        assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(answer.lines())
                .containsSequence(
                        "  approval      1 of dba and 2 of sre",
                        "    dba: nobody",
                        "    sre: U2, U3",
                        "    guests among them may not; only Slack knows who is one",
                        "  reason        required");
    }

    private void append(String rules) throws IOException {
        Files.writeString(file, rules, StandardOpenOption.APPEND);
    }

    @Test
    void what_report_only_rules_would_change_is_told_last() throws IOException {
        append("denies:\n  - { id: freeze, mode: report, targets: [web] }\n");
        var answer = explain("web", DEV, "uname", "-a");
        assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(answer.lines()).endsWith("  deadline      1m", "  report-only   would be denied by freeze");
        assertThat(explain("web", with(DEV, "--json"), "uname", "-a").out())
                .contains("\"decision\":\"allowed\"")
                .contains("\"reportOnly\":{\"wouldBe\":\"denied\",\"rules\":[\"freeze\"]}");
        assertThat(explain("web", with(DEV, "--json"), "uname", "-x").out()).doesNotContain("reportOnly");
    }

    @Test
    void what_a_report_only_grant_would_allow_or_ask_for_is_told_too() throws IOException {
        append("""
                  - { id: try, mode: report, command: kernel, targets: [web], groups: [ops], containers: [app],
                      approval: { all_of: [{ group: sre, count: 3 }] } }
                """);
        var ops = List.of("--person", "U1", "--channel", "C1", "--groups", "ops", "--container", "app");
        var answer = explain("web", ops, "uname", "-a");
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines()).contains("  report-only   would be allowed by try with approval by 3 of sre");
        assertThat(explain("web", with(ops, "--json"), "uname", "-a").out())
                .contains("\"reportOnly\":{\"wouldBe\":\"allowed\",\"approval\":\"3 of sre\",\"rules\":[\"try\"]}");
        assertThat(explain("web", with(DEV, "--json"), "uname", "-a").out())
                .contains(
                        "\"reportOnly\":{\"wouldBe\":\"stricter\",\"changes\":[{\"term\":\"approval\","
                                + "\"then\":\"1 of dba and 3 of sre\",\"now\":\"1 of dba and 2 of sre\"}],\"rules\":[\"try\"]}");
    }

    private static List<String> with(List<String> options, String another) {
        var all = new ArrayList<>(options);
        all.add(another);
        return all;
    }

    @Test
    void what_is_denied_is_told_with_where_it_differs() {
        var answer = explain("web", DEV, "uname", "-x");
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines())
                .containsExactly(
                        "Denied. No rule lets you run `uname -x` on web. Nearest comes rule web-kernel: argument 2: `-x`"
                                + " is not one of -a, -r. You may run `uname {-a|-r}`.",
                        "  rule web-kernel: argument 2: `-x` is not one of -a, -r");
    }

    @Test
    void a_configuration_says_who_may_ask_for_what_this_person_may_not() {
        var answer = explain("web", configured("U3"), "uname -r");
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines())
                .hasSize(4)
                .contains("  rule web-kernel: you are in none of its groups (dev)")
                .endsWith(
                        "  members of dev may ask for it: U1, U2",
                        "    guests among them may not; only Slack knows who is one");
    }

    @Test
    void both_are_told_in_json() {
        var allowed = explain("web", withJson(configured("U1")), "uname -a").json();
        assertThat(allowed.path("decision").asString()).isEqualTo("allowed");
        assertThat(allowed.path("rules").path(0).asString()).isEqualTo("web-kernel");
        assertThat(allowed.path("commands").path(0).asString()).isEqualTo("kernel");
        assertThat(allowed.path("argv").toString()).isEqualTo("[\"uname\",\"-a\"]");
        assertThat(allowed.path("approval").asString()).isEqualTo("1 of dba and 2 of sre");
        assertThat(allowed.path("approvers").toString()).isEqualTo("{\"dba\":[],\"sre\":[\"U2\",\"U3\"]}");
        assertThat(allowed.path("reasonRequired").asBoolean()).isTrue();
        assertThat(allowed.path("effect").asString()).isEqualTo("read");
        assertThat(allowed.path("exitCode").asString()).isEqualTo("wanted");
        assertThat(allowed.path("deadlineSeconds").asInt()).isEqualTo(60);
        assertThat(allowed.path("expiresSeconds").asInt()).isEqualTo(1_800);
        assertThat(allowed.path("startWithinSeconds").asInt()).isEqualTo(600);
        var denied = explain("web", withJson(configured("U3")), "uname -a");
        assertThat(denied.status()).isEqualTo(ExitStatus.NO);
        assertThat(denied.json().path("decision").asString()).isEqualTo("denied");
        assertThat(denied.json().path("explanation").asString()).startsWith("No rule lets you run");
        assertThat(denied.json().path("reasons").toString())
                .isEqualTo("[{\"rule\":\"web-kernel\",\"kind\":\"person\",\"sentence\":\"you are in none of its groups"
                        + " (dev)\"}]");
        assertThat(denied.json().path("mayAsk").toString()).isEqualTo("{\"dev\":[\"U1\",\"U2\"]}");
    }

    private static List<String> withJson(List<String> options) {
        var all = new ArrayList<>(options);
        all.add("--json");
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "web, 0",
        "prod/storefront, 0",
        "shop=prod/storefront, 0",
        "web=stage/storefront, 0",
        "shop, 1",
        "stage/storefront, 1",
        "stage/web, 0"
    })
    void a_target_is_an_alias_or_a_place_or_both(String target, int status) {
        assertThat(explain(target, DEV, "uname -a").status()).isEqualTo(status);
    }

    @Test
    void the_question_is_put_for_the_moment_that_is_named() {
        var options = new ArrayList<>(DEV);
        options.addAll(List.of("--at", "2026-01-31T09:00:00+01:00"));
        assertThat(explain("web", options, "hostname").status()).isEqualTo(ExitStatus.NO);
        options.set(options.size() - 1, "2026-01-30T09:00:00+01:00");
        var answer = explain("web", options, "hostname");
        assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(answer.lines())
                .contains(
                        "  ticket        of the form OPS-[0-9]+",
                        "  output        1024 bytes at most",
                        "  bound to      the task that is shown",
                        "  escalation    to sre after 5m",
                        "  confirm       none",
                        "  audience      requester",
                        "  at once       2 of web-name");
        options.set(options.size() - 1, "noon");
        assertThat(explain("web", options, "hostname").status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void who_could_agree_is_who_is_on_call_at_that_moment() throws IOException {
        Files.writeString(directory.resolve("oncall.yml"), """
                version: 1
                schedules:
                  nights: { zone: UTC, rotation: { start: 2026-01-01T20:00, length: 1d, people: [U2, U3] } }
                """);
        Files.writeString(
                configuration,
                Files.readString(configuration).replace("dba: [U1] }", "dba: [U1] }\n  on_call: oncall.yml"));
        Files.writeString(file, Files.readString(file).replace("group: dba", "group: nights"));
        assertThat(explainedAt("U1", "2026-01-02T19:59:59Z")).contains("    nights: U2");
        assertThat(explainedAt("U1", "2026-01-02T20:00:00Z")).contains("    nights: U3");
        assertThat(explainedAt("U1", "2025-12-31T20:00:00Z")).contains("    nights: nobody");
        Files.writeString(file, Files.readString(file).replace("groups: [dev]", "groups: [nights]"));
        assertThat(explainedAt("U2", "2026-01-02T19:59:59Z")).contains("Allowed by rule web-kernel.");
        assertThat(explainedAt("U2", "2026-01-02T20:00:00Z")).contains("  members of nights may ask for it: U3");
    }

    @Test
    void a_group_of_which_only_slack_knows_who_is_in_it_is_said_to_be_one_and_can_be_named() throws IOException {
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("dba: [U1] }", "dba: [U1] }\n  slack_groups: { oncall: S0123ABCD }"));
        var known = explain("web", configured("U1"), "uname", "-a");
        assertThat(known.out()).doesNotContain("Slack groups");
        Files.writeString(file, Files.readString(file).replace("group: dba", "group: oncall"));
        assertThat(explain("web", configured("U1"), "uname", "-a").lines())
                .contains(
                        "    oncall: whoever Slack says",
                        "    sre: U2, U3",
                        "  Slack groups  Only Slack knows who is in oncall, and it is not asked here. Name them with --groups.");
        assertThat(explain("web", withJson(configured("U1")), "uname -a")
                        .json()
                        .path("slackGroups")
                        .get(0)
                        .asString())
                .isEqualTo("oncall");
        Files.writeString(file, Files.readString(file).replace("groups: [dev]", "groups: [oncall]"));
        var denied = explain("web", configured("U1"), "uname", "-a");
        assertThat(denied.status()).isEqualTo(ExitStatus.NO);
        assertThat(denied.lines()).contains("  members of oncall may ask for it: whoever Slack says");
        var named = new ArrayList<>(configured("U1"));
        named.addAll(List.of("--groups", "oncall"));
        assertThat(explain("web", named, "uname", "-a").lines()).contains("Allowed by rule web-kernel.");
    }

    private List<String> explainedAt(String person, String at) {
        var options = new ArrayList<>(configured(person));
        options.addAll(List.of("--at", at));
        return explain("web", options, "uname", "-a").lines();
    }

    private Terminal capability(List<String> options, String... more) {
        var words = new ArrayList<>(List.of("policy", "explain", file.toString(), "--target", "web"));
        words.addAll(options);
        words.addAll(List.of(more));
        return Terminal.run(words.toArray(String[]::new));
    }

    private void grantCapabilities() throws IOException {
        append("""
                  - { id: shells, capability: shell, targets: [web], groups: [dev], approval: { all_of: [{ group: sre }] },
                      require: { ticket: "OPS-[0-9]+" }, bind: task, escalate: { to: dba, after: 5m }, concurrency: 2 }
                  - { id: brake, capabilities: [stop, freeze], targets: ["*"], groups: [dev] }
                """);
    }

    @Test
    void a_capability_is_explained_with_its_terms_and_who_could_agree() throws IOException {
        grantCapabilities();
        var shell = capability(configured("U1"), "--capability", "shell");
        assertThat(shell.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(shell.lines())
                .containsExactly(
                        "Allowed by rule shells.",
                        "  capability    shell (open a shell in a container)",
                        "  approval      1 of sre",
                        "    dba: nobody",
                        "    sre: U2, U3",
                        "    guests among them may not; only Slack knows who is one",
                        "  reason        optional",
                        "  ticket        of the form OPS-[0-9]+",
                        "  expires       30m",
                        "  start within  10m",
                        "  bound to      the task that is shown",
                        "  escalation    to dba after 5m",
                        "  at once       2 of shells",
                        "  to come       Nothing asks for shell yet, so a grant of it has no effect in this version.");
        assertThat(capability(configured("U1"), "--capability", "freeze").lines())
                .containsExactly(
                        "Allowed by rule brake.",
                        "  capability    freeze (let nothing start, and thaw it again)",
                        "  approval      none");
        var refused = capability(configured("U3"), "--capability", "stop");
        assertThat(refused.status()).isEqualTo(ExitStatus.NO);
        assertThat(refused.lines())
                .containsExactly(
                        "Denied. No rule lets you use stop on web. Nearest comes rule brake: you are in none of its groups"
                                + " (dev).",
                        "  rule brake: you are in none of its groups (dev)",
                        "  rule shells: you are in none of its groups (dev)",
                        "  rule shells: it is about shell only",
                        "  members of admins may ask for it: nobody",
                        "  members of dev may ask for it: U1, U2",
                        "    guests among them may not; only Slack knows who is one");
    }

    @Test
    void who_may_break_the_glass_is_told_and_not_who_may_ask_in_the_usual_way() throws IOException {
        append("  - { id: night, command: kernel, targets: [web], groups: [sre], breakglass: { review_by: dba } }\n");
        var options = new ArrayList<>(configured("U9"));
        options.add("--breakglass");
        assertThat(explain("web", options, "uname -a").lines())
                .contains("  members of sre may ask for it: U1, U2, U3")
                .noneMatch(line -> line.contains("members of dev"));
    }

    @Test
    void what_admins_may_without_a_grant_is_explained_as_theirs() throws IOException {
        grantCapabilities();
        Files.writeString(
                configuration, Files.readString(configuration).replace("people:\n", "people:\n  admins: [U9]\n"));
        assertThat(capability(configured("U9"), "--capability", "stop").lines())
                .containsExactly(
                        "Allowed by rule people.admins.",
                        "  capability    stop (stop the runs of others and take their requests back)",
                        "  approval      none");
        assertThat(capability(configured("U9"), "--capability", "shell").status())
                .isEqualTo(ExitStatus.NO);
        assertThat(capability(configured("U3"), "--capability", "freeze").lines())
                .contains("  members of admins may ask for it: U9");
    }

    @Test
    void that_only_slack_knows_a_group_is_said_once_of_a_capability_too() throws IOException {
        grantCapabilities();
        append("""
                  - { id: calls, capability: shell, targets: [web], groups: [oncall, night],
                      approval: { all_of: [{ group: oncall }] } }
                """);
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace(
                                "dba: [U1] }",
                                "dba: [U1] }\n  slack_groups: { oncall: S0123ABCD, night: S0123ABCE, idle: S0123ABCF }"));
        var unknown =
                "  Slack groups  Only Slack knows who is in night, oncall, and it is not asked here. Name them with"
                        + " --groups.";
        var denied = capability(configured("U3"), "--capability", "shell");
        assertThat(denied.lines())
                .containsOnlyOnce(unknown)
                .contains("  members of oncall may ask for it: whoever Slack says");
        var named = new ArrayList<>(configured("U3"));
        named.addAll(List.of("--groups", "oncall"));
        assertThat(capability(named, "--capability", "shell").lines())
                .contains("Allowed by rule calls.", "    oncall: whoever Slack says")
                .endsWith(unknown);
        assertThat(capability(withJson(named), "--capability", "shell")
                        .json()
                        .path("slackGroups")
                        .toString())
                .isEqualTo("[\"night\",\"oncall\"]");
    }

    @Test
    void a_capability_is_explained_in_json_too() throws IOException {
        grantCapabilities();
        append("  - { id: try, mode: report, capability: stop, targets: [web], people: [U3] }\n");
        var shell =
                capability(withJson(configured("U1")), "--capability", "shell").json();
        assertThat(shell.path("decision").asString()).isEqualTo("allowed");
        assertThat(shell.path("rules").toString()).isEqualTo("[\"shells\"]");
        assertThat(shell.path("capability").asString()).isEqualTo("shell");
        assertThat(shell.path("approval").asString()).isEqualTo("1 of sre");
        assertThat(shell.path("approvers").toString()).isEqualTo("{\"dba\":[],\"sre\":[\"U2\",\"U3\"]}");
        assertThat(shell.path("escalatesTo").asString()).isEqualTo("dba");
        assertThat(shell.path("atOnce").toString()).isEqualTo("{\"shells\":2}");
        assertThat(shell.path("toCome").asString()).startsWith("Nothing asks for shell yet");
        assertThat(capability(withJson(configured("U1")), "--capability", "stop")
                        .out())
                .contains(
                        "{\"decision\":\"allowed\",\"rules\":[\"brake\"],\"capability\":\"stop\",\"approval\":\"none\"}");
        var refused =
                capability(withJson(configured("U3")), "--capability", "stop").json();
        assertThat(refused.path("decision").asString()).isEqualTo("denied");
        assertThat(refused.path("mayAsk").toString()).isEqualTo("{\"admins\":[],\"dev\":[\"U1\",\"U2\"]}");
        assertThat(refused.path("reportOnly").path("wouldBe").asString()).isEqualTo("allowed");
        assertThat(capability(configured("U3"), "--capability", "stop").lines())
                .contains("  report-only   would be allowed by try without approval");
    }

    @Test
    void either_a_command_or_a_known_capability_is_explained() {
        assertWrong(capability(DEV), "Name either a command or a --capability.");
        assertWrong(capability(DEV, "--capability", "shell", "uname"), "Name either a command or a --capability.");
        assertWrong(capability(DEV, "--capability", "shel"), "shel is not one of describe, disable_exec, doctor,");
        assertWrong(capability(DEV, "--capability", "shell", "--breakglass"), "--breakglass is for commands.");
    }

    @Test
    void a_question_that_cannot_be_put_is_asked_wrongly() {
        assertWrong(explain("web", List.of("--person", "ada", "--channel", "C1"), "uname"), "ada is not a member's id");
        assertWrong(explain("a b", DEV, "uname"), "a b is neither an alias nor cluster/service.");
        assertWrong(explain("wev", configured("U1"), "uname"), "There is no target wev. Did you mean web?");
        assertWrong(explain("web", List.of("--person", "U1", "--channel", ""), "uname"), "--channel is empty.");
        assertWrong(explain("web", DEV, "uname 'x"), "The quote ' is never closed.");
        assertWrong(explain("web", DEV, ""), "");
        assertWrong(explain("web", List.of("--person", "U1"), "uname"), "Missing required option: '--channel=C…'");
        assertThat(explain("web", DEV).status()).isEqualTo(ExitStatus.USAGE);
    }

    private static void assertWrong(Terminal answer, String sentence) {
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err()).startsWith(sentence);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void a_broken_or_missing_file_is_no_answer() throws IOException {
        Files.writeString(file, "version: 2\n");
        var answer = explain("web", DEV, "uname");
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.complaints())
                .containsExactly(
                        file + ": line 1, column 10: Policies of version 1 can be read here.",
                        "Nothing was explained.");
        Files.delete(configuration);
        assertThat(explain("web", configured("U1"), "uname").complaints())
                .containsExactly(configuration + " does not exist. Nothing was explained.");
    }
}
