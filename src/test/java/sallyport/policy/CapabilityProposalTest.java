package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.NOON;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.alias;
import static sallyport.policy.PolicyFixture.policy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sallyport.policy.Proposal.Draft;
import sallyport.policy.Proposal.Impossible;
import sallyport.policy.Proposal.Needless;
import sallyport.request.Alias;
import sallyport.request.Person;

class CapabilityProposalTest {
    private static final String TEXT = """
            version: 1
            grants:
              - id: api-logs
                capability: logs
                targets: [api]
                groups: [dev]
              - id: web-stop
                capability: stop
                targets: [web]
                groups: [dev]
            """;

    private static final Groups GROUPS = new Groups(Map.of(
            "dev",
            Set.of(ADA, new Person("T1", "U4"), new Person("T1", "U5")),
            "ops",
            Set.of(ADA, new Person("T1", "U2"))));

    private static CapabilityAsk ask(Alias alias, Set<String> groups, Capability capability) {
        return new CapabilityAsk(ADA, groups, OPS, alias, capability, NOON);
    }

    private static Proposal propose(String text, Set<String> groups, Capability capability) {
        return policy(text).propose(ask(WEB, groups, capability), GROUPS);
    }

    private static Draft drafted(String text, Set<String> groups, Capability capability) {
        return (Draft) propose(text, groups, capability);
    }

    private static void assertImpossible(Proposal proposal, String reason) {
        assertThat(proposal)
                .isInstanceOfSatisfying(
                        Impossible.class,
                        impossible -> assertThat(impossible.reason()).contains(reason));
    }

    @Test
    void a_grant_of_what_is_looked_at_names_who_where_and_from_where_and_no_approval() {
        var draft = drafted(TEXT, Set.of("dev", "ops"), Capability.LOGS);
        assertThat(draft.yaml()).isEqualTo("""
                # Under grants:
                  - id: web-logs
                    capability: logs
                    targets: [web]
                    groups: [ops] # or of: dev
                    channels: [C1] # where it was asked; any channel without this line
                """);
        assertThat(draft.refusal()).extracting(Reason::rule).contains("api-logs");
        assertThat(draft.notes())
                .containsExactly("The rule api-logs grants it on other targets; adding this one there is possible.");
    }

    @Test
    void a_grant_of_what_acts_names_the_container_and_who_has_to_agree_and_that_nothing_asks_for_it_yet() {
        var draft = drafted(TEXT, Set.of("dev"), Capability.SHELL);
        assertThat(draft.yaml())
                .contains("capability: shell", "containers: [app]")
                .contains("approval: { all_of: [{ group: dev, count: 1 }] }");
        assertThat(draft.notes()).containsExactly(Capability.SHELL.toCome().orElseThrow());
    }

    @Test
    void who_agrees_to_commands_is_asked_to_agree_where_no_capability_says_who() {
        var text = """
                version: 1
                commands:
                  kernel: { summary: s, argv: [/bin/uname], effect: read }
                grants:
                  - { id: k, command: kernel, targets: [api], groups: [dev], approval: { all_of: [{ group: ops }] } }
                """;
        assertThat(drafted(text, Set.of("dev"), Capability.SHELL).yaml()).contains("group: ops, count: 1");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FREEZE", "STOP"})
    void every_draft_is_a_policy_that_grants_it(Capability capability) {
        var yaml = drafted("version: 1\n", Set.of("dev"), capability).yaml();
        assertThat(policy("version: 1\n" + yaml.replace("# Under grants:", "grants:"))
                        .decide(ask(WEB, Set.of("dev"), capability)))
                .isInstanceOf(capability.kind().needsAgreement() ? Access.OnTerms.class : Access.Granted.class);
    }

    @Test
    void what_is_granted_needs_nothing() {
        assertThat(propose(TEXT, Set.of("dev"), Capability.STOP)).isEqualTo(new Needless());
        assertThat(policy(TEXT).mayPropose(ask(WEB, Set.of("dev"), Capability.STOP), GROUPS))
                .isFalse();
        assertThat(policy(TEXT).mayPropose(ask(WEB, Set.of("dev"), Capability.LOGS), GROUPS))
                .isTrue();
    }

    @Test
    void nothing_is_proposed_against_a_deny_without_a_policy_for_no_group_for_a_freeze_and_with_nobody_to_agree() {
        assertImpossible(
                propose(TEXT + "denies: [{ id: closed, targets: [web] }]\n", Set.of("dev"), Capability.LOGS),
                "the rule closed forbids it");
        assertImpossible(
                Policy.absent().propose(ask(WEB, Set.of("dev"), Capability.LOGS), GROUPS), "there is no policy yet");
        assertImpossible(propose(TEXT, Set.of(), Capability.LOGS), "you are in no group");
        assertImpossible(propose(TEXT, Set.of("dev"), Capability.FREEZE), "a freeze holds for every target");
        var alone = new Groups(Map.of("dev", Set.of(ADA)));
        assertImpossible(policy(TEXT).propose(ask(WEB, Set.of("dev"), Capability.SHELL), alone), "anybody else in it");
        assertThat(policy(TEXT).propose(ask(WEB, Set.of("dev"), Capability.LOGS), alone))
                .isInstanceOf(Draft.class);
        assertImpossible(
                policy(TEXT).propose(ask(alias("w*b", "c*", "s*"), Set.of("dev"), Capability.LOGS), GROUPS),
                "cannot name this target");
    }

    @Test
    void a_file_that_takes_no_further_lines_is_left_to_its_owners() {
        assertThat(propose(
                        "version: 1\ngrants: [{ id: a, capability: logs, targets: [api], groups: [dev] }]\n",
                        Set.of("dev"),
                        Capability.LOGS))
                .isEqualTo(Drafting.UNFIT);
    }

    @Test
    void what_report_only_rules_would_change_is_noted() {
        var report = "  - { id: try, mode: report, capability: logs, targets: [web], groups: [dev] }\n";
        assertThat(drafted(TEXT + report, Set.of("dev"), Capability.LOGS).notes())
                .contains("By report-only rules it would be allowed by try without approval.");
    }
}
