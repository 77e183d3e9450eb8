package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.NOON;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.alias;
import static sallyport.policy.PolicyFixture.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.parse.Subcommand;
import sallyport.policy.Reason.Kind;
import sallyport.request.Alias;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.Quorum;

class CapabilityTest {
    private static final String SRE = "approval: {all_of: [{group: sre}]}";

    private static String grants(String... grants) {
        return Arrays.stream(grants).collect(Collectors.joining("}\n  - {", "version: 1\ngrants:\n  - {", "}\n"));
    }

    private static String denies(String... denies) {
        return Arrays.stream(denies).collect(Collectors.joining("}\n  - {", "denies:\n  - {", "}\n"));
    }

    private static Access decide(String text, Capability capability) {
        return decide(text, WEB, capability);
    }

    private static Access decide(String text, Alias alias, Capability capability) {
        return policy(text).decide(new CapabilityAsk(ADA, Set.of("dev"), OPS, alias, capability, NOON));
    }

    private static Terms terms(Quorum quorum) {
        return new Terms(
                quorum,
                false,
                List.of(),
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                Binding.REVISION,
                Optional.empty(),
                Confirmation.REVIEW,
                Optional.empty(),
                List.of(),
                1);
    }

    private static Quorum quorum(String text) {
        return decide(
                                grants("id: x, capability: shell, targets: [web], groups: [dev], approval: " + text),
                                Capability.SHELL)
                        instanceof Access.OnTerms(var _, var terms, var _)
                ? terms.quorum()
                : Quorum.none();
    }

    private static List<String> problems(String text) {
        return switch (Policy.read(text, "p")) {
            case PolicyReading.Read _ -> List.of();
            case PolicyReading.Broken(var _, var problems) ->
                problems.stream()
                        .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
                        .toList();
        };
    }

    static Stream<Capability> atOnce() {
        return Arrays.stream(Capability.values())
                .filter(capability -> !capability.kind().needsAgreement());
    }

    static Stream<Capability> onTerms() {
        return Arrays.stream(Capability.values())
                .filter(capability -> capability.kind().needsAgreement());
    }

    @Test
    void each_has_its_word_in_the_file() {
        assertThat(Capability.BY_WORD).hasSize(15);
        assertThat(Capability.values()).allSatisfy(capability -> {
            assertThat(Capability.BY_WORD).containsEntry(capability.word(), capability);
            assertThat(capability.word()).isEqualTo(capability.name().toLowerCase(Locale.ROOT));
            assertThat(capability.summary()).isNotBlank().doesNotEndWith(".");
        });
    }

    @ParameterizedTest
    @MethodSource("atOnce")
    void what_needs_nobody_is_granted_at_once(Capability capability) {
        assertThat(decide(
                        grants("id: x, capability: " + capability.word() + ", targets: [\"*\"], groups: [dev]"),
                        capability))
                .isEqualTo(new Access.Granted("x"));
    }

    @ParameterizedTest
    @MethodSource("onTerms")
    void what_acts_on_a_target_is_granted_on_terms(Capability capability) {
        assertThat(decide(
                        grants("id: x, capability: " + capability.word() + ", targets: [web], groups: [dev], " + SRE),
                        capability))
                .isEqualTo(new Access.OnTerms("x", terms(quorum("{all_of: [{group: sre}]}")), Reported.NOTHING));
    }

    @ParameterizedTest
    @EnumSource
    void nobody_has_what_no_rule_grants(Capability capability) {
        assertThat(decide("version: 1", capability)).isInstanceOf(Access.Refused.class);
    }

