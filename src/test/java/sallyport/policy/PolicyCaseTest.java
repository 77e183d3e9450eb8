package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.policy.PolicyCase.Expectation;
import sallyport.policy.PolicyCase.Question;

class PolicyCaseTest {
    private static final Policy POLICY = policy("""
            version: 1
            commands:
              kernel: {summary: s, argv: [uname, "-a"], effect: read}
            grants:
              - {id: one, command: kernel, targets: [web], groups: [dev], approval: {all_of: [{group: sre, count: 2}]}}
              - {id: two, command: kernel, targets: ["*"], groups: [dev], approval: {all_of: [{group: dba}]}}
              - {id: look, capability: logs, targets: [web], groups: [dev]}
            denies:
              - {id: no-env, programs: [env]}
            """);

    private static List<String> run(String argv, Expectation expectation) {
        return differences(new Question.Run(ask(List.of(argv.split(" ", -1)))), expectation);
    }

    private static List<String> see(Capability capability, Expectation expectation) {
        return differences(
                new Question.See(new CapabilityAsk(ADA, Set.of("dev"), OPS, WEB, capability, PolicyFixture.NOON)),
                expectation);
    }

    private static List<String> differences(Question question, Expectation expectation) {
        return new PolicyCase("name", 7, question, expectation).differences(POLICY);
    }

    private static Expectation expect(boolean allowed) {
        return new Expectation(
                allowed, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Expectation rule(boolean allowed, String rule) {
        return new Expectation(
                allowed, Optional.of(rule), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Expectation approval(String approval) {
        return new Expectation(
                true, Optional.empty(), Optional.of(approval), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Expectation reason(String reason) {
        return new Expectation(
                false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason), Optional.empty());
    }

    @Test
    void what_is_expected_makes_no_difference() {
        assertThat(run("uname -a", expect(true))).isEmpty();
        assertThat(run("uname -x", expect(false))).isEmpty();
        assertThat(see(Capability.LOGS, expect(true))).isEmpty();
        assertThat(see(Capability.TASKS, expect(false))).isEmpty();
    }

    @Test
    void another_answer_is_told_with_why() {
        assertThat(run("uname -a", expect(false))).containsExactly("expected denied, got allowed by one, two");
        assertThat(run("env", expect(true)))
                .containsExactly(
                        "expected allowed, got denied: `env` on web may not be run: rule no-env: it forbids env"
                                + " on web.");
        assertThat(see(Capability.LOGS, expect(false))).containsExactly("expected denied, got allowed by look");
        assertThat(see(Capability.TASKS, rule(true, "x")))
                .containsExactly("expected allowed, got denied: No rule lets you see tasks of web. Nearest comes rule"
                        + " look: it is about logs only.");
    }

    @Test
    void a_rule_is_one_of_those_that_have_part_in_it() {
        assertThat(run("uname -a", rule(true, "one"))).isEmpty();
        assertThat(run("uname -a", rule(true, "two"))).isEmpty();
        assertThat(run("env", rule(false, "no-env"))).isEmpty();
        assertThat(run("uname -x", rule(false, "two"))).isEmpty();
        assertThat(see(Capability.LOGS, rule(true, "look"))).isEmpty();
        assertThat(run("uname -a", rule(true, "o"))).containsExactly("expected rule o, got one, two");
        assertThat(run("uname -x", rule(false, "no-env"))).containsExactly("expected rule no-env, got one, two");
        assertThat(run("id", rule(false, "one"))).containsExactly("expected rule one, got none");
        assertThat(see(Capability.LOGS, rule(true, "one"))).containsExactly("expected rule one, got look");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 of dba and 2 of sre", "2 of sre and 1 of dba"})
    void an_approval_is_the_same_in_any_order(String approval) {
        assertThat(run("uname -a", approval(approval))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "1 of dba", "2 of dba and 1 of sre", "1 of dba and 2 of sre and 1 of x"})
    void another_approval_is_told(String approval) {
        assertThat(run("uname -a", approval(approval)))
                .containsExactly("expected approval " + approval + ", got 1 of dba and 2 of sre");
    }

    @Test
    void what_is_only_seen_needs_no_approval() {
        assertThat(see(Capability.LOGS, approval("none"))).isEmpty();
        assertThat(see(Capability.LOGS, approval("1 of sre"))).containsExactly("expected approval 1 of sre, got none");
    }

    @Test
    void a_reason_is_a_part_of_the_sentence_or_of_a_rules_own() {
        assertThat(run("uname -x", reason("Nearest comes rule one"))).isEmpty();
        assertThat(run("uname -x", reason("rule two: argument 2"))).isEmpty();
        assertThat(see(Capability.TASKS, reason("about logs only"))).isEmpty();
        assertThat(run("id", reason("forbids")))
                .containsExactly("expected the reason forbids, got No rule lets you run `id` on web.");
        assertThat(run("uname -x", reason("forbids"))).hasSize(1);
    }

    @Test
    void every_part_that_differs_is_told() {
        assertThat(run(
                        "uname -a",
                        new Expectation(
                                true,
                                Optional.of("x"),
                                Optional.of("none"),
                                Optional.of(2),
                                Optional.empty(),
                                Optional.empty())))
                .containsExactly(
                        "expected rule x, got one, two",
                        "expected approval none, got 1 of dba and 2 of sre",
                        "expected fan_out 2, got 1");
    }
}
