package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.Quorum;
import sallyport.request.Slot;

/** What a grant may ask for beside approval by all of its groups. */
class GrantTermsTest {
    private static final String COMMAND = """
            version: 1
            commands:
              kernel: { summary: s, argv: [uname], effect: read, max_output: 64KiB }
              bare-uname: { summary: s, argv: [uname], effect: read }
            grants:
            """;

    private static Decision.Allowed allowed(String... grants) {
        var decision = policy(COMMAND + String.join("", grants)).decide(ask("uname"));
        assertThat(decision).isInstanceOf(Decision.Allowed.class);
        return (Decision.Allowed) decision;
    }

    private static String grant(String id, String command, String terms) {
        return "  - { id: " + id + ", command: " + command + ", targets: [web], groups: [dev], " + terms + " }\n";
    }

    @Test
    void any_of_is_a_choice_beside_what_all_of_asks() {
        var quorum = allowed(grant(
                        "one",
                        "kernel",
                        "approval: { all_of: [{ group: sre }], any_of: [{ group: leads, count: 2 }, { group: cto }] }"))
                .quorum();
        assertThat(quorum)
                .isEqualTo(new Quorum(
                        List.of(new Slot("sre", 1)),
                        List.of(new Quorum.Choice(List.of(new Slot("cto", 1), new Slot("leads", 2))))));
    }

    @Test
    void the_same_choice_of_two_grants_is_one_and_different_ones_are_both_kept() {
        var first = grant("one", "kernel", "approval: { any_of: [{ group: b }, { group: a }] }");
        var same = grant("two", "bare-uname", "approval: { any_of: [{ group: a }, { group: b }] }");
        var other = grant("three", "bare-uname", "approval: { any_of: [{ group: a }, { group: c }] }");
        var one = new Quorum.Choice(List.of(new Slot("a", 1), new Slot("b", 1)));
        var two = new Quorum.Choice(List.of(new Slot("a", 1), new Slot("c", 1)));
        assertThat(allowed(first, same).quorum()).isEqualTo(new Quorum(List.of(), List.of(one)));
        assertThat(allowed(first, other).quorum()).isEqualTo(new Quorum(List.of(), List.of(one, two)));
        assertThat(allowed(other, first).quorum()).isEqualTo(new Quorum(List.of(), List.of(one, two)));
    }

    @Test
    void groups_of_a_choice_have_to_be_configured_too() {
        var policy = policy(COMMAND + grant("one", "kernel", "approval: { any_of: [{ group: b }, { group: a }] }"));
        assertThat(policy.groups()).containsExactlyInAnyOrder("a", "b", "dev");
    }

    @ParameterizedTest
    @CsvSource({
        "OPS-1, true",
        "OPS-123456, true",
        "OPS-, false",
        "xOPS-1, false",
        "OPS-1x, false",
        "ops-1, false",
        "OPS-1234567, false",
        "'', false"
    })
    void a_ticket_is_matched_as_a_whole(String ticket, boolean accepted) {
        var terms = allowed(grant("one", "kernel", "approval: none, require: { ticket: \"OPS-[0-9]{1,6}\" }"));
        assertThat(terms.accepts(Optional.of(ticket))).isEqualTo(accepted);
    }

    @Test
    void without_a_ticket_only_a_rule_that_wants_none_is_content() {
        assertThat(allowed(grant("one", "kernel", "approval: none, require: { ticket: \".*\" }"))
                        .accepts(Optional.empty()))
                .isFalse();
        assertThat(allowed(grant("one", "kernel", "approval: none")).accepts(Optional.empty()))
                .isTrue();
        assertThat(allowed(grant("one", "kernel", "approval: none")).accepts(Optional.of("any")))
                .isTrue();
    }

    @Test
    void a_ticket_of_two_grants_has_both_their_forms() {
        var terms = allowed(
                grant("one", "kernel", "approval: none, require: { ticket: \"[A-Z]+-1\" }"),
                grant("two", "bare-uname", "approval: none, require: { ticket: \"OPS-[0-9]\" }"));
        assertThat(terms.accepts(Optional.of("OPS-1"))).isTrue();
        assertThat(terms.accepts(Optional.of("OPS-2"))).isFalse();
        assertThat(terms.accepts(Optional.of("DEV-1"))).isFalse();
    }

    @Test
    void a_ticket_has_64_characters_at_most() {
        var form = new TicketForm("a*");
        assertThat(form.matches("a".repeat(64))).isTrue();
        assertThat(form.matches("a".repeat(65))).isFalse();
    }

    @Test
    void an_approval_is_bound_to_the_revision_unless_a_rule_binds_it_to_the_task() {
        var loose = grant("one", "kernel", "approval: none");
        var exact = grant("two", "bare-uname", "approval: none, bind: task");
        assertThat(allowed(loose).binding()).isEqualTo(Binding.REVISION);
        assertThat(allowed(exact).binding()).isEqualTo(Binding.TASK);
        assertThat(allowed(loose, exact).binding()).isEqualTo(Binding.TASK);
        assertThat(allowed(exact, loose).binding()).isEqualTo(Binding.TASK);
    }