    @Nested
    class Terms_of_a_grant {
        @Test
        void are_those_of_a_command() {
            var text = grants("id: x, capability: shell, targets: [web], groups: [dev], " + SRE
                    + ", expires: 1h, start_within: 5m, require: {reason: true, ticket: \"INC-[0-9]+\"}, bind: task,"
                    + " confirm: review, escalate: {to: leads, after: 7m}, concurrency: 2");
            assertThat(decide(text, Capability.SHELL))
                    .isEqualTo(new Access.OnTerms(
                            "x",
                            new Terms(
                                    quorum("{all_of: [{group: sre}]}"),
                                    true,
                                    List.of(new TicketForm("INC-[0-9]+")),
                                    Duration.ofHours(1),
                                    Duration.ofMinutes(5),
                                    Binding.TASK,
                                    Optional.empty(),
                                    Confirmation.REVIEW,
                                    Optional.of(new Escalation("leads", Duration.ofMinutes(7))),
                                    List.of(new Concurrency("x", 2)),
                                    1),
                            Reported.NOTHING));
        }

        @Test
        void are_the_strictest_of_all_that_match() {
            var text = grants(
                    "id: x, capability: shell, targets: [web], groups: [dev], start_within: 5m, " + SRE,
                    "id: b, capabilities: [shell, host_exec], targets: [\"*\"], groups: [dev], expires: 5m, approval:"
                            + " {all_of: [{group: sre, count: 2}, {group: dba}]}",
                    "id: other, capability: shell, targets: [db], groups: [dev], approval: {all_of: [{group: boss}]}",
                    "id: else, capability: run_task, targets: [web], groups: [dev], approval: {all_of: [{group: boss}]}");
            assertThat(decide(text, Capability.SHELL)).isInstanceOfSatisfying(Access.OnTerms.class, allowed -> {
                assertThat(allowed.rule()).isEqualTo("b, x");
                assertThat(Words.approval(allowed.terms().quorum())).isEqualTo("1 of dba and 2 of sre");
                assertThat(allowed.terms().expires()).isEqualTo(Duration.ofMinutes(5));
                assertThat(allowed.terms().startWithin()).isEqualTo(Duration.ofMinutes(5));
            });
        }

        @Test
        void hold_in_the_containers_they_name() {
            var text = grants("id: x, capability: shell, targets: [web], groups: [dev], containers: [side], " + SRE);
            assertThat(decide(text, Capability.SHELL))
                    .isEqualTo(new Access.Refused(
                            "No rule lets you use shell on web. Nearest comes rule x: app is not among its containers"
                                    + " (side).",
                            List.of(new Reason("x", Kind.CONTAINER, "app is not among its containers (side)"))));
            assertThat(policy(text)
                            .decide(new CapabilityAsk(
                                    ADA, Set.of("dev"), OPS, WEB, Optional.of("side"), Capability.SHELL, NOON)))
                    .isInstanceOf(Access.OnTerms.class);
        }

        @Test
        void name_groups_that_have_to_exist() {
            assertThat(policy(grants("id: x, capability: shell, targets: [web], groups: [dev], " + SRE
                                    + ", escalate: {to: leads, after: 5m}"))
                            .groups())
                    .containsExactlyInAnyOrder("dev", "sre", "leads");
        }
    }

