package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.NOON;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sallyport.request.AfterReview;
import sallyport.request.Quorum;

/** Grants for emergencies: they count only for who breaks the glass, and then only they do. */
class BreakGlassTest {
    private static final String COMMANDS = """
            version: 1
            commands:
              restart: { summary: Restart the workers, argv: [bin/restart], effect: write }
              uptime: { summary: Up, argv: [uptime], effect: read }
            """;
    private static final Policy BOTH = policy(COMMANDS + """
            grants:
              - id: by-day
                command: restart
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: sre }] }
              - id: by-night
                command: restart
                targets: [web]
                groups: [dev]
                breakglass: { review_by: leads, within: 12h }
            """);
    private static final Policy USUAL = policy(COMMANDS + """
            grants:
              - id: reads
                command: uptime
                targets: [web]
                groups: [dev]
                approval: none
            """);
    private static final Policy ONLY_GLASS = policy(COMMANDS + """
            grants:
              - id: by-night
                command: restart
                targets: [web]
                groups: [dev]
                breakglass: { review_by: leads }
              - id: reads
                command: uptime
                targets: [web]
                groups: [dev]
                approval: none
            """);

    @Test
    void who_breaks_the_glass_needs_nobody_before_and_a_reason_and_owes_a_review() {
        assertThat(BOTH.decide(ask("bin/restart").breakingGlass()))
                .isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
                    assertThat(allowed.rule()).isEqualTo("by-night");
                    assertThat(allowed.quorum()).isEqualTo(Quorum.none());
                    assertThat(allowed.reasonRequired()).isTrue();
                    assertThat(allowed.review()).contains(new AfterReview("leads", Duration.ofHours(12)));
                });
    }

    @Test
    void who_asks_in_the_usual_way_needs_who_the_other_grant_says() {
        assertThat(BOTH.decide(ask("bin/restart"))).isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
            assertThat(allowed.rule()).isEqualTo("by-day");
            assertThat(allowed.quorum().groups()).containsExactly("sre");
            assertThat(allowed.review()).isEmpty();
        });
    }

    @Test
    void a_grant_for_emergencies_lets_nobody_ask_in_the_usual_way_and_the_refusal_says_so() {
        assertThat(ONLY_GLASS.decide(ask("bin/restart"))).isInstanceOfSatisfying(Decision.Denied.class, denied -> {
            assertThat(denied.explanation()).endsWith("In an emergency you may break the glass: ask with breakglass.");
            assertThat(denied.reasons()).extracting(Reason::rule).doesNotContain("by-night");
        });
    }

    @Test
    void a_usual_grant_lets_nobody_break_the_glass_and_the_refusal_says_so() {
        assertThat(ONLY_GLASS.decide(ask("uptime").breakingGlass()))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.explanation())
                                .isEqualTo(
                                        "No rule lets you run `uptime` on web. It needs no glass broken: ask with exec."));
    }

    @Test
    void a_refusal_of_broken_glass_says_if_it_can_be_broken_for_nothing_there() {
        assertThat(explanation(USUAL.decide(ask("reboot").breakingGlass())))
                .endsWith("From here you may break the glass for nothing there.");
        assertThat(explanation(USUAL.decide(ask("uptime").breakingGlass())))
                .endsWith(" It needs no glass broken: ask with exec.")
                .doesNotContain("nothing");
    }

    @Test
    void a_refusal_suggests_what_may_be_asked_for_in_the_same_way() {
        var policy = policy("""
            version: 1
            commands:
              soft: { summary: Soft, argv: [bin/restart, --soft], effect: write }
              hard: { summary: Hard, argv: [bin/restart, --hard], effect: write }
            grants:
              - { id: day, command: soft, targets: [web], groups: [dev], approval: { all_of: [{ group: sre }] } }
              - { id: night, command: hard, targets: [web], groups: [dev], breakglass: { review_by: leads } }
            """);
        assertThat(explanation(policy.decide(ask("bin/restart", "--hot"))))
                .contains("You may run `bin/restart --soft`");
        assertThat(explanation(policy.decide(ask("bin/restart", "--hot").breakingGlass())))
                .contains("You may run `bin/restart --hard`");
    }

    private static String explanation(Decision decision) {
        return ((Decision.Denied) decision).explanation();
    }

    @Test
    void a_refusal_of_what_neither_way_allows_names_no_other_way() {
        assertThat(ONLY_GLASS.decide(ask("reboot")))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.explanation()).doesNotContain("break the glass"));
    }

    @Test
    void a_deny_wins_over_broken_glass() {
        var denied = policy(ONLY_GLASS.text() + """
            denies:
              - { id: never, programs: [bin/restart] }
            """);
        assertThat(denied.decide(ask("bin/restart").breakingGlass()))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        refused -> assertThat(refused.reasons())
                                .extracting(Reason::rule)
                                .containsExactly("never"));
    }

    @Test
    void the_list_of_what_is_allowed_has_it_last_with_its_review() {
        assertThat(ONLY_GLASS.allowed(ADA, Set.of("dev"), OPS, WEB, NOON))
                .containsExactly(
                        new Permitted("uptime", "Up", "reads", Quorum.none(), Optional.empty(), 1),
                        new Permitted(
                                "bin/restart",
                                "Restart the workers",
                                "by-night",
                                Quorum.none(),
                                Optional.of(new AfterReview("leads", Duration.ofHours(24))),
                                1));
    }

    @Test
    void who_reviews_is_a_group_that_has_to_be_configured() {
        assertThat(BOTH.groups()).containsExactlyInAnyOrder("dev", "sre", "leads");
    }

    @Test
    void a_diff_tells_broken_glass_from_approval() {
        var before = policy(COMMANDS);
        assertThat(PolicyDiff.between(before, ONLY_GLASS).lines())
                .anyMatch(line -> line.contains("restart")
                        && line.contains("by breaking the glass without approval")
                        && line.contains("review by leads within 24h"));
        assertThat(PolicyDiff.between(ONLY_GLASS, BOTH).lines())
                .contains("~ dev may run restart on web: now with approval by 1 of sre, expires 30m, start within 10m"
                        + " or by breaking the glass without approval, reason required, start within 10m,"
                        + " review by leads within 12h;"
                        + " before by breaking the glass without approval, reason required, start within 10m,"
                        + " review by leads within 24h");
    }

    @Test
    void of_two_emergencies_the_review_that_is_due_first_counts() {
        var two = policy(COMMANDS + """
            grants:
              - { id: a, command: restart, targets: [web], groups: [dev], breakglass: { review_by: leads } }
              - { id: b, command: restart, targets: [web], groups: [dev], breakglass: { review_by: sre, within: 1h } }
            """);
        assertThat(List.of(two.decide(ask("bin/restart").breakingGlass())))
                .allSatisfy(decision -> assertThat(((Decision.Allowed) decision).review())
                        .contains(new AfterReview("sre", Duration.ofHours(1))));
    }
}
