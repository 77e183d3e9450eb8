package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.policy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.policy.PolicyChange.Direction;
import sallyport.policy.PolicyChange.Moved;

class PolicyDiffTest {
    private static final String COMMANDS = """
            version: 1
            commands:
              kernel: {summary: s, argv: [uname, "-a"], effect: read}
              flush: {summary: s, argv: [flush], effect: write}
            """;

    private static String grants(String... grants) {
        return COMMANDS + "grants:\n  - {" + String.join("}\n  - {", grants) + "}\n";
    }

    private static String denies(String... denies) {
        return COMMANDS + "denies:\n  - {" + String.join("}\n  - {", denies) + "}\n";
    }

    private static List<String> lines(String before, String now) {
        return PolicyDiff.between(policy(before), policy(now)).lines();
    }

    @Nested
    class Permissions_that_come_and_go {
        @Test
        void are_told_by_who_what_and_where() {
            var after = grants(
                    "id: a, commands: [kernel], targets: [web, \"prod/*\"], groups: [dev], people: [U1], approval: none",
                    "id: b, capabilities: [logs, tasks], targets: [web], groups: [dev]",
                    "id: c, command: flush, targets: [web], groups: [ops], containers: [app, side], channels: [C1],"
                            + " approval: {all_of: [{group: sre, count: 2}, {group: dba}]}, require: {reason: true},"
                            + " expires: 1h, start_within: 90s");
            var said = new String[] {
                "dev may run kernel on prod/* without approval, start within 10m",
                "dev may run kernel on web without approval, start within 10m",
                "dev may see logs on web",
                "dev may see tasks on web",
                "member U1 may run kernel on prod/* without approval, start within 10m",
                "member U1 may run kernel on web without approval, start within 10m",
                "ops may run flush on web from C1 in container app or side with approval by 1 of dba and 2 of sre,"
                        + " reason required, expires 1h, start within 90s"
            };
            assertThat(lines(COMMANDS, after))
                    .containsExactly(
                            Arrays.stream(said).map(line -> "+ " + line).toArray(String[]::new));
            assertThat(lines(after, COMMANDS))
                    .containsExactly(
                            Arrays.stream(said).map(line -> "- " + line).toArray(String[]::new));
        }

        @Test
        void are_compared_by_what_they_say_and_not_by_how() {
            var one = grants("id: a, commands: [kernel, flush], targets: [web, db], groups: [dev, ops],"
                    + " approval: {all_of: [{group: sre}, {group: dba}]}");
            var other = grants(
                    "id: z, command: flush, targets: [db, web], groups: [ops],"
                            + " approval: {all_of: [{group: dba, count: 1}, {group: sre}]}",
                    "id: y, command: flush, targets: [db, web], groups: [dev],"
                            + " approval: {all_of: [{group: dba}, {group: sre}]}, expires: 30m",
                    "id: x, command: kernel, targets: [db, web], groups: [ops, dev],"
                            + " approval: {all_of: [{group: dba}, {group: sre}]}, start_within: 600s");
            assertThat(lines(one, other)).isEmpty();
            assertThat(PolicyDiff.between(policy(one), policy(other)).isEmpty()).isTrue();
            assertThat(PolicyDiff.between(policy(COMMANDS), policy(other)).isEmpty())
                    .isFalse();
        }

        @Test
        void of_a_group_and_of_a_member_with_its_name_are_two() {
            assertThat(lines(
                            grants("id: a, capability: logs, targets: [web], groups: [U1]"),
                            grants("id: a, capability: logs, targets: [web], people: [U1]")))
                    .containsExactly("- U1 may see logs on web", "+ member U1 may see logs on web");
        }

        @Test
        void of_a_group_whose_name_looks_like_others_are_its_own() {
            assertThat(lines(
                            grants("id: a, capability: logs, targets: [web], people: [U1]"),
                            grants("id: a, capability: logs, targets: [web], groups: [member U1]")))
                    .containsExactly("+ \"member U1\" may see logs on web", "- member U1 may see logs on web");
            assertThat(lines(
                            denies("id: a, groups: [dev, ops], programs: [x or y]"),
                            denies("id: a, groups: [dev or ops], programs: [x, y]")))
                    .hasSize(2);
            assertThat(
                            lines(
                                    grants(
                                            "id: a, command: kernel, targets: [web], groups: [dev], approval: none, containers: [a, b]"),
                                    grants(
                                            "id: a, command: kernel, targets: [web], groups: [dev], approval: none, containers: [a or b]")))
                    .hasSize(1);
        }

