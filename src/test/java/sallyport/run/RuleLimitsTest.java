package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sallyport.audit.Journal;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.MemoryLedger;
import sallyport.request.Concurrency;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;

class RuleLimitsTest {
    private static final Concurrency ONE = new Concurrency("rails-status", 1);

    private final MemoryLedger ledger = new MemoryLedger();
    private final Journal journal = new Journal(ledger);
    private final Random random = new Random(4);
    private final Clockwork clockwork = new Clockwork();
    private final RuleLimits here = new RuleLimits(ledger, clockwork, "here");
    private final RuleLimits there = new RuleLimits(ledger, clockwork, "there");
    private final List<RequestId> claimed = new ArrayList<>();

    /** Time that passes when told to. */
    private static final class Clockwork implements Scheduler {
        private Duration passed = Duration.ZERO;
        private Duration betweenLooks = Duration.ZERO;

        @Override
        public Instant instant() {
            return NOON.plus(passed);
        }

        @Override
        public long nanoTime() {
            long now = passed.toNanos();
            passed = passed.plus(betweenLooks);
            return now;
        }

        @Override
        public void start(String name, Runnable work) {
            throw new UnsupportedOperationException("nothing is started here");
        }

        @Override
        public Alarm after(Duration wait, Runnable work) {
            throw new UnsupportedOperationException("nobody waits here");
        }

        @Override
        public void sleep(Duration wait) {
            passed = passed.plus(wait);
        }
    }

    /** An approved request. */
    private Request approved(Concurrency... limits) {
        var request =
                Examples.with(Examples.request(RequestId.random(random), Quorum.none(), NOON), Examples.atOnce(limits));
        journal.file(request, "mark of " + request.id());
        journal.record(request.id(), new Event.TargetResolved(target(), NOON));
        return request;
    }

    private boolean starts(RuleLimits replica, Request request) throws InterruptedException {
        return replica.within(request, () -> {
                    journal.record(request.id(), new Event.ClaimTaken("token of " + request.id(), NOON));
                    claimed.add(request.id());
                    return Optional.of(() -> true);
                })
                .isPresent();
    }

    private void ends(Request request) {
        var token = "token of " + request.id();
        journal.record(request.id(), new Event.SessionOpened(token, target(), "session", NOON));
        journal.record(request.id(), new Event.RunEnded(token, new Phase.TimedOut(NOON), Optional.empty()));
    }

    @Test
    void one_more_waits_until_one_has_ended_whoever_runs_it() throws InterruptedException {
        var first = approved(ONE);
        var second = approved(ONE);
        assertThat(starts(here, first)).isTrue();
        assertThat(starts(here, second)).isFalse();
        assertThat(starts(there, second)).isFalse();
        ends(first);
        assertThat(starts(there, second)).isTrue();
        assertThat(claimed).containsExactly(first.id(), second.id());
    }

    @Test
    void as_many_as_the_rule_says_run_at_once() throws InterruptedException {
        var two = new Concurrency("rails-status", 2);
        assertThat(starts(here, approved(two))).isTrue();
        assertThat(starts(here, approved(two))).isTrue();
        assertThat(starts(here, approved(two))).isFalse();
    }

    @Test
    void runs_of_other_rules_and_requests_that_only_wait_do_not_count() throws InterruptedException {
        assertThat(starts(here, approved())).isTrue();
        approved(ONE);
        assertThat(starts(here, approved(new Concurrency("another", 1)))).isTrue();
    }

    @Test
    void a_run_that_was_asked_before_its_rule_had_a_limit_counts() throws InterruptedException {
        assertThat(starts(here, approved())).isTrue();
        assertThat(starts(here, approved(ONE))).isFalse();
    }

    @Test
    void what_nobody_limits_starts_whatever_the_ledger_says() throws InterruptedException {
        var request = approved();
        ledger.stopAnswering();
        assertThat(here.within(request, () -> Optional.of(() -> true))).isPresent();
    }

    @Test
    void nobody_claims_while_another_replica_looks_at_the_same_rule() throws InterruptedException {
        var first = approved(ONE);
        var second = approved(ONE);
        here.within(first, () -> {
            assertThat(starts(there, second)).isFalse();
            return Optional.empty();
        });
        assertThat(starts(there, second)).isTrue();
    }

    @Test
    void a_replica_that_stood_still_after_looking_claims_nothing() throws InterruptedException {
        var request = approved(ONE);
        clockwork.betweenLooks = Duration.ofSeconds(16);
        assertThat(starts(here, request)).isFalse();
        clockwork.betweenLooks = Duration.ofSeconds(15);
        assertThat(starts(here, request)).isTrue();
    }

    @Test
    void who_does_not_get_all_leases_gives_back_those_it_got() throws InterruptedException {
        assertThat(ledger.lease("rule/zebra/web", "somebody", NOON, Duration.ofMinutes(1)))
                .isTrue();
        assertThat(starts(here, approved(ONE, new Concurrency("zebra", 1)))).isFalse();
        assertThat(ledger.lease("rule/rails-status/web", "somebody", NOON, Duration.ofMinutes(1)))
                .isTrue();
    }

    @Test
    void a_ledger_that_does_not_answer_lets_nothing_limited_start() {
        var request = approved(ONE);
        ledger.stopAnswering();
        assertThatThrownBy(() -> starts(here, request)).isInstanceOf(LedgerUnavailable.class);
        assertThat(claimed).isEmpty();
    }
}
