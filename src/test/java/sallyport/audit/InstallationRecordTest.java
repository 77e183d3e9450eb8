package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.audit.InstallationJournal.BrokenGlass;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.audit.InstallationJournal.ToldNotice;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.RequestId;

class InstallationRecordTest {
    private static final RequestId FIRST = new RequestId("r000000000001");
    private static final RequestId SECOND = new RequestId("r000000000002");
    private static final AfterReview REVIEW = new AfterReview("sre", Duration.ofHours(24));
    private static final Actor ROBIN = Actor.human(REQUESTER);
    private static final Actor ALEX = Actor.human(REVIEWER);

    private final MemoryLedger memory = new MemoryLedger();
    /** From which event on the chain was read, each time. */
    private final List<Long> reads = new ArrayList<>();

    private final InstallationJournal journal = new InstallationJournal(new RacedLedger(memory, () -> {}) {
        @Override
        public List<AuditEvent> events(String chain, long from) {
            reads.add(from);
            return super.events(chain, from);
        }
    });
    /** Another replica over the same ledger. */
    private final InstallationJournal other = new InstallationJournal(memory);

    private static BrokenGlass broken(RequestId request, boolean reviewed) {
        return new BrokenGlass(request, "sre", NOON.plus(REVIEW.within()), reviewed);
    }

    @Test
    void glass_is_told_in_the_order_in_which_it_was_broken_with_whether_it_is_reviewed() {
        journal.glassBroken(SECOND, ROBIN, REVIEW, NOON);
        journal.glassBroken(FIRST, ROBIN, REVIEW, NOON);
        assertThat(journal.brokenGlass()).containsExactly(broken(SECOND, false), broken(FIRST, false));
        assertThat(journal.glassReviewed(SECOND, ALEX, "fine", NOON)).isEqualTo(new Noted.Written());
        assertThat(journal.brokenGlass()).containsExactly(broken(SECOND, true), broken(FIRST, false));
        assertThat(journal.glassReviewed(SECOND, ALEX, "again", NOON)).isEqualTo(new Noted.Already(Optional.empty()));
    }

    @Test
    void a_look_reads_only_what_was_added_since_the_last_one() {
        for (int i = 0; i < 5; i++) {
            other.transcriptRead(FIRST, ALEX, NOON);
        }
        assertThat(journal.brokenGlass()).isEmpty();
        assertThat(journal.brokenGlass()).isEmpty();
        other.glassBroken(FIRST, ROBIN, REVIEW, NOON);
        assertThat(journal.brokenGlass()).containsExactly(broken(FIRST, false));
        assertThat(journal.isTold(new ToldNotice(FIRST, "escalation"))).isFalse();
        assertThat(reads).containsExactly(0L, 5L, 5L, 6L);
    }

    @Test
    void what_another_replica_noted_counts() {
        journal.glassBroken(FIRST, ROBIN, REVIEW, NOON);
        assertThat(journal.brokenGlass()).containsExactly(broken(FIRST, false));
        other.glassReviewed(FIRST, ALEX, "", NOON);
        other.told(new ToldNotice(FIRST, "escalation"), ALEX, NOON);
        assertThat(journal.glassReviewed(FIRST, ALEX, "", NOON)).isEqualTo(new Noted.Already(Optional.empty()));
        assertThat(journal.isTold(new ToldNotice(FIRST, "escalation"))).isTrue();
        assertThat(journal.isTold(new ToldNotice(SECOND, "escalation"))).isFalse();
        assertThat(journal.isTold(new ToldNotice(FIRST, "review-overdue"))).isFalse();
    }

    @Test
    void what_was_read_before_an_outage_is_not_forgotten_and_not_taken_for_all() {
        journal.glassBroken(FIRST, ROBIN, REVIEW, NOON);
        journal.brokenGlass();
        memory.stopAnswering();
        assertThat(journal.glassReviewed(FIRST, ALEX, "", NOON)).isInstanceOf(Noted.Unavailable.class);
        memory.answerAgain();
        other.glassBroken(SECOND, ROBIN, REVIEW, NOON);
        assertThat(journal.brokenGlass()).containsExactly(broken(FIRST, false), broken(SECOND, false));
    }
}
