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
import sallyport.request.Actor;
import sallyport.request.Freeze;

class FreezesTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final MemoryDirectory directory = new MemoryDirectory();
    private final Freezes freezes = new Freezes(new InstallationJournal(ledger), directory, () -> NOON);
    private final Freeze byReviewer = new Freeze(Actor.human(REVIEWER), "incident", NOON);

    @BeforeEach
    void people() {
        directory.knows(REVIEWER, new Standing.Member(Set.of("ops", Groups.ADMINS)));
        directory.knows(REQUESTER, new Standing.Member(Set.of("ops")));
    }

    @Test
    void an_admin_freezes_and_thaws_and_both_are_in_the_audit_trail() {
        assertThat(freezes.freeze(REVIEWER, "incident")).isEqualTo(new Frozen.Done());
        assertThat(ledger.installation().freeze()).contains(byReviewer);
        assertThat(freezes.thaw(REVIEWER)).isEqualTo(new Frozen.Done());
        assertThat(ledger.installation().freeze()).isEmpty();
        assertThat(ledger.events(Installation.CHAIN))
                .extracting(AuditEvent::type)
                .containsExactly("installation.frozen", "installation.thawed");
    }

    @Test
    void a_second_freeze_names_who_froze_first_and_a_second_thaw_nobody() {
        freezes.freeze(REVIEWER, "incident");
        assertThat(freezes.freeze(REVIEWER, "again")).isEqualTo(new Frozen.Already(Optional.of(byReviewer)));
        freezes.thaw(REVIEWER);
        assertThat(freezes.thaw(REVIEWER)).isEqualTo(new Frozen.Already(Optional.empty()));
    }

    @Test
    void nobody_else_does_and_nothing_is_noted() {
        assertThat(freezes.freeze(REQUESTER, "mine")).isInstanceOf(Frozen.Refused.class);
        directory.knows(REVIEWER, new Standing.Barred("guests may not take part"));
        assertThat(freezes.thaw(REVIEWER)).isEqualTo(new Frozen.Refused("guests may not take part"));
        directory.knows(REVIEWER, new Standing.Unverifiable("Slack is away"));
        assertThat(freezes.freeze(REVIEWER, "x")).isEqualTo(new Frozen.Unavailable("Slack is away"));
        assertThat(ledger.events(Installation.CHAIN)).isEmpty();
    }

    @Test
    void a_ledger_that_is_away_is_said_to_be() {
        ledger.stopAnswering();
        assertThat(freezes.freeze(REVIEWER, "x")).isInstanceOf(Frozen.Unavailable.class);
    }
}