    @Test
    void an_approval_is_reviewed_unless_every_rule_does_without() {
        var reviewed = grant("one", "kernel", "approval: { all_of: [{ group: sre }] }");
        var waved = grant("two", "bare-uname", "approval: { all_of: [{ group: sre }] }, confirm: none");
        var said = grant("three", "kernel", "approval: { all_of: [{ group: sre }] }, confirm: review");
        assertThat(allowed(reviewed).confirmation()).isEqualTo(Confirmation.REVIEW);
        assertThat(allowed(waved).confirmation()).isEqualTo(Confirmation.NONE);
        assertThat(allowed(said).confirmation()).isEqualTo(Confirmation.REVIEW);
        assertThat(allowed(reviewed, waved).confirmation()).isEqualTo(Confirmation.REVIEW);
        assertThat(allowed(waved, reviewed).confirmation()).isEqualTo(Confirmation.REVIEW);
    }

    @Test
    void a_group_stands_in_if_all_rules_name_it_after_the_longest_of_their_times() {
        var soon = escalating("one", "kernel", "{ to: leads, after: 5m }");
        var late = escalating("two", "bare-uname", "{ to: leads, after: 10m }");
        var other = escalating("three", "bare-uname", "{ to: cto, after: 5m }");
        var never = grant("four", "bare-uname", "approval: { all_of: [{ group: sre }] }");
        assertThat(allowed(soon).escalation()).contains(new Escalation("leads", Duration.ofMinutes(5)));
        assertThat(allowed(soon, late).escalation()).contains(new Escalation("leads", Duration.ofMinutes(10)));
        assertThat(allowed(late, soon).escalation()).contains(new Escalation("leads", Duration.ofMinutes(10)));
        assertThat(allowed(soon, other).escalation()).isEmpty();
        assertThat(allowed(soon, never).escalation()).isEmpty();
        assertThat(allowed(never, soon).escalation()).isEmpty();
    }

    @Test
    void a_group_that_stands_in_has_to_be_configured_too() {
        assertThat(policy(COMMAND + escalating("one", "kernel", "{ to: leads, after: 5m }"))
                        .groups())
                .containsExactlyInAnyOrder("dev", "leads", "sre");
    }

    private static String escalating(String id, String command, String to) {
        return grant(id, command, "approval: { all_of: [{ group: sre }] }, escalate: " + to);
    }

    @Test
    void the_limits_of_all_rules_apply_each_to_its_own_runs() {
        var two = grant("b-two", "kernel", "approval: none, concurrency: 2");
        var one = grant("a-one", "bare-uname", "approval: none, concurrency: 1");
        var any = grant("c-any", "kernel", "approval: none");
        assertThat(allowed(two, one, any).concurrency())
                .containsExactly(new Concurrency("a-one", 1), new Concurrency("b-two", 2));
        assertThat(allowed(any).concurrency()).isEmpty();
    }

    @Test
    void the_smallest_fan_out_applies_and_where_a_rule_names_none_it_is_one_task() {
        var five = grant("five", "kernel", "approval: none, fan_out: 5");
        var two = grant("two", "bare-uname", "approval: none, fan_out: 2");
        var one = grant("one", "bare-uname", "approval: none");
        assertThat(allowed(five).fanOut()).isEqualTo(5);
        assertThat(allowed(five, two).fanOut()).isEqualTo(2);
        assertThat(allowed(two, five).fanOut()).isEqualTo(2);
        assertThat(allowed(five, two, one).fanOut()).isEqualTo(1);
        assertThat(allowed(grant("most", "kernel", "approval: none, fan_out: 20"))
                        .fanOut())
                .isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "'approval: none, fan_out: 1', 2 to 20",
        "'approval: none, fan_out: 21', 2 to 20",
        "'breakglass: { review_by: sre }, fan_out: 2', one task"
    })
    void a_fan_out_of_one_or_too_many_or_in_an_emergency_is_refused(String terms, String says) {
        assertThat(Policy.read(COMMAND + grant("one", "kernel", terms), "policy.yml"))
                .isInstanceOfSatisfying(
                        PolicyReading.Broken.class,
                        broken -> assertThat(broken.problems())
                                .singleElement()
                                .asString()
                                .contains(says));
    }

    @Test
    void the_smallest_output_limit_applies() {
        assertThat(allowed(grant("one", "kernel", "approval: none")).outputLimit())
                .isEqualTo(64 << 10);
        assertThat(allowed(grant("two", "bare-uname", "approval: none")).outputLimit())
                .isEqualTo(64 << 20);
        assertThat(allowed(grant("one", "kernel", "approval: none"), grant("two", "bare-uname", "approval: none"))
                        .outputLimit())
                .isEqualTo(64 << 10);
    }
}
