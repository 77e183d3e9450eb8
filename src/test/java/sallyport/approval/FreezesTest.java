package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.AuditEvent;
import sallyport.audit.Installation;
import sallyport.audit.InstallationJournal;
import sallyport.audit.MemoryLedger;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Actor;
import sallyport.request.ChannelId;
import sallyport.request.Freeze;

class FreezesTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final MemoryDirectory directory = new MemoryDirectory();
    private Policy policy = Policy.absent();
    private final Freezes freezes = new Freezes(new InstallationJournal(ledger), () -> policy, directory, () -> NOON);
    private final Freeze byReviewer = new Freeze(Actor.human(REVIEWER), "incident", NOON);

    @BeforeEach
    void people() {
        directory.knows(REVIEWER, new Standing.Member(Set.of("ops", Groups.ADMINS)));
        directory.knows(REQUESTER, new Standing.Member(Set.of("ops")));
    }

    @Test
    void an_admin_freezes_and_thaws_and_both_are_in_the_audit_trail() {
        assertThat(freezes.freeze(REVIEWER, Office.CHANNEL, "incident")).isEqualTo(new Frozen.Done());
        assertThat(ledger.installation().freeze()).contains(byReviewer);
        assertThat(freezes.thaw(REVIEWER, Office.CHANNEL)).isEqualTo(new Frozen.Done());
        assertThat(ledger.installation().freeze()).isEmpty();
        assertThat(ledger.events(Installation.CHAIN))
                .extracting(AuditEvent::type)
                .containsExactly("installation.frozen", "installation.thawed");
    }

    @Test
    void a_second_freeze_names_who_froze_first_and_a_second_thaw_nobody() {
        freezes.freeze(REVIEWER, Office.CHANNEL, "incident");
        assertThat(freezes.freeze(REVIEWER, Office.CHANNEL, "again"))
                .isEqualTo(new Frozen.Already(Optional.of(byReviewer)));
        freezes.thaw(REVIEWER, Office.CHANNEL);
        assertThat(freezes.thaw(REVIEWER, Office.CHANNEL)).isEqualTo(new Frozen.Already(Optional.empty()));
    }

    @Test
    void nobody_else_does_and_nothing_is_noted() {
        assertThat(freezes.freeze(REQUESTER, Office.CHANNEL, "mine")).isInstanceOf(Frozen.Refused.class);
        directory.knows(REVIEWER, new Standing.Barred("guests may not take part"));
        assertThat(freezes.thaw(REVIEWER, Office.CHANNEL)).isEqualTo(new Frozen.Refused("guests may not take part"));
        directory.knows(REVIEWER, new Standing.Unverifiable("Slack is away"));
        assertThat(freezes.freeze(REVIEWER, Office.CHANNEL, "x")).isEqualTo(new Frozen.Unavailable("Slack is away"));
        assertThat(ledger.events(Installation.CHAIN)).isEmpty();
    }

    @Test
    void whoever_the_policy_grants_it_freezes_and_thaws_from_where_the_grant_holds() {
        policy = policy("{id: brake, capability: freeze, targets: [\"*\"], groups: [ops], channels: [C1]}");
        assertThat(freezes.freeze(REQUESTER, new ChannelId("C2"), "mine")).isInstanceOf(Frozen.Refused.class);
        assertThat(freezes.thaw(REQUESTER, new ChannelId("C2"))).isInstanceOf(Frozen.Refused.class);
        assertThat(freezes.freeze(REQUESTER, Office.CHANNEL, "mine")).isEqualTo(new Frozen.Done());
        assertThat(ledger.installation().freeze()).contains(new Freeze(Actor.human(REQUESTER), "mine", NOON));
        assertThat(freezes.thaw(REQUESTER, Office.CHANNEL)).isEqualTo(new Frozen.Done());
        assertThat(ledger.events(Installation.CHAIN))
                .extracting(AuditEvent::type)
                .containsExactly("installation.frozen", "installation.thawed");
    }

    @Test
    void whoever_has_other_capabilities_does_not() {
        policy = policy("{id: brake, capabilities: [stop, logs], targets: [\"*\"], groups: [ops]}");
        assertThat(freezes.freeze(REQUESTER, Office.CHANNEL, "mine"))
                .isEqualTo(
                        new Frozen.Refused("only people.admins of the configuration, and those whom the policy grants"
                                + " `freeze`, may do this"));
    }

    private static Policy policy(String grant) {
        return Policy.read("version: 1\ngrants:\n  - " + grant + "\n", "p") instanceof PolicyReading.Read(var read)
                ? read
                : Policy.absent();
    }

    @Test
    void a_ledger_that_is_away_is_said_to_be() {
        ledger.stopAnswering();
        assertThat(freezes.freeze(REVIEWER, Office.CHANNEL, "x")).isInstanceOf(Frozen.Unavailable.class);
    }
}
