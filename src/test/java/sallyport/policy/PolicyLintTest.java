package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.alias;
import static sallyport.policy.PolicyFixture.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.policy.PolicyWarning.Kind;
import sallyport.request.Person;

class PolicyLintTest {
    private static final String CHOICE = "{type: enum, values: [a]}";
    private static final String NUMBER = "{type: int, min: 1, max: 9}";
    private static final String PATTERN = "{type: pattern, pattern: \"[a-z]+\"}";
    private static final String PATH = "{type: path, under: /var/log}";

    /** A command on line 3, its argv from column 26, that a grant makes use of. */
    private static String command(String argv, String more) {
        return """
                version: 1
                commands:
                  c: {summary: s, argv: [%s], effect: read%s}
                grants:
                  - {id: g, command: c, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]}}
                """.formatted(argv, more);
    }

    private static String withParameter(String argv, String type) {
        return command(argv, ", params: {p: " + type + "}");
    }

    private static List<PolicyWarning> dangers(String text) {
        return PolicyLint.dangers(policy(text));
    }

    private static List<Kind> kinds(String text) {
        return dangers(text).stream().map(PolicyWarning::kind).toList();
    }

    private static List<PolicyWarning> idle(String text) {
        return PolicyLint.all(policy(text)).stream()
                .filter(warning -> warning.kind().compareTo(Kind.UNUSED_COMMAND) >= 0)
                .toList();
    }

    @Nested
    class A_program_that_can_do_more_than_it_says {
        @Test
        void is_told_with_its_place_its_ways_and_what_to_do() {
            assertThat(dangers(withParameter("/usr/bin/tar, tf, \"{p}\"", PATTERN)))
                    .containsExactly(new PolicyWarning(
                            3,
                            44,
                            Kind.CAN_RUN_PROGRAMS,
                            "tar can be made to run programs (--checkpoint-action, --to-command, -I), and {p} is neither"
                                    + " an enum nor an int. List what it may be, or write fixed text, or say accept:"
                                    + " [can-run-programs]."));
            assertThat(dangers(withParameter("/usr/bin/find, /var/log, -name, \"{p}\"", CHOICE)))
                    .containsExactly(new PolicyWarning(
                            3,
                            58,
                            Kind.CAN_RUN_PROGRAMS,
                            "find can be made to run programs (-exec, -ok, -delete, -fprintf), so {p} may lead anywhere."
                                    + " Write fixed text there, or say accept: [can-run-programs]."));
        }

        @ParameterizedTest
        @CsvSource({
            "tar, can-run-programs, run programs",
            "cp, can-write-files, change files",
            "cat, can-read-files, show files"
        })
        void is_told_by_the_gravest_it_can(String program, String id, String deed) {
            assertThat(dangers(withParameter("/bin/" + program + ", \"{p}\"", PATTERN)))
                    .singleElement()
                    .satisfies(warning -> {
                        assertThat(warning.kind().word()).isEqualTo(id);
                        assertThat(warning.sentence())
                                .startsWith(program + " can be made to " + deed)
                                .endsWith("accept: [" + id + "].");
                    });
        }

        @Test
        void is_no_matter_where_nothing_is_variable_or_what_is_is_listed() {
            assertThat(dangers(command("/usr/bin/find, /var/log, -name, x", "")))
                    .isEmpty();
            assertThat(dangers(withParameter("/bin/tar, tf, \"{p}\"", CHOICE))).isEmpty();
            assertThat(dangers(withParameter("/bin/tar, tf, \"{p}\"", NUMBER))).isEmpty();
            assertThat(dangers(withParameter("/app/own-tool, \"{p}\"", PATTERN)))
                    .isEmpty();
        }

        @Test
        void may_show_files_below_a_directory_but_not_change_them() {
            assertThat(kinds(withParameter("/bin/cat, \"{p}\"", PATH))).isEmpty();
            assertThat(kinds(withParameter("/bin/cp, /x, \"{p}\"", PATH))).containsExactly(Kind.CAN_WRITE_FILES);
            assertThat(kinds(withParameter("/bin/less, \"{p}\"", PATH))).containsExactly(Kind.CAN_RUN_PROGRAMS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"find", "xargs", "env", "sh", "python3.11", "awk", "sed"})
        void is_told_with_any_parameter_where_arguments_are_programs(String program) {
            assertThat(kinds(withParameter("/bin/" + program + ", \"{p}\"", NUMBER)))
                    .containsExactly(Kind.CAN_RUN_PROGRAMS);
        }

