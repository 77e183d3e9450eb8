package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.NOON;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.alias;
import static sallyport.policy.PolicyFixture.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.policy.Decision.Allowed;
import sallyport.request.Argv;

/** Whatever a policy is, its report-only rules decide nothing, and what they report is what enforcing them does. */
class ReportOnlyPropertyTest {
    private static final int POLICIES = Integer.getInteger("policy.reports", 400);
    private static final int ASKS = 12;

    /** What a policy has of one list, each with its id; some are report-only. */
    private record Rule(String id, boolean deny, boolean reported, String rest) {
        String text(boolean enforced) {
            var mode = enforced || !reported ? "" : ", mode: report";
            return "  - { id: " + id + mode + rest + " }\n";
        }
    }

    private final Random random = new Random(21);

    @Test
    void a_policy_decides_as_without_its_report_only_rules_and_reports_what_enforcing_them_changes() {
        Map<Class<?>, Integer> seen = new HashMap<>();
        for (int i = 0; i < POLICIES; i++) {
            var rules = rules();
            var whole = read(rules, _ -> true, false);
            var without = read(rules, rule -> !rule.reported(), false);
            var enforced = read(rules, _ -> true, true);
            for (int j = 0; j < ASKS; j++) {
                var ask = ask();
                var decision = whole.decide(ask);

                assertThat(decision)
                        .usingRecursiveComparison()
                        .ignoringFields("reported")
                        .isEqualTo(without.decide(ask));
                assertThat(kind(decision, enforced.decide(ask)))
                        .isEqualTo(decision.reported().getClass());
                named(rules, decision.reported(), alone -> alone.decide(ask).reported());
                seen.merge(decision.reported().getClass(), 1, Integer::sum);
            }
        }
        assertThat(seen.values()).hasSize(4).allMatch(times -> times > POLICIES / 8);
    }

    @Test
    void the_same_holds_for_looking() {
        Map<Class<?>, Integer> seen = new HashMap<>();
        for (int i = 0; i < POLICIES; i++) {
            var rules = rules();
            var ask = looking();
            var access = read(rules, _ -> true, false).decide(ask);

            assertThat(access)
                    .usingRecursiveComparison()
                    .ignoringFields("reported")
                    .isEqualTo(read(rules, rule -> !rule.reported(), false).decide(ask));
            assertThat(kind(access, read(rules, _ -> true, true).decide(ask)))
                    .isEqualTo(access.reported().getClass());
            named(rules, access.reported(), alone -> alone.decide(ask).reported());
            seen.merge(access.reported().getClass(), 1, Integer::sum);
        }
        assertThat(seen.values()).hasSize(3).allMatch(times -> times > POLICIES / 80);
    }

    /** A rule is named exactly if it would change the decision in this way without the other report-only ones. */
    private static void named(List<Rule> rules, Reported reported, Asking asking) {
        for (var rule : rules.stream().filter(Rule::reported).toList()) {
            var alone = asking.of(read(rules, other -> !other.reported() || other.equals(rule), false));
            boolean likewise = !reported.equals(Reported.NOTHING) && alone.getClass() == reported.getClass();
            assertThat(reported.rules().contains(rule.id())).as(rule.id()).isEqualTo(likewise);
        }
    }

    private interface Asking {
        Reported of(Policy policy);
    }

    private static Class<?> kind(Decision inForce, Decision enforced) {
        if (inForce instanceof Allowed now && enforced instanceof Allowed then) {
            return terms(now).equals(terms(then)) ? Reported.Nothing.class : Reported.StricterTerms.class;
        }
        return kind(inForce instanceof Allowed, enforced instanceof Allowed);
    }

    private static Class<?> kind(Access inForce, Access enforced) {
        return kind(inForce instanceof Access.Granted, enforced instanceof Access.Granted);
    }

    private static Class<?> kind(boolean allowed, boolean enforced) {
        if (allowed == enforced) {
            return Reported.Nothing.class;
        }
        return allowed ? Reported.Denial.class : Reported.Permission.class;
    }

    /** Without the names of what allows it. */
    private static Allowed terms(Allowed of) {
        return new Allowed(
                "",
                "",
                of.effect(),
                of.argv(),
                of.exitCode(),
                of.quorum(),
                of.reasonRequired(),
                of.tickets(),
                of.expires(),
                of.startWithin(),
                of.deadline(),
                of.binding(),
                of.outputLimit(),
                of.review(),
                of.confirmation(),
                of.escalation(),
                of.audience(),
                of.concurrency(),
                of.fanOut(),
                Reported.NOTHING);
    }

    private List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        int grants = 2 + random.nextInt(7);
        for (int i = 0; i < grants; i++) {
            rules.add(new Rule("g" + i, false, random.nextBoolean(), somewhere() + grant()));
        }
        int denies = random.nextInt(3);
        for (int i = 0; i < denies; i++) {
            rules.add(new Rule("d" + i, true, random.nextBoolean(), somewhere() + deny()));
        }
        return rules;
    }

    private String somewhere() {
        return ", targets: [" + one("web", "\"*\"", "\"*\"", "prod/db") + "], groups: [" + one("dev", "dev", "ops")
                + "]";
    }

    private String grant() {
        if (random.nextInt(3) == 0) {
            return ", capability: " + one("logs", "tasks");
        }
        return ", command: " + one("p-one", "p-any", "q-one") + ", "
                + one(
                        "approval: { all_of: [{ group: sre }] }",
                        "approval: { all_of: [{ group: sre, count: 2 }] }",
                        "approval: { any_of: [{ group: sre }, { group: dba }] }, require: { reason: true }",
                        "approval: { all_of: [{ group: dba }] }, bind: task",
                        "approval: { all_of: [{ group: sre }] }, expires: 5m",
                        "breakglass: { review_by: sre }",
                        "breakglass: { review_by: dba, within: 1h }");
    }

    private String deny() {
        return one(", programs: [p]", ", programs: [q]", "", "");
    }

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static Policy read(List<Rule> rules, Predicate<Rule> wanted, boolean enforced) {
        var grants = section("grants", rules, rule -> wanted.test(rule) && !rule.deny(), enforced);
        var denies = section("denies", rules, rule -> wanted.test(rule) && rule.deny(), enforced);
        return policy("""
                version: 1
                commands:
                  p-one: { summary: s, argv: [p, one], effect: read }
                  p-any: { summary: s, argv: [p, "{x}"], params: { x: { type: enum, values: [one, two] } }, effect: write, deadline: 5m }
                  q-one: { summary: s, argv: [q, one], effect: read, exit_code: required }
                """ + grants + denies);
    }

    private static String section(String key, List<Rule> rules, Predicate<Rule> wanted, boolean enforced) {
        var lines =
                rules.stream().filter(wanted).map(rule -> rule.text(enforced)).toList();
        return lines.isEmpty() ? "" : key + ":\n" + String.join("", lines);
    }

    private CommandAsk ask() {
        var ask = new CommandAsk(
                ADA,
                groups(),
                OPS,
                random.nextBoolean() ? PolicyFixture.WEB : alias("data", "prod", "db"),
                Optional.empty(),
                Argv.of(one("p", "p", "q"), one("one", "one", "two")),
                NOON);
        return random.nextInt(4) == 0 ? ask.breakingGlass() : ask;
    }

    private CapabilityAsk looking() {
        return new CapabilityAsk(ADA, groups(), OPS, PolicyFixture.WEB, Capability.LOGS, NOON);
    }

    private Set<String> groups() {
        return IntStream.range(0, 2).mapToObj(_ -> one("dev", "dev", "ops")).collect(Collectors.toSet());
    }
}
