package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.NOON;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import sallyport.policy.Decision.Allowed;
import sallyport.policy.Decision.Denied;
import sallyport.policy.PolicyCase.Expectation;
import sallyport.policy.Reported.Change;
import sallyport.policy.Reported.Denial;
import sallyport.policy.Reported.Permission;
import sallyport.policy.Reported.StricterTerms;
import sallyport.request.Person;
import sallyport.request.Quorum;
import sallyport.request.Slot;

class ReportOnlyTest {
    private static final String COMMANDS = """
            version: 1
            commands:
              kernel:
                summary: Kernel and machine
                argv: [uname, "{flag}"]
                params: { flag: { type: enum, values: ["-a", "-r"] } }
                effect: read
              any-uname:
                summary: Kernel and machine, carefully
                argv: [uname, "{flag}"]
                params: { flag: { type: enum, values: ["-a", "-r"] } }
                effect: write
                exit_code: required
                deadline: 5m
                max_output: 1MiB
            """;

    private static final String ENFORCED = COMMANDS + """
            grants:
              - { id: g, command: kernel, targets: [web], groups: [dev], approval: { all_of: [{ group: sre }] } }
            """;

    private static String grant(String id, String more) {
        return "  - { id: " + id + ", targets: [web], groups: [dev], " + more + " }\n";
    }

    private static String reported(String id, String more) {
        return grant(id, "mode: report, " + more);
    }

    private static String denies(String... denies) {
        return "denies:\n  - " + String.join("\n  - ", denies) + "\n";
    }

    private static Decision decide(String policy) {
        return policy(policy).decide(ask("uname", "-a"));
    }

    private static final String FREEZE = denies("{ id: freeze, mode: report, targets: [web] }");

    @Nested
    class A_deny {
        @Test
        void denies_nothing_and_says_that_it_would() {
            var decision = decide(ENFORCED + FREEZE);

            assertThat(decision).isInstanceOf(Allowed.class);
            assertThat(decision.reported()).isEqualTo(new Denial(List.of("freeze")));
            assertThat(decision.reported().words()).contains("would be denied by freeze");
        }

        @Test
        void is_named_with_every_other_that_would_forbid_the_same() {
            var decision = decide(ENFORCED
                    + denies(
                            "{ id: z, mode: report, programs: [uname] }",
                            "{ id: a, mode: report, groups: [dev] }",
                            "{ id: other, mode: report, programs: [id] }"));

            assertThat(decision.reported()).isEqualTo(new Denial(List.of("a", "z")));
            assertThat(decision.reported().words()).contains("would be denied by a, z");
        }

        @Test
        void would_change_nothing_where_the_answer_is_no_already() {
            assertThat(decide(COMMANDS + FREEZE).reported()).isEqualTo(Reported.NOTHING);
            assertThat(decide(ENFORCED
                                    + denies(
                                            "{ id: closed, targets: [web] }",
                                            "{ id: freeze, mode: report, targets: [web] }"))
                            .reported())
                    .isEqualTo(Reported.NOTHING);
        }

        @Test
        void that_is_enforced_denies() {
            assertThat(decide(ENFORCED + FREEZE.replace("report", "enforce")))
                    .isEqualTo(decide(ENFORCED + FREEZE.replace("mode: report, ", "")))
                    .isInstanceOf(Denied.class);
        }
    }

    @Nested
    class A_grant {
        @Test
        void allows_nothing_and_says_that_it_would_and_on_which_terms() {
            var decision = decide(COMMANDS
                    + "grants:\n"
                    + reported("try", "command: kernel, approval: { all_of: [{ group: sre, count: 2 }] }"));

            assertThat(decision)
                    .isEqualTo(new Denied(
                            "No rule lets you run `uname -a` on web. From here you may run nothing there.",
                            List.of(),
                            new Permission(List.of("try"), new Quorum(List.of(new Slot("sre", 2)), List.of()))));
            assertThat(decision.reported().words()).contains("would be allowed by try with approval by 2 of sre");
        }

        @Test
        void that_asks_for_nobody_says_so() {
            var decision = decide(COMMANDS
                    + "grants:\n"
                    + reported("z", "command: kernel, approval: none")
                    + reported("a", "command: kernel, approval: none"));

            assertThat(decision.reported().rules()).containsExactly("a", "z");
            assertThat(decision.reported().words()).contains("would be allowed by a, z without approval");
        }

