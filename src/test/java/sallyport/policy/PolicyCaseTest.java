package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.policy.PolicyCase.Expectation;
import sallyport.policy.PolicyCase.Question;
import sallyport.request.Argv;

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
                new Question.Use(new CapabilityAsk(ADA, Set.of("dev"), OPS, WEB, capability, PolicyFixture.NOON)),
                expectation);
    }

    private static List<String> differences(Question question, Expectation expectation) {
        return new PolicyCase("name", 7, question, expectation).differences(POLICY);
    }

    private static Expectation expect(boolean allowed) {
        return expect(allowed, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Expectation expect(
            boolean allowed, Optional<String> rule, Optional<String> approval, Optional<String> reason) {
        return new Expectation(allowed, rule, approval, reason, Optional.empty(), Map.of());
    }

    private static Expectation rule(boolean allowed, String rule) {
        return expect(allowed, Optional.of(rule), Optional.empty(), Optional.empty());
    }

    private static Expectation approval(String approval) {
        return expect(true, Optional.empty(), Optional.of(approval), Optional.empty());
    }

    private static Expectation reason(String reason) {
        return expect(false, Optional.empty(), Optional.empty(), Optional.of(reason));
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
        assertThat(run("uname -a", expect(true, Optional.of("x"), Optional.of("none"), Optional.empty())))
                .containsExactly("expected rule x, got one, two", "expected approval none, got 1 of dba and 2 of sre");
    }

    private static final Policy TERMS = policy("""
            version: 1
            commands:
              plain: {summary: s, argv: [uptime], effect: read}
              strict: {summary: s, argv: [migrate], effect: write, exit_code: required, deadline: 90s, max_output: 2MiB,
                audience: requester}
              alarm: {summary: s, argv: [restart], effect: write, max_output: 1GiB, deadline: 1h}
            grants:
              - {id: plain, command: plain, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]},
                 confirm: none, require: {reason: true}}
              - {id: strict, command: strict, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]},
                 expires: 1h, start_within: 5m, require: {ticket: "X-[0-9]"}, bind: task, concurrency: 3,
                 escalate: {to: "on call", after: 10m}}
              - {id: stricter, command: strict, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]},
                 expires: 1h, require: {reason: true}, concurrency: 2, escalate: {to: "on call", after: 20m}}
              - {id: alarm, command: alarm, targets: [web], groups: [dev], breakglass: {review_by: sre, within: 24h}}
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uptime  | EFFECT       | read",
                "uptime  | NEEDS        | reason",
                "uptime  | EXIT_CODE    | wanted",
                "uptime  | EXPIRES      | 30m",
                "uptime  | START_WITHIN | 10m",
                "uptime  | DEADLINE     | 15m",
                "uptime  | BIND         | revision",
                "uptime  | MAX_OUTPUT   | 64MiB",
                "uptime  | CONFIRM      | none",
                "uptime  | ESCALATE     | none",
                "uptime  | AUDIENCE     | thread",
                "uptime  | CONCURRENCY  | none",
                "uptime  | REVIEW       | none",
                "migrate | EFFECT       | write",
                "migrate | NEEDS        | reason and ticket",
                "migrate | EXIT_CODE    | required",
                "migrate | EXPIRES      | 1h",
                "migrate | START_WITHIN | 5m",
                "migrate | DEADLINE     | 90s",
                "migrate | BIND         | task",
                "migrate | MAX_OUTPUT   | 2MiB",
                "migrate | CONFIRM      | review",
                "migrate | ESCALATE     | \"on call\" after 20m",
                "migrate | AUDIENCE     | requester",
                "migrate | CONCURRENCY  | 2",
                "restart | MAX_OUTPUT   | 1GiB",
                "restart | NEEDS        | reason",
                "restart | REVIEW       | sre within 24h"
            })
    void each_term_is_expected_in_the_words_of_the_file(String program, Term term, String words) {
        assertThat(differencesIn(program, Map.of(term, words))).isEmpty();
        assertThat(differencesIn(program, Map.of(term, "another")))
                .containsExactly("expected " + term.key() + " another, got " + words);
    }

    @Test
    void terms_that_differ_are_all_told_in_one_order() {
        assertThat(differencesIn("uptime", Map.of(Term.REVIEW, "x", Term.EFFECT, "y", Term.DEADLINE, "15m")))
                .containsExactly("expected effect y, got read", "expected review x, got none");
    }

    @Test
    void a_command_that_is_denied_has_no_terms_to_differ_in() {
        assertThat(differencesIn("id", Map.of(Term.DEADLINE, "15m")))
                .containsExactly("expected allowed, got denied: No rule lets you run `id` on web.");
    }

    private static List<String> differencesIn(String program, Map<Term, String> terms) {
        boolean inEmergency = program.equals("restart");
        var ask = new CommandAsk(
                ADA, Set.of("dev"), OPS, WEB, Optional.empty(), Argv.of(program), PolicyFixture.NOON, inEmergency);
        var expectation =
                new Expectation(true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), terms);
        return new PolicyCase("name", 7, new Question.Run(ask), expectation).differences(TERMS);
    }
}
