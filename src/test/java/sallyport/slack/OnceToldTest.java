package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.audit.AuditEvent;
import sallyport.audit.Installation;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.ToldNotice;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.MemoryLedger;
import sallyport.request.Actor;
import sallyport.request.MessageRef;

class OnceToldTest {
    private static final ToldNotice NOTICE = new ToldNotice(Requests.ID, "escalation");
    private static final Called<MessageRef> TAKEN = new Called.Ok<>(Office.CARD);

    private final MemoryLedger ledger = new MemoryLedger();
    private final InstallationJournal installation = new InstallationJournal(ledger);
    private final OnceTold here = replica("here", Requests.NOW);
    private final List<String> posts = new ArrayList<>();

    private OnceTold replica(String name, Instant now) {
        return new OnceTold(installation, ledger, name, InstantSource.fixed(now));
    }

    private Optional<Duration> tell(OnceTold replica, Called<MessageRef> answer) {
        return replica.tell(NOTICE, () -> {
            posts.add("posted");
            return Optional.of(answer);
        });
    }

    @Test
    void what_slack_took_is_noted_and_told_by_nobody_again() {
        assertThat(tell(here, TAKEN)).isEmpty();
        assertThat(here.isSettled(NOTICE)).isTrue();
        assertThat(tell(here, TAKEN)).isEmpty();
        assertThat(tell(replica("there", Requests.NOW), TAKEN)).isEmpty();
        assertThat(posts).hasSize(1);
        assertThat(ledger.events(Installation.CHAIN)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("notice.told");
            assertThat(event.canonical()).contains("\"notice\":\"escalation\"", "\"request\":\"r0123456789ab\"");
        });
    }

    @Test
    void other_notices_and_other_requests_are_told_apart() {
        tell(here, TAKEN);
        assertThat(installation.isTold(NOTICE)).isTrue();
        assertThat(installation.isTold(new ToldNotice(Requests.ID, "review-overdue")))
                .isFalse();
        assertThat(installation.isTold(new ToldNotice(Office.SECOND, "escalation")))
                .isFalse();
    }

    @Test
    void a_note_that_was_there_before_is_not_written_again() {
        tell(here, TAKEN);
        assertThat(installation.told(NOTICE, Actor.component("notices"), Requests.NOW))
                .isInstanceOf(InstallationJournal.Noted.Already.class);
        assertThat(ledger.events(Installation.CHAIN))
                .extracting(AuditEvent::type)
                .containsExactly("notice.told");
    }

    @Test
    void who_dies_between_post_and_note_leaves_it_to_be_told_again() {
        assertThatThrownBy(() -> here.tell(NOTICE, () -> {
                    throw new IllegalStateException("killed behind the post");
                }))
                .hasMessage("killed behind the post");
        assertThat(tell(replica("there", Requests.NOW.plus(OnceTold.TURN).minusMillis(1)), TAKEN))
                .isEmpty();
        assertThat(posts).isEmpty();
        assertThat(tell(replica("there", Requests.NOW.plus(OnceTold.TURN)), TAKEN))
                .isEmpty();
        assertThat(posts).hasSize(1);
        assertThat(installation.isTold(NOTICE)).isTrue();
    }

    @Test
    void a_note_that_the_ledger_did_not_take_is_written_later_and_nothing_is_posted_again() {
        assertThatThrownBy(() -> here.tell(NOTICE, () -> {
                    posts.add("posted");
                    ledger.stopAnswering();
                    return Optional.of(TAKEN);
                }))
                .isInstanceOf(LedgerUnavailable.class);
        ledger.answerAgain();
        assertThat(installation.isTold(NOTICE)).isFalse();
        assertThat(tell(here, TAKEN)).isEmpty();
        assertThat(posts).hasSize(1);
        assertThat(installation.isTold(NOTICE)).isTrue();
    }

    @Test
    void a_slack_that_did_not_take_it_is_asked_again_after_a_pause() {
        assertThat(tell(here, new Called.RateLimited<>(Duration.ofSeconds(7)))).contains(Duration.ofSeconds(7));
        assertThat(tell(here, new Called.Refused<>("internal_error"))).contains(OnceTold.RETRY);
        assertThat(tell(here, new Called.Unanswered<>("timeout"))).contains(OnceTold.RETRY);
        assertThat(here.isSettled(NOTICE)).isFalse();
        assertThat(tell(here, TAKEN)).isEmpty();
        assertThat(posts).hasSize(4);
    }

    @Test
    void a_slack_that_refuses_for_good_is_left_alone_by_this_process() {
        assertThat(tell(here, new Called.Refused<>("channel_not_found"))).isEmpty();
        assertThat(here.isSettled(NOTICE)).isTrue();
        assertThat(tell(here, TAKEN)).isEmpty();
        assertThat(posts).hasSize(1);
        assertThat(installation.isTold(NOTICE)).isFalse();
        assertThat(tell(replica("there", Requests.NOW), TAKEN)).isEmpty();
        assertThat(installation.isTold(NOTICE)).isTrue();
    }

    @Test
    void where_nothing_is_to_be_told_for_now_nothing_is_noted_and_the_turn_ends() {
        assertThat(here.tell(NOTICE, Optional::empty)).isEmpty();
        assertThat(here.isSettled(NOTICE)).isFalse();
        assertThat(tell(replica("there", Requests.NOW), TAKEN)).isEmpty();
        assertThat(posts).hasSize(1);
    }
}