        @Test
        void would_change_nothing_where_a_deny_wins_or_another_rule_fits_better() {
            var grants = COMMANDS + "grants:\n" + reported("try", "command: kernel, approval: none");

            assertThat(decide(grants + denies("{ id: closed, targets: [web] }")).reported())
                    .isEqualTo(Reported.NOTHING);
            assertThat(decide(grants + FREEZE).reported()).isEqualTo(Reported.NOTHING);
            assertThat(policy(grants).decide(ask("uname", "-x")).reported()).isEqualTo(Reported.NOTHING);
        }

        @Test
        void would_make_terms_stricter_and_is_named_only_if_it_does() {
            var decision = decide(ENFORCED
                    + reported("same", "command: kernel, approval: { all_of: [{ group: sre }] }")
                    + reported("milder", "command: kernel, approval: none")
                    + reported("more", "command: kernel, approval: { all_of: [{ group: dba }] }")
                    + reported("reason", "command: kernel, approval: none, require: { reason: true }"));

            assertThat(((Allowed) decision).rule()).isEqualTo("g");
            assertThat(((Allowed) decision).quorum()).isEqualTo(new Quorum(List.of(new Slot("sre", 1)), List.of()));
            assertThat(decision.reported())
                    .isEqualTo(new StricterTerms(
                            List.of("more", "reason"),
                            List.of(
                                    new Change("approval", "1 of dba and 1 of sre", "1 of sre"),
                                    new Change("reason", "required", "optional"))));
            assertThat(decision.reported().words())
                    .contains("would stand on stricter terms by more, reason: approval 1 of dba and 1 of sre, now 1 of"
                            + " sre; reason required, now optional");
        }

        @Test
        void says_what_of_each_term_would_change() {
            var strict = reported(
                    "strict",
                    "command: any-uname, approval: { all_of: [{ group: sre }] }, expires: 5m, start_within: 2m,"
                            + " bind: task, require: { reason: true, ticket: \"OPS-[0-9]+\" }");
            assertThat(decide(ENFORCED + strict).reported())
                    .isEqualTo(new StricterTerms(
                            List.of("strict"),
                            List.of(
                                    new Change("reason", "required", "optional"),
                                    new Change("ticket", "OPS-[0-9]+", "optional"),
                                    new Change("expires", "5m", "30m"),
                                    new Change("start within", "2m", "10m"),
                                    new Change("bound to", "task", "revision"),
                                    new Change("effect", "write", "read"),
                                    new Change("exit code", "required", "wanted"),
                                    new Change("deadline", "5m", "15m"),
                                    new Change("output", "1048576 bytes", "67108864 bytes"))));
        }

        @Test
        void that_changes_no_term_reports_nothing() {
            assertThat(decide(ENFORCED + reported("milder", "command: kernel, approval: none"))
                            .reported())
                    .isEqualTo(Reported.NOTHING);
        }

        @Test
        void for_emergencies_counts_for_those_alone() {
            var policy = policy(ENFORCED + reported("glass", "command: kernel, breakglass: { review_by: sre }"));
            var emergency = ask("uname", "-a").breakingGlass();

            assertThat(policy.decide(ask("uname", "-a")).reported()).isEqualTo(Reported.NOTHING);
            assertThat(policy.decide(emergency)).isInstanceOf(Denied.class);
            assertThat(policy.decide(emergency).reported()).isEqualTo(new Permission(List.of("glass"), Quorum.none()));
            assertThat(((Denied) policy.decide(emergency)).explanation()).doesNotContain("breakglass");
        }
    }

    @Nested
    class Looking {
        private static final String SEE =
                "version: 1\ngrants:\n  - { id: see, capability: logs, targets: [web], groups: [dev] }\n";
        private static final String TRY =
                "version: 1\ngrants:\n  - { id: try, mode: report, capability: logs, targets: [web], groups: [dev] }\n";

        private static Access look(String policy, Capability capability) {
            return policy(policy).decide(new CapabilityAsk(ADA, Set.of("dev"), OPS, WEB, capability, NOON));
        }

        @Test
        void is_denied_by_no_report_only_rule() {
            assertThat(look(SEE + FREEZE, Capability.LOGS))
                    .isEqualTo(new Access.Granted("see", new Denial(List.of("freeze"))));
            assertThat(look(SEE + denies("{ id: no-sh, mode: report, programs: [sh] }"), Capability.LOGS))
                    .isEqualTo(new Access.Granted("see"));
        }

        @Test
        void is_allowed_by_no_report_only_rule() {
            assertThat(look(TRY, Capability.LOGS))
                    .isEqualTo(new Access.Refused(
                            "No rule lets you see logs of web.",
                            List.of(),
                            new Permission(List.of("try"), Quorum.none())));
            assertThat(look(TRY, Capability.TASKS).reported()).isEqualTo(Reported.NOTHING);
        }

