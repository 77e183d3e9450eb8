package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.audit.InstallationJournal.ToldNotice;
import sallyport.audit.Ledger;
import sallyport.request.Actor;
import sallyport.request.MessageRef;

/**
 * Posts what people are to hear once. Replicas take turns, and what was told is noted in the audit trail after Slack
 * took it, so it is told at least once, whatever dies in between, and twice only if that happens between the two or
 * Slack did not answer. Safe for use by many threads, for one notice one at a time.
 */
final class OnceTold {
    private static final Logger LOG = LoggerFactory.getLogger(OnceTold.class);
    static final Duration RETRY = Duration.ofSeconds(2);

    /** Longer than one call to Slack and the note of it; a replica that dies in its turn delays the others by this. */
    static final Duration TURN = Duration.ofSeconds(10);

    private static final Actor BY = Actor.component("notices");

    private final InstallationJournal installation;
    private final Ledger ledger;
    private final String replica;
    private final InstantSource clock;
    /** What Slack took here, noted or not. */
    private final Set<ToldNotice> posted = ConcurrentHashMap.newKeySet();
    /** What needs no look any more: told by whomever, or refused by Slack for good. */
    private final Set<ToldNotice> settled = ConcurrentHashMap.newKeySet();

    /** @param replica names this process among the replicas */
    OnceTold(InstallationJournal installation, Ledger ledger, String replica, InstantSource clock) {
        this.installation = installation;
        this.ledger = ledger;
        this.replica = replica;
        this.clock = clock;
    }

    /** Whether this process knows that nothing is left to do. */
    boolean isSettled(ToldNotice notice) {
        return settled.contains(notice);
    }

    /**
     * Tells it, unless somebody did.
     *
     * @param post what Slack says to it; empty if there is nothing to tell after all, for now
     * @return a pause after which to call again; empty also while it is another replica's turn
     */
    Optional<Duration> tell(ToldNotice notice, Supplier<Optional<Called<MessageRef>>> post) {
        var turn = "notice/" + notice.notice() + "/" + notice.request();
        if (isSettled(notice) || !ledger.lease(turn, replica, clock.instant(), TURN)) {
            return Optional.empty();
        }
        var pause = inTurn(notice, post);
        ledger.release(turn, replica);
        return pause;
    }

    private Optional<Duration> inTurn(ToldNotice notice, Supplier<Optional<Called<MessageRef>>> post) {
        if (installation.isTold(notice)) {
            settled.add(notice);
            return Optional.empty();
        }
        return posted.contains(notice) ? note(notice) : post.get().flatMap(called -> after(called, notice));
    }

    private Optional<Duration> after(Called<MessageRef> called, ToldNotice notice) {
        return switch (called) {
            case Called.Ok<MessageRef> _ -> {
                posted.add(notice);
                yield note(notice);
            }
            case Called.RateLimited<MessageRef>(var pause) -> Optional.of(pause);
            case Called.Refused<MessageRef> refused when refused.mayPass() -> Optional.of(RETRY);
            case Called.Refused<MessageRef>(var error) -> {
                LOG.atError()
                        .addKeyValue("request", notice.request())
                        .log("notice.untellable notice={} error={}", notice.notice(), error);
                settled.add(notice);
                yield Optional.empty();
            }
            case Called.Unanswered<MessageRef> _ -> Optional.of(RETRY);
        };
    }

    private Optional<Duration> note(ToldNotice notice) {
        return switch (installation.told(notice, BY, clock.instant())) {
            case Noted.Written _, Noted.Already _ -> {
                settled.add(notice);
                posted.remove(notice);
                yield Optional.empty();
            }
            case Noted.Unavailable _ -> Optional.of(RETRY);
        };
    }
}