        @Test
        void under_several_circumstances_are_told_one_by_one() {
            assertThat(lines(
                            COMMANDS,
                            grants(
                                    "id: a, capability: logs, targets: [web], groups: [dev], channels: [C2]",
                                    "id: b, capability: logs, targets: [web], groups: [dev], channels: [C1, C3]")))
                    .containsExactly("+ dev may see logs on web from C1 or C3", "+ dev may see logs on web from C2");
        }

        @Test
        void where_there_was_no_policy_are_all_gained() {
            var now = policy(grants("id: a, capability: logs, targets: [web], groups: [dev]"));
            assertThat(PolicyDiff.between(Policy.absent(), now).lines()).containsExactly("+ dev may see logs on web");
        }
    }

    @Nested
    class Terms_that_move {
        private static String terms(String terms) {
            return grants("id: a, command: kernel, targets: [web], groups: [dev], " + terms);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "approval: none | approval: {all_of: [{group: sre}]} | approval 1 of sre, before none",
                    "approval: none | approval: none, require: {reason: true} | reason required, before optional",
                    "approval: none | approval: none, expires: 5m | expires 5m, before 30m",
                    "approval: none, start_within: 1h | approval: none | start within 10m, before 1h",
                    "approval: {all_of: [{group: sre}]} | approval: {all_of: [{group: sre, count: 2}, {group: dba}]}"
                            + " | approval 1 of dba and 2 of sre, before 1 of sre"
                })
        void one_way_are_stricter_and_the_other_way_looser(String mild, String strict, String words) {
            assertThat(lines(terms(mild), terms(strict)))
                    .containsExactly("~ dev may run kernel on web: " + words + " (stricter)");
            assertThat(PolicyDiff.between(policy(terms(strict)), policy(terms(mild)))
                            .changes())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Moved.class, moved -> assertThat(moved.direction()).isEqualTo(Direction.LOOSER));
        }

        @Test
        void both_ways_are_neither() {
            assertThat(lines(
                            terms("approval: {all_of: [{group: sre}]}"),
                            terms("approval: {all_of: [{group: dba}]}, expires: 5m")))
                    .containsExactly(
                            "~ dev may run kernel on web: approval 1 of dba, before 1 of sre; expires 5m, before 30m");
            assertThat(lines(terms("approval: none, expires: 5m"), terms("approval: none")))
                    .containsExactly("~ dev may run kernel on web: expires 30m, before 5m (looser)");
        }

        @Test
        void under_one_circumstance_name_it() {
            assertThat(lines(
                            terms("approval: none, channels: [C1]"),
                            terms("approval: none, channels: [C1], expires: 5m")))
                    .containsExactly("~ dev may run kernel on web: from C1, expires 5m, before 30m (stricter)");
        }

        @Test
        void are_the_strictest_of_all_grants_that_say_the_same() {
            assertThat(lines(
                            terms("approval: none"),
                            terms("approval: none, expires: 5m")
                                    + "  - {id: b, command: kernel, targets: [web], groups: [dev], approval: none,"
                                    + " start_within: 5m}\n"))
                    .containsExactly("~ dev may run kernel on web: expires 5m, before 30m; start within 5m, before 10m"
                            + " (stricter)");
        }

        @Test
        void with_their_circumstances_are_told_whole() {
            assertThat(lines(
                            terms("approval: none"),
                            terms("approval: {all_of: [{group: sre}]}, channels: [C1]")
                                    + "  - {id: b, command: kernel, targets: [web], groups: [dev], approval: none,"
                                    + " containers: [app]}\n"))
                    .containsExactly("~ dev may run kernel on web: now from C1 with approval by 1 of sre, expires 30m,"
                            + " start within 10m or in container app without approval, start within 10m; before"
                            + " without approval, start within 10m");
            assertThat(lines(
                            grants("id: a, capability: logs, targets: [web], groups: [dev]"),
                            grants("id: a, capability: logs, targets: [web], groups: [dev], channels: [C1]")))
                    .containsExactly("~ dev may see logs on web: now from C1; before everywhere");
            assertThat(lines(
                            grants(
                                    "id: a, capability: logs, targets: [web], groups: [dev], channels: [C1]",
                                    "id: b, capability: logs, targets: [web], groups: [dev], channels: [C2]"),
                            grants("id: a, capability: logs, targets: [web], groups: [dev], channels: [C1]")))
                    .containsExactly("~ dev may see logs on web: now from C1; before from C1 or from C2");
        }

        @Test
        void all_have_words() {
            var terms =
                    policy(terms("approval: none")).rules().running().getFirst().terms();
            assertThat(Offer.parts(terms)).hasSameSizeAs(Terms.class.getRecordComponents());
        }
    }

    @Nested
    class Denies_that_come_and_go {
        @Test
        void are_told_by_what_they_forbid() {
            var after = denies(
                    "id: a, programs: [printenv, env]",
                    "id: b, targets: [prod/payments, web]",
                    "id: c, programs: [sh], targets: [web], groups: [contractors], people: [U1], channels: [C1]");
            assertThat(lines(COMMANDS, after))
                    .containsExactly(
                            "+ deny: nobody among contractors or member U1 may run sh on web from C1",
                            "+ deny: nobody may do anything on prod/payments or web",
                            "+ deny: nobody may run env or printenv on any target");
            assertThat(lines(after, denies("id: z, targets: [web, prod/payments]")))
                    .containsExactly(
                            "- deny: nobody among contractors or member U1 may run sh on web from C1",
                            "- deny: nobody may run env or printenv on any target");
        }
    }

    @Nested
    class A_command_of_the_same_name {
        private static String command(String keys) {
            return """
                    version: 1
                    commands:
                      c: {summary: %s}
                    grants:
                      - {id: g, command: c, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]}}
                    """.formatted(keys);
        }

        private static String parameter(String type) {
            return command("s, argv: [x, \"{p}\"], effect: read, params: {p: {" + type + "}}");
        }

        @Test
        void that_is_something_else_now_is_told() {
            assertThat(lines(
                            command("s, argv: [x, \"-a\"], effect: read"),
                            command("s, argv: [x, \"-b\"], effect: write, exit_code: none, deadline: 90s")))
                    .containsExactly(
                            "~ command c: runs `x -b`, before `x -a`; effect write, before read; exit_code none,"
                                    + " before wanted; deadline 90s, before 15m");
        }

        @Test
        void that_two_grants_name_is_told_once() {
            var before = command("s, argv: [x], effect: read")
                    + "  - {id: h, command: c, targets: [db], groups: [dev], approval: none}\n";
            assertThat(lines(before, before.replace("[x]", "[y]")))
                    .containsExactly("~ command c: runs `y`, before `x`");
        }

        @Test
        void that_takes_other_values_is_told() {
            assertThat(lines(parameter("type: int, min: 1, max: 5"), parameter("type: int, min: 1, max: 9")))
                    .containsExactly("~ command c: runs `x {1..9}`, before `x {1..5}`");
            assertThat(lines(
                            parameter("type: pattern, pattern: a"),
                            parameter("type: pattern, pattern: a, leading_dash: true")))
                    .containsExactly(
                            "~ command c: takes text of the form a, before text of the form a without a dash in front");
        }

        @Test
        void and_of_another_summary_is_the_same() {
            assertThat(lines(
                            command("s, argv: [x, \"{p}\"], effect: read, params: {p: {type: pattern, pattern: a}}"),
                            command("t, argv: [x, \"{p}\"], effect: read, params: {p: {type: pattern, pattern: a}}")))
                    .isEmpty();
        }

        @Test
        void that_nobody_may_run_is_no_matter() {
            assertThat(lines(COMMANDS, "version: 1")).isEmpty();
            assertThat(lines(COMMANDS, command("s, argv: [y], effect: read").replace("c", "c")))
                    .containsExactly("+ dev may run c on web with approval by 1 of sre, expires 30m, start within 10m");
        }
    }

    @Test
    void permissions_come_before_denies_and_those_before_commands() {
        var before = COMMANDS + """
                grants:
                  - {id: a, command: kernel, targets: [web], groups: [dev], approval: none}
                """;
        var now = before.replace("uname", "/bin/uname") + """
                  - {id: b, capability: logs, targets: [web], groups: [dev]}
                denies:
                  - {id: c, programs: [sh]}
                """;
        assertThat(PolicyDiff.between(policy(before), policy(now)).changes())
                .hasExactlyElementsOfTypes(
                        PolicyChange.Gained.class, PolicyChange.Forbidden.class, PolicyChange.Redefined.class);
    }
}