        @Test
        void that_is_forbidden_stays_so_whatever_is_only_reported() {
            assertThat(look(TRY + denies("{ id: closed, targets: [web] }"), Capability.LOGS)
                            .reported())
                    .isEqualTo(Reported.NOTHING);
            assertThat(look(TRY + FREEZE, Capability.LOGS).reported()).isEqualTo(Reported.NOTHING);
        }

        @Test
        void that_two_rules_would_allow_reports_both_and_another_one_in_force_neither() {
            var both = TRY + "  - { id: a, mode: report, capability: logs, targets: [web], people: [U1] }\n";

            assertThat(look(both, Capability.LOGS).reported().rules()).containsExactly("a", "try");
            assertThat(look(both.replace("id: a, mode: report", "id: a"), Capability.LOGS))
                    .isEqualTo(new Access.Granted("a"));
        }
    }

    @Nested
    class Elsewhere {
        private static final Groups GROUPS =
                new Groups(Map.of("dev", Set.of(ADA), "sre", Set.of(new Person("T1", "U2"))));

        @Test
        void a_report_only_rule_lists_nothing_as_allowed_and_hides_nothing() {
            var policy = policy(ENFORCED + FREEZE + "");
            var only = policy(COMMANDS + "grants:\n" + reported("try", "command: kernel, approval: none"));

            assertThat(policy.allowed(ADA, Set.of("dev"), OPS, WEB, NOON)).hasSize(1);
            assertThat(only.allowed(ADA, Set.of("dev"), OPS, WEB, NOON)).isEmpty();
        }

        @Test
        void the_groups_of_a_report_only_rule_have_to_be_defined_before_it_counts() {
            assertThat(policy(ENFORCED
                                    + reported("try", "command: kernel, approval: { all_of: [{ group: later }] }")
                                    + denies("{ id: d, mode: report, groups: [contractors] }"))
                            .groups())
                    .containsExactlyInAnyOrder("dev", "sre", "later", "contractors");
        }

        @Test
        void ask_to_allow_proposes_a_rule_of_its_own_and_says_what_is_reported() {
            var policy = policy(COMMANDS + "grants:\n"
                    + reported("web-kernel", "command: kernel, approval: none")
                    + denies("{ id: web-uname-a, mode: report, targets: [api] }"));

            assertThat(policy.mayPropose(ask("uname", "-a"), GROUPS)).isTrue();
            assertThat(policy.propose(ask("uname", "-a"), GROUPS))
                    .isInstanceOfSatisfying(Proposal.Draft.class, draft -> {
                        assertThat(draft.yaml()).contains("- id: web-uname-a-2").doesNotContain("mode:");
                        assertThat(draft.notes())
                                .contains("By report-only rules it would be allowed by web-kernel without approval.");
                    });
        }

        @Test
        void ask_to_allow_says_which_report_only_rule_would_deny_it() {
            assertThat(policy(COMMANDS + FREEZE).propose(ask("uname", "-a"), GROUPS))
                    .isInstanceOfSatisfying(
                            Proposal.Draft.class,
                            draft -> assertThat(draft.notes())
                                    .contains("By report-only rules it would be denied by freeze."));
            assertThat(policy(COMMANDS).propose(ask("uname", "-a"), GROUPS))
                    .isInstanceOfSatisfying(
                            Proposal.Draft.class,
                            draft -> assertThat(draft.notes()).noneMatch(note -> note.contains("report-only")));
        }

        @Test
        void lint_warns_of_a_report_only_grant_that_could_never_match() {
            assertThat(PolicyLint.all(policy(COMMANDS + "grants:\n"
                            + reported("try", "commands: [kernel, any-uname], approval: { all_of: [{ group: sre }] }")
                            + denies("{ id: closed, targets: [web] }"))))
                    .extracting(PolicyWarning::kind)
                    .contains(PolicyWarning.Kind.SHADOWED_GRANT)
                    .doesNotContain(PolicyWarning.Kind.UNUSED_COMMAND);
        }

        @Test
        void lint_takes_a_report_only_deny_to_shadow_nothing() {
            assertThat(PolicyLint.all(policy(ENFORCED + FREEZE)))
                    .extracting(PolicyWarning::kind)
                    .doesNotContain(PolicyWarning.Kind.SHADOWED_GRANT);
        }