    @Nested
    class A_file_is_refused {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "capability: shell | The key approval is missing.",
                    "capability: shell, approval: none | Only commands with effect read may run without approval, and shell is a capability.",
                    "capability: shell, approval: {all_of: [{group: a}]}, confirm: none | Only commands with effect read may be approved without a review, and shell is a capability.",
                    "capability: shell, breakglass: {review_by: a}, approval: {all_of: [{group: a}]} | There is no key breakglass here.",
                    "capability: stop, approval: {all_of: [{group: a}]} | There is no key approval here.",
                    "capability: logs, containers: [app] | There is no key containers here.",
                    "capability: shel, approval: {all_of: [{group: a}]} | There is no capability shel. Did you mean shell?",
                    "capability: exec | There is no capability exec.",
                    "'capabilities: [logs, shell]' | shell needs approval and logs takes none, so one grant cannot have both. Write two.",
                    "'capabilities: [shell, freeze], approval: {all_of: [{group: a}]}' | shell needs approval and freeze takes none, so one grant cannot have both. Write two.",
                })
        void with_one_clear_sentence(String keys, String sentence) {
            var targets = keys.contains("freeze") ? "[\"*\"]" : "[web]";
            assertThat(problems(
                            grants("id: x, " + keys.replace("'", "") + ", targets: " + targets + ", groups: [dev]")))
                    .singleElement()
                    .asString()
                    .satisfies(problem -> assertThat(problem.substring(problem.indexOf(' ') + 1))
                            .isEqualTo(sentence.replace("'", "")));
        }

        @Test
        void where_the_second_kind_is_named() {
            assertThat(problems("""
                            version: 1
                            grants:
                              - id: x
                                capabilities:
                                  - logs
                                  - nothing
                                  - stop
                                  - shell
                                  - tasks
                                targets: [web]
                                groups: [dev]
                            """))
                    .containsExactly(
                            "6:9 There is no capability nothing.",
                            "8:9 shell needs approval and logs takes none, so one grant cannot have both. Write two.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[web]", "[\"web*\", prod/*]", "[\"prod/*\"]"})
        void if_a_freeze_is_granted_for_some_targets_only(String targets) {
            assertThat(problems(grants("id: x, capabilities: [logs, freeze], groups: [dev], targets: " + targets)))
                    .containsExactly(
                            "3:67 A freeze holds for every target, so a grant of freeze has targets: [\"*\"]. Write it"
                                    + " a grant of its own.");
        }

        @Test
        void but_not_if_one_of_them_is_every_target() {
            assertThat(problems(grants("id: x, capabilities: [logs, freeze], groups: [dev], targets: [web, \"*\"]")))
                    .isEmpty();
        }
    }

    @Nested
    class Refusals {
        private static final String DENIES = grants(
                        "id: x, capabilities: [shell, host_exec], targets: [\"*\"], groups: [dev], " + SRE,
                        "id: y, capabilities: [stop, read_transcript, freeze], targets: [\"*\"], groups: [dev]")
                + denies("id: closed, targets: [db]", "id: no-sh, programs: [sh]");

        @ParameterizedTest
        @CsvSource({
            "SHELL, shell on db may not be used",
            "STOP, stop on db may not be used",
            "READ_TRANSCRIPT, transcripts of db may not be seen"
        })
        void by_a_deny_without_programs_win_over_every_grant(Capability capability, String sentence) {
            assertThat(decide(DENIES, alias("db", "prod", "db"), capability))
                    .isEqualTo(new Access.Refused(
                            sentence + ": rule closed: it forbids everything on db.",
                            List.of(new Reason("closed", Kind.FORBIDDEN, "it forbids everything on db"))));
            assertThat(decide(DENIES, capability)).isNotInstanceOf(Access.Refused.class);
        }

        @ParameterizedTest
        @CsvSource({
            "RUN_TASK, use run_task on web",
            "EXTEND, use extend on web",
            "METRICS, see metrics of web",
        })
        void name_what_comes_nearest(Capability capability, String deed) {
            assertThat(decide(DENIES, capability))
                    .isInstanceOfSatisfying(
                            Access.Refused.class,
                            refused -> assertThat(refused.explanation())
                                    .isEqualTo("No rule lets you " + deed
                                            + ". Nearest comes rule x: it is about host_exec, shell only."));
        }
    }

    @Nested
    class A_freeze {
        private static final String FREEZE = grants("id: x, capability: freeze, targets: [\"*\"], groups: [dev]");

        private static Access freeze(String text) {
            return policy(text).decide(CapabilityAsk.ofFreezing(ADA, Set.of("dev"), OPS, NOON));
        }

        @Test
        void is_asked_for_everywhere_whatever_target_is_named() {
            assertThat(freeze(FREEZE)).isEqualTo(new Access.Granted("x"));
            assertThat(decide(
                            FREEZE + denies("id: closed, targets: [web, \"w*\", prod/storefront]"), Capability.FREEZE))
                    .isEqualTo(new Access.Granted("x"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets: [\"*\"]", "groups: [dev]", "targets: [\"*/*\"]"})
        void is_kept_from_people_by_a_deny_that_holds_everywhere(String deny) {
            assertThat(freeze(FREEZE + denies("id: closed, " + deny)))
                    .isEqualTo(new Access.Refused(
                            "freeze may not be used: rule closed: it forbids everything on *.",
                            List.of(new Reason("closed", Kind.FORBIDDEN, "it forbids everything on *"))));
        }

        @Test
        void is_refused_without_naming_a_target() {
            assertThat(freeze("version: 1")).isEqualTo(new Access.Refused("No rule lets you use freeze.", List.of()));
        }
    }

    @Nested
    class What_nothing_asks_for_yet {
        /** What people type to use it. */
        private static String verb(Capability capability) {
            return switch (capability) {
                case READ_TRANSCRIPT -> "transcript";
                case RUN_TASK -> "run";
                case HOST_EXEC -> "host";
                default -> capability.word().replace('_', '-');
            };
        }

        @ParameterizedTest
        @EnumSource
        void is_exactly_what_no_subcommand_uses(Capability capability) {
            boolean used = Arrays.stream(Subcommand.values())
                    .map(subcommand -> subcommand.word().replace('_', '-'))
                    .anyMatch(verb(capability)::equals);
            assertThat(capability.toCome().isEmpty())
                    .as("whether something asks for " + capability)
                    .isEqualTo(used);
        }

        @Test
        void is_told_where_a_person_looks_what_they_may() {
            var text = grants(
                    "id: a, capabilities: [logs, metrics], targets: [web], groups: [dev]",
                    "id: b, capability: shell, targets: [web], groups: [dev], " + SRE);
            assertThat(policy(text).capabilities(ADA, Set.of("dev"), OPS, WEB, NOON))
                    .extracting(Permitted::summary)
                    .containsExactly(
                            "read log lines",
                            "see how busy a service is",
                            "open a shell in a container; nothing asks for it yet");
        }
    }

    @Nested
    class Admins {
        private static final String CLOSED = "version: 1\n" + denies("id: closed, groups: [admins, dev]");

        private static Access decide(String group, Policy policy, Capability capability) {
            return policy.decide(new CapabilityAsk(ADA, Set.of(group), OPS, WEB, capability, NOON));
        }

        @ParameterizedTest
        @EnumSource(names = {"STOP", "FREEZE"})
        void always_brake_without_a_grant_whatever_a_deny_says_and_before_there_is_a_policy(Capability capability) {
            for (var policy : List.of(policy(CLOSED), Policy.absent())) {
                assertThat(decide("admins", policy, capability)).isEqualTo(new Access.Granted("people.admins"));
                assertThat(decide("dev", policy, capability)).isInstanceOf(Access.Refused.class);
            }
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"STOP", "FREEZE"})
        void have_nothing_else_without_a_grant(Capability capability) {
            assertThat(decide("admins", policy("version: 1"), capability)).isInstanceOf(Access.Refused.class);
        }

        @Test
        void find_the_brake_among_what_they_may() {
            assertThat(policy("version: 1").capabilities(ADA, Set.of("admins"), OPS, WEB, NOON))
                    .extracting(Permitted::usage, Permitted::rule)
                    .containsExactly(tuple("stop", "people.admins"), tuple("freeze", "people.admins"));
        }
    }

    @Nested
    class Report_only_rules {
        private static final String SHELL = "id: x, capability: shell, targets: [web], groups: [dev], " + SRE;

        @Test
        void that_ask_for_more_are_told_with_what_they_would_change() {
            var stricter = "id: t, mode: report, capability: shell, targets: [web], groups: [dev], expires: 5m,"
                    + " approval: {all_of: [{group: dba}]}";
            var same = SHELL.replace("id: x", "id: s, mode: report");
            assertThat(decide(grants(SHELL, stricter, same), Capability.SHELL))
                    .isEqualTo(new Access.OnTerms(
                            "x",
                            terms(quorum("{all_of: [{group: sre}]}")),
                            new Reported.StricterTerms(
                                    List.of("t"),
                                    List.of(
                                            new Reported.Change("approval", "1 of dba and 1 of sre", "1 of sre"),
                                            new Reported.Change("expires", "5m", "30m")))));
            assertThat(decide(grants(SHELL, same), Capability.SHELL).reported()).isEqualTo(Reported.NOTHING);
        }

        @Test
        void that_would_allow_are_told_with_who_would_have_to_agree() {
            assertThat(decide(grants(SHELL.replace("id: x", "id: x, mode: report")), Capability.SHELL)
                            .reported())
                    .isEqualTo(new Reported.Permission(List.of("x"), quorum("{all_of: [{group: sre}]}")));
        }

        @Test
        void that_would_deny_are_told() {
            assertThat(decide(grants(SHELL) + denies("id: no, mode: report, targets: [web]"), Capability.SHELL)
                            .reported())
                    .isEqualTo(new Reported.Denial(List.of("no")));
        }

        @Test
        void beside_others_of_what_is_done_at_once_change_nothing() {
            var stop = "id: x, capability: stop, targets: [web], groups: [dev]";
            assertThat(decide(grants(stop, stop.replace("id: x", "id: y, mode: report")), Capability.STOP))
                    .isEqualTo(new Access.Granted("x"));
        }
    }

    @Nested
    class A_person_is_told {
        @Test
        void every_capability_they_have_and_who_would_have_to_agree() {
            var text = grants(
                    "id: a, capabilities: [stop, logs, freeze], targets: [\"*\"], groups: [dev]",
                    "id: b, capability: shell, targets: [web], groups: [dev], " + SRE,
                    "id: c, capability: run_task, targets: [web], groups: [ops], " + SRE);
            assertThat(policy(text).capabilities(ADA, Set.of("dev"), OPS, WEB, NOON))
                    .containsExactly(
                            new Permitted("logs", "read log lines", "a", Quorum.none(), Optional.empty(), 1),
                            new Permitted(
                                    "stop",
                                    "stop the runs of others and take their requests back",
                                    "a",
                                    Quorum.none(),
                                    Optional.empty(),
                                    1),
                            new Permitted(
                                    "freeze",
                                    "let nothing start, and thaw it again",
                                    "a",
                                    Quorum.none(),
                                    Optional.empty(),
                                    1),
                            new Permitted(
                                    "shell",
                                    "open a shell in a container; nothing asks for it yet",
                                    "b",
                                    quorum("{all_of: [{group: sre}]}"),
                                    Optional.empty(),
                                    1));
        }
    }

    @Nested
    class Between_two_policies {
        @Test
        void who_gains_and_who_loses_is_told_with_the_terms() {
            var before = policy(grants("id: a, capabilities: [logs, read_transcript], targets: [web], groups: [dev]"));
            var now = policy(grants(
                    "id: a, capabilities: [logs, stop], targets: [web], groups: [dev]",
                    "id: b, capability: shell, targets: [web], groups: [dev], containers: [app], " + SRE));
            assertThat(PolicyDiff.between(before, now).lines())
                    .containsExactly(
                            "- dev may see transcripts on web",
                            "+ dev may use shell on web in container app with approval by 1 of sre, expires 30m, start"
                                    + " within 10m",
                            "+ dev may use stop on web");
        }

        @Test
        void terms_that_become_looser_or_stricter_are_told() {
            var shell = "id: b, capability: shell, targets: [web], groups: [dev], approval: {all_of: [{group: sre%s}]}";
            var one = policy(grants(shell.formatted("")));
            var two = policy(grants(shell.formatted(", count: 2")));
            assertThat(PolicyDiff.between(one, two).lines())
                    .containsExactly("~ dev may use shell on web: approval 2 of sre, before 1 of sre (stricter)");
            assertThat(PolicyDiff.between(two, one).lines())
                    .containsExactly("~ dev may use shell on web: approval 1 of sre, before 2 of sre (looser)");
        }
    }

    @Nested
    class Lint {
        @Test
        void finds_what_nothing_asks_for_yet_at_its_place_also_in_report_only_grants() {
            var text = """
                    version: 1
                    grants:
                      - {id: a, capability: shell, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]}}
                      - {id: b, mode: report, capabilities: [logs, metrics, extend], targets: [web], groups: [dev]}
                      - {id: c, mode: report, capability: host_exec, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]}}
                    """;
            assertThat(PolicyLint.dangers(policy(text)))
                    .extracting(PolicyWarning::toString)
                    .containsExactly(
                            "line 3, column 25: capability-to-come: Nothing asks for shell yet, so a grant of it has no"
                                    + " effect in this version. Leave it out till then.",
                            "line 5, column 39: capability-to-come: Nothing asks for host_exec yet, so a grant of it has no"
                                    + " effect in this version. Leave it out till then.");
        }

        @Test
        void finds_what_acts_on_every_target_and_not_what_looks_or_steers_there() {
            var text = """
                    version: 1
                    grants:
                      - {id: a, capabilities: [shell, run_task], targets: [web, "*"], groups: [dev],
                         approval: {all_of: [{group: sre}]}}
                      - {id: b, capabilities: [logs, stop], targets: ["*"], groups: [dev]}
                      - {id: c, capability: shell, targets: ["prod/*"], groups: [dev], approval: {all_of: [{group: sre}]}}
                    """;
            assertThat(PolicyLint.dangers(policy(text)))
                    .filteredOn(warning -> warning.kind() == PolicyWarning.Kind.CHANGES_EVERY_TARGET)
                    .extracting(PolicyWarning::toString)
                    .containsExactly(
                            "line 3, column 61: changes-every-target: * is every target, also those to come, for"
                                    + " capabilities that act on them (run_task, shell). Name the targets.");
        }

        @Test
        void finds_approvals_that_nobody_can_give() {
            var text = grants("id: b, capability: shell, targets: [web], groups: [dev], " + SRE);
            var groups = new Groups(Map.of("dev", Set.of(ADA), "sre", Set.of(ADA)));
            assertThat(PolicyLint.all(policy(text), groups, Set.of(), List.of(WEB)))
                    .extracting(PolicyWarning::kind)
                    .containsExactlyInAnyOrder(PolicyWarning.Kind.CAPABILITY_TO_COME, PolicyWarning.Kind.GROUP_OF_ONE);
            assertThat(PolicyLint.all(policy(text.replace("sre}", "sre, count: 2}")), groups, Set.of(), List.of(WEB)))
                    .extracting(PolicyWarning::kind)
                    .containsExactlyInAnyOrder(
                            PolicyWarning.Kind.CAPABILITY_TO_COME,
                            PolicyWarning.Kind.GROUP_OF_ONE,
                            PolicyWarning.Kind.QUORUM_TOO_LARGE);
        }

        @Test
        void finds_what_a_deny_forbids_and_what_is_said_twice() {
            var shell = "id: b, capability: shell, targets: [web], groups: [dev], " + SRE;
            assertThat(PolicyLint.all(policy(
                            grants(shell, shell.replace("id: b", "id: c")) + denies("id: closed, targets: [web]"))))
                    .extracting(PolicyWarning::kind)
                    .containsExactlyInAnyOrder(
                            PolicyWarning.Kind.CAPABILITY_TO_COME,
                            PolicyWarning.Kind.CAPABILITY_TO_COME,
                            PolicyWarning.Kind.SHADOWED_GRANT,
                            PolicyWarning.Kind.SHADOWED_GRANT,
                            PolicyWarning.Kind.REPEATED_GRANT);
        }
    }
}