        @Test
        void is_found_behind_one_that_only_starts_it() {
            assertThat(dangers(withParameter("/usr/bin/timeout, \"5\", /usr/bin/find, /x, -name, \"{p}\"", CHOICE)))
                    .singleElement()
                    .satisfies(warning -> {
                        assertThat(warning.sentence()).startsWith("find can be made to run programs");
                        assertThat(warning.kind()).isEqualTo(Kind.CAN_RUN_PROGRAMS);
                    });
            assertThat(dangers(withParameter("/bin/cat, /usr/bin/find, \"{p}\"", CHOICE)))
                    .isEmpty();
        }

        @Test
        void is_told_once_at_the_first_parameter() {
            var text = command(
                    "/bin/tar, \"{n}\", \"{p}\", \"{q}\"",
                    ", params: {n: " + NUMBER + ", p: " + PATTERN + ", q: " + PATTERN + "}");
            assertThat(dangers(text)).singleElement().satisfies(warning -> {
                assertThat(warning.column()).isEqualTo(43);
                assertThat(warning.sentence()).contains("{p}");
            });
        }

        @Test
        void of_two_programs_the_graver_is_told() {
            assertThat(dangers(withParameter("/usr/bin/timeout, \"5\", cat, \"{p}\"", PATTERN)))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.sentence()).startsWith("timeout can be made"));
        }

        @Test
        void can_be_accepted() {
            assertThat(dangers(
                            command("/bin/tar, \"{p}\"", ", accept: [can-run-programs], params: {p: " + PATTERN + "}")))
                    .isEmpty();
            assertThat(kinds(command("/bin/tar, \"{p}\"", ", accept: [can-read-files], params: {p: " + PATTERN + "}")))
                    .containsExactly(Kind.CAN_RUN_PROGRAMS);
        }
    }

    @Nested
    class A_program_without_its_whole_path {
        @Test
        void is_looked_up_somewhere_and_that_is_told() {
            assertThat(dangers(command("uname", "")))
                    .containsExactly(new PolicyWarning(
                            3,
                            26,
                            Kind.RELATIVE_PROGRAM,
                            "uname is looked up along the container's PATH, so whoever can write there decides what"
                                    + " runs. Write its absolute path, or say accept: [relative-program]."));
            assertThat(dangers(command("bin/rails", "")))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.sentence())
                            .startsWith("bin/rails is looked up in the directory the container starts in, so"));
        }

        @Test
        void can_be_accepted() {
            assertThat(dangers(command("uname", ", accept: [relative-program]")))
                    .isEmpty();
        }
    }

    @Nested
    class What_changes_something_on_every_target {
        private static String granted(String targets, String effect, String more) {
            return """
                    version: 1
                    commands:
                      c: {summary: s, argv: [/c], effect: %s%s}
                      r: {summary: s, argv: [/r], effect: read}
                    grants:
                      - {id: g, commands: [r, c], targets: [%s], groups: [dev], approval: {all_of: [{group: sre}]}}
                    """.formatted(effect, more, targets);
        }

        @Test
        void is_told_at_the_glob() {
            assertThat(dangers(granted("web, \"*\"", "write", "")))
                    .containsExactly(new PolicyWarning(
                            6,
                            46,
                            Kind.CHANGES_EVERY_TARGET,
                            "* is every target, also those to come, for commands that do more than read (c). Name the"
                                    + " targets, or say accept: [changes-every-target] in the command."));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"*/*\"", "\"**\"", "web, \"*\", \"*/*\""})
        void is_told_once_however_everything_is_written(String targets) {
            assertThat(kinds(granted(targets, "secret-revealing", ""))).containsExactly(Kind.CHANGES_EVERY_TARGET);
        }

        @Test
        void is_no_matter_if_it_only_reads_or_the_glob_names_something() {
            assertThat(kinds(granted("\"*\"", "read", ""))).isEmpty();
            assertThat(kinds(granted("\"web-*\", \"prod/*\", \"*/web\"", "write", "")))
                    .isEmpty();
        }

        @Test
        void can_be_accepted_by_the_command() {
            assertThat(kinds(granted("\"*\"", "write", ", accept: [changes-every-target]")))
                    .isEmpty();
        }
    }

    @Nested
    class What_has_no_effect {
        @Test
        void is_a_command_that_no_grant_names() {
            assertThat(idle("""
                    version: 1
                    commands:
                      c: {summary: s, argv: [/c], effect: read}
                      kept: {summary: s, argv: [/k], effect: read, accept: [unused-command]}
                    """))
                    .containsExactly(new PolicyWarning(
                            3,
                            3,
                            Kind.UNUSED_COMMAND,
                            "No grant names c, so nobody may run it. Grant it, or remove it."));
            assertThat(idle(command("/c", ""))).isEmpty();
        }

        private static String denied(String deny) {
            return """
                    version: 1
                    commands:
                      ls: {summary: s, argv: [/bin/ls], effect: read}
                      cat: {summary: s, argv: [/bin/cat, x], effect: read}
                    grants:
                      - {id: run, commands: [ls, cat], targets: [web-1, "web-a*"], groups: [dev], people: [U1],
                         channels: [C1], containers: [app], approval: none}
                      - {id: see, capability: logs, targets: [prod/web], groups: [dev]}
                    denies:
                      - {id: no, %s}
                    """.formatted(deny);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "programs: [ls, cat]",
                    "programs: [/bin/ls, cat, other]",
                    "targets: [\"web-*\"]",
                    "targets: [\"w*b-*\", other]",
                    "targets: [web-1, \"web-a*\"]",
                    "targets: [\"*\"]",
                    "groups: [dev, ops], people: [U1]",
                    "channels: [C1, C2]",
                    "programs: [ls, cat], targets: [\"*\"], channels: [C1]"
                })
        void is_a_grant_that_a_deny_forbids_wholly(String deny) {
            assertThat(idle(denied(deny)))
                    .filteredOn(warning -> warning.line() == 6)
                    .containsExactly(new PolicyWarning(
                            6,
                            10,
                            Kind.SHADOWED_GRANT,
                            "The deny no forbids all that run grants. Remove one of the two, or make the deny"
                                    + " narrower."));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "programs: [ls]",
                    "programs: [s, cat]",
                    "programs: [/usr/bin/ls, cat]",
                    "targets: [web-1]",
                    "targets: [\"web-a\", web-1]",
                    "targets: [\"web\", \"*/web\"]",
                    "groups: [dev]",
                    "groups: [ops], people: [U1]",
                    "channels: [C2]",
                    "targets: [\"*\"], channels: [C2]"
                })
        void is_not_a_grant_of_which_something_may_be_left(String deny) {
            assertThat(idle(denied(deny)))
                    .filteredOn(warning -> warning.line() == 6)
                    .isEmpty();
        }

        @Test
        void is_a_grant_to_see_where_all_is_forbidden() {
            assertThat(idle(denied("targets: [\"prod/*\"]")))
                    .extracting(PolicyWarning::line)
                    .containsExactly(8);
            assertThat(idle(denied("targets: [\"*/*\"]")))
                    .extracting(PolicyWarning::line)
                    .containsExactly(6, 8);
            assertThat(idle(denied("programs: [ls, cat], targets: [\"*/*\"]")))
                    .extracting(PolicyWarning::line)
                    .containsExactly(6);
            assertThat(idle(denied("targets: [\"*\"]")))
                    .extracting(PolicyWarning::line)
                    .containsExactly(6);
        }

        @Test
        void is_a_condition_that_the_grant_does_not_have() {
            var text = """
                    version: 1
                    grants:
                      - {id: see, capability: logs, targets: [web], groups: [dev]}
                    denies:
                      - {id: no, targets: [web], channels: [C1]}
                    """;
            assertThat(idle(text)).isEmpty();
        }

        @Test
        void could_be_told_of_containers_too() {
            var deny = new Deny("no", Set.of(), List.of(new Condition.InContainer(Set.of("app", "side"))));
            assertThat(Shadow.covers(deny, see(new Condition.InContainer(Set.of("app")))))
                    .isTrue();
            assertThat(Shadow.covers(deny, see(new Condition.InContainer(Set.of("app", "db")))))
                    .isFalse();
            assertThat(Shadow.covers(deny, see(new Condition.InChannel(Set.of("app")))))
                    .isFalse();
        }

        private static Grant see(Condition condition) {
            return new Grant.OfCapabilities("g", Set.of(Capability.LOGS), List.of(condition), Optional.empty());
        }

        @Test
        void of_two_denies_the_first_by_name_is_told() {
            var text = denied("targets: [\"*\"]") + "  - {id: b, channels: [C1]}\n  - {id: a, channels: [C1]}\n";
            assertThat(idle(text))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.sentence()).startsWith("The deny a "));
        }

        @Test
        void is_a_grant_that_says_what_another_said() {
            var text = """
                    version: 1
                    commands:
                      ls: {summary: s, argv: [/bin/ls], effect: read}
                      id: {summary: s, argv: [/bin/id], effect: read}
                    grants:
                      - {id: a, commands: [ls, id], targets: [web, db], groups: [dev, ops], approval: none}
                      - {id: b, commands: [id, ls], targets: [db, web], groups: [ops, dev], approval: none, expires: 30m}
                      - {id: c, commands: [id, ls], targets: [db, web], groups: [ops, dev], approval: none, expires: 31m}
                      - {id: d, commands: [id, ls], targets: [db, web], groups: [ops], approval: none}
                      - {id: e, capability: logs, targets: [web], groups: [dev]}
                      - {id: f, capabilities: [logs], targets: [web], groups: [dev]}
                      - {id: g, capabilities: [logs], targets: [web], groups: [dev], channels: [C1]}
                      - {id: h, commands: [ls, id], targets: [web, db], groups: [dev, ops], approval: none}
                    """;
            assertThat(idle(text))
                    .containsExactly(
                            new PolicyWarning(
                                    7, 10, Kind.REPEATED_GRANT, "b says the same as a. Remove one of the two."),
                            new PolicyWarning(
                                    11, 10, Kind.REPEATED_GRANT, "f says the same as e. Remove one of the two."),
                            new PolicyWarning(
                                    13, 10, Kind.REPEATED_GRANT, "h says the same as a. Remove one of the two."));
        }
    }

    @Nested
    class What_does_not_fit_the_configuration {
        private static final Person ADA = new Person("T1", "U1");
        private static final Person BOB = new Person("T1", "U2");
        private static final Groups GROUPS = new Groups(
                Map.of("dev", Set.of(ADA, BOB), "sre", Set.of(ADA, BOB), "lead", Set.of(ADA), "nobody", Set.of()));

        private static String grant(String targets, String approval) {
            return """
                    version: 1
                    commands:
                      ls: {summary: s, argv: [/bin/ls], effect: read}
                    grants:
                      - {id: g, command: ls, targets: [%s], groups: [dev], approval: %s}
                    """.formatted(targets, approval);
        }

        private static List<PolicyWarning> against(String targets, String approval) {
            return PolicyLint.all(
                    policy(grant(targets, approval)),
                    GROUPS,
                    Set.of("slack"),
                    List.of(alias("web", "prod", "storefront")));
        }

        @Test
        void is_nothing_if_people_and_targets_are_there() {
            assertThat(against("web, \"prod/*\"", "{all_of: [{group: sre, count: 2}]}"))
                    .isEmpty();
            assertThat(against("\"w*\"", "none")).isEmpty();
        }

        @Test
        void is_a_group_that_is_not_defined() {
            assertThat(against("web", "{all_of: [{group: sra}]}"))
                    .containsExactly(new PolicyWarning(
                            1,
                            1,
                            Kind.UNDEFINED_GROUP,
                            "The group sra is in none of people.groups, people.slack_groups and people.on_call,"
                                    + " so the application refuses this policy. Define it, or name another."));
        }

        @Test
        void is_an_approval_that_hangs_on_one_person() {
            assertThat(against("web", "{all_of: [{group: lead}]}"))
                    .containsExactly(new PolicyWarning(
                            5,
                            10,
                            Kind.GROUP_OF_ONE,
                            "g needs the only member of lead, who cannot agree to their own requests, nor while away."
                                    + " Add somebody."));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{all_of: [{group: sre, count: 3}]} | 3 of sre",
                    "{all_of: [{group: nobody}]} | 1 of nobody",
                    "{all_of: [{group: sre, count: 2}, {group: dev}]} | 1 of dev and 2 of sre"
                })
        void is_an_approval_for_which_there_are_not_enough_people(String approval, String words) {
            assertThat(against("web", approval))
                    .containsExactly(new PolicyWarning(
                            5,
                            10,
                            Kind.QUORUM_TOO_LARGE,
                            "g asks for " + words + ", and there are not so many different people. Ask for fewer, or"
                                    + " add some."));
        }

        @Test
        void is_no_group_that_is_kept_elsewhere_however_many_of_it_have_to_agree() {
            assertThat(against("web", "{all_of: [{group: slack, count: 9}]}")).isEmpty();
        }

        @Test
        void is_a_target_that_is_not_configured() {
            assertThat(against("web, api, \"stage/*\"", "none"))
                    .containsExactly(
                            new PolicyWarning(
                                    5,
                                    41,
                                    Kind.NO_SUCH_TARGET,
                                    "api is none of the configuration's targets. Correct it, or define it there."),
                            new PolicyWarning(
                                    5,
                                    46,
                                    Kind.NO_SUCH_TARGET,
                                    "stage/* is none of the configuration's targets. Correct it, or define it there."));
        }
    }

    @Nested
    class The_key_accept {
        @Test
        void takes_the_warnings_that_are_about_commands() {
            var words = Arrays.stream(Kind.values())
                    .map(Kind::word)
                    .filter(word ->
                            Policy.read(command("/x", ", accept: [" + word + "]"), "p") instanceof PolicyReading.Read)
                    .collect(Collectors.toSet());
            assertThat(words)
                    .containsExactlyInAnyOrder(
                            "can-run-programs",
                            "can-write-files",
                            "can-read-files",
                            "relative-program",
                            "changes-every-target",
                            "unused-command");
        }

        @Test
        void refuses_a_word_it_does_not_know() {
            assertThat(Policy.read(command("/x", ", accept: [relative-progam]"), "p"))
                    .isEqualTo(new PolicyReading.Broken(
                            "p",
                            List.of(new PolicyProblem(
                                    3,
                                    54,
                                    "relative-progam is no warning that a command can accept; those are"
                                            + " can-read-files, can-run-programs, can-write-files,"
                                            + " changes-every-target, relative-program, unused-command. Did you mean"
                                            + " relative-program?"))));
        }
    }

    @Test
    void warnings_come_in_the_order_of_their_places() {
        var text = """
                version: 1
                commands:
                  b: {summary: s, argv: [b], effect: write}
                  a: {summary: s, argv: [tar, "{p}"], effect: write, params: {p: %s}}
                grants:
                  - {id: g, command: a, targets: ["*"], groups: [dev], approval: {all_of: [{group: sre}]}}
                """.formatted(PATTERN);
        assertThat(PolicyLint.all(policy(text)))
                .extracting(PolicyWarning::kind)
                .containsExactly(
                        Kind.UNUSED_COMMAND,
                        Kind.RELATIVE_PROGRAM,
                        Kind.RELATIVE_PROGRAM,
                        Kind.CAN_RUN_PROGRAMS,
                        Kind.CHANGES_EVERY_TARGET);
    }

    @Test
    void a_warning_reads_as_a_line() {
        assertThat(new PolicyWarning(3, 7, Kind.GROUP_OF_ONE, "It is so."))
                .hasToString("line 3, column 7: group-of-one: It is so.");
    }

    @Test
    void without_a_policy_there_is_nothing_to_warn_of() {
        assertThat(Stream.of(PolicyLint.all(Policy.absent()), PolicyLint.dangers(Policy.absent())))
                .allSatisfy(warnings -> assertThat(warnings).isEmpty());
    }
}