        @Test
        void lint_warns_of_what_a_report_only_grant_would_reach_and_repeat_and_whom_it_needs() {
            var policy = policy(ENFORCED
                    + "  - { id: wide, mode: report, command: any-uname, targets: [\"*\"], groups: [dev],"
                    + " approval: { all_of: [{ group: sre, count: 3 }] } }\n"
                    + reported("again", "command: kernel, approval: { all_of: [{ group: sre }] }"));

            assertThat(PolicyLint.dangers(policy))
                    .extracting(PolicyWarning::kind)
                    .contains(PolicyWarning.Kind.CHANGES_EVERY_TARGET);
            assertThat(PolicyLint.all(policy, GROUPS, List.of(WEB)))
                    .extracting(PolicyWarning::kind)
                    .contains(PolicyWarning.Kind.REPEATED_GRANT, PolicyWarning.Kind.QUORUM_TOO_LARGE);
        }

        @Test
        void diff_tells_what_is_reported_from_now_on() {
            assertThat(diff(ENFORCED, ENFORCED + FREEZE))
                    .containsExactly("+ report-only: nobody may see or run anything on web");
            assertThat(diff(ENFORCED + FREEZE, ENFORCED))
                    .containsExactly("- report-only: nobody may see or run anything on web");
            assertThat(diff(ENFORCED + FREEZE, ENFORCED + FREEZE)).isEmpty();
        }

        @Test
        void diff_tells_that_a_deny_is_enforced_which_was_reported_before_and_back() {
            var enforced = ENFORCED + FREEZE.replace("report", "enforce");

            assertThat(diff(ENFORCED + FREEZE, enforced))
                    .containsExactly(
                            "+ deny: nobody may see or run anything on web",
                            "- report-only: nobody may see or run anything on web (enforced now)");
            assertThat(diff(enforced, ENFORCED + FREEZE))
                    .containsExactly(
                            "- deny: nobody may see or run anything on web",
                            "+ report-only: nobody may see or run anything on web (enforced before)");
        }

        @Test
        void diff_tells_that_a_grant_is_enforced_which_was_reported_before() {
            var reported = COMMANDS + "grants:\n" + reported("try", "command: kernel, approval: none");

            assertThat(diff(reported, reported.replace("mode: report, ", "")))
                    .containsExactly(
                            "+ dev may run kernel on web without approval, start within 10m",
                            "- report-only: dev may run kernel on web without approval, start within 10m (enforced now)");
        }

        private static List<String> diff(String before, String now) {
            return PolicyDiff.between(policy(before), policy(now)).lines();
        }
    }

    @Nested
    class A_test_case {
        private static final String WITH_FREEZE = ENFORCED + FREEZE;

        private static List<String> differences(String policy, boolean allowed, String report) {
            return new PolicyCase(
                            "name",
                            7,
                            new PolicyCase.Question.Run(ask("uname", "-a")),
                            new Expectation(
                                    allowed,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(report)))
                    .differences(policy(policy));
        }

        @Test
        void can_expect_that_a_rule_reports() {
            assertThat(differences(WITH_FREEZE, true, "freeze")).isEmpty();
            assertThat(differences(WITH_FREEZE, true, "thaw"))
                    .containsExactly("expected report thaw, got that it would be denied by freeze");
            assertThat(differences(ENFORCED, true, "freeze")).containsExactly("expected report freeze, got none");
        }

        @Test
        void can_expect_that_none_does() {
            assertThat(differences(ENFORCED, true, "none")).isEmpty();
            assertThat(differences(COMMANDS, false, "none")).isEmpty();
            assertThat(differences(WITH_FREEZE, true, "none"))
                    .containsExactly("expected report none, got that it would be denied by freeze");
        }

        @Test
        void can_expect_it_of_looking_too() {
            var policy = policy("version: 1\ngrants:\n"
                    + "  - { id: see, capability: logs, targets: [web], groups: [dev] }\n"
                    + "  - { id: try, mode: report, capability: tasks, targets: [web], groups: [dev] }\n" + FREEZE);

            assertThat(seen(policy, Capability.LOGS, true, "freeze")).isEmpty();
            assertThat(seen(policy, Capability.LOGS, true, "none")).hasSize(1);
            assertThat(seen(policy, Capability.TASKS, false, "none")).isEmpty();
        }

        private static List<String> seen(Policy policy, Capability capability, boolean allowed, String report) {
            return new PolicyCase(
                            "name",
                            7,
                            new PolicyCase.Question.See(
                                    new CapabilityAsk(ADA, Set.of("dev"), OPS, WEB, capability, NOON)),
                            new Expectation(
                                    allowed,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(report)))
                    .differences(policy);
        }
    }
}
