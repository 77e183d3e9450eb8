package sallyport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Loaded;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.slack.Announcement;

/**
 * Tells the owners' channels what a new policy, other members of groups or new schedules change. Reads both sides from
 * the audit trail, so what is told is what is kept there, also of a version that was in force for a moment only. Of
 * several replicas one tells. What was never told, because the process ended before, stays in the audit trail only.
 */
final class ChangeNotices implements AutoCloseable {
    /** Above every sequence: nothing is news. */
    private static final long NOT_BEGUN = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeNotices.class);

    /** How long the other replicas leave a change to who told it; they load the same file within seconds. */
    private static final Duration TOLD = Duration.ofDays(1);

    /** Digits of a version that people are shown. */
    private static final int SHOWN_DIGITS = 6;

    private final InstallationJournal installation;
    private final Ledger ledger;
    private final Predicate<Announcement> owners;
    private final PolicyChanges changes;
    private final String replica;
    private final InstantSource clock;
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("change-notices").factory());
    /** The end of the chain when this process came up: what stands before it is others' news. */
    private volatile long from = NOT_BEGUN;
    /** Belongs to the teller. */
    private final Set<Long> told = new HashSet<>();

    /**
     * @param owners tells them, and says whether anybody could be told
     * @param replica names this process among the replicas
     */
    ChangeNotices(
            InstallationJournal installation,
            Ledger ledger,
            Predicate<Announcement> owners,
            PolicyChanges changes,
            String replica,
            InstantSource clock) {
        this.installation = installation;
        this.ledger = ledger;
        this.owners = owners;
        this.changes = changes;
        this.replica = replica;
        this.clock = clock;
    }

    static String shortened(String version) {
        return version.substring(0, Math.min(SHOWN_DIGITS, version.length()));
    }

    /** From here on whatever comes into force is news; a start that is tried again begins where it first did. */
    void begin() {
        if (from == NOT_BEGUN) {
            from = ledger.installation().head().sequence();
        }
    }

    /** Tells what came into force since, in the background. */
    void tell() {
        teller.execute(this::tellNow);
    }

    void tellNow() {
        try {
            tell(installation.policies(), this::policy);
            tell(installation.people(), this::people);
            tell(installation.userGroups(), this::userGroups);
            tell(installation.onCall(), this::onCall);
        } catch (LedgerUnavailable e) {
            LOG.warn("owners.not-told: {}", e.explanation());
        } catch (RuntimeException e) {
            LOG.error("owners.not-told", e);
        }
    }

    private interface News {
        /** @return whether anybody was told */
        boolean tell(List<Loaded> before, Loaded now);
    }

    private void tell(List<Loaded> history, News news) {
        for (int i = 1; i < history.size(); i++) {
            var now = history.get(i);
            if (now.sequence() > from && !told.contains(now.sequence())) {
                tellOnce(history.subList(0, i), now, news);
            }
        }
    }

    private void tellOnce(List<Loaded> before, Loaded now, News news) {
        var lease = "change-notice/" + now.version() + "/" + now.sequence();
        if (!ledger.lease(lease, replica, clock.instant(), TOLD) || news.tell(before, now)) {
            told.add(now.sequence());
        } else {
            ledger.release(lease, replica);
        }
    }

    private boolean policy(List<Loaded> history, Loaded now) {
        var before = history.getLast();
        return owners.test(new Announcement.PolicyChanged(
                version(before), version(now), now.at(), inForceUntil(history, now), changes(before, now)));
    }

    private static Optional<String> version(Loaded loaded) {
        return loaded.text().isEmpty() ? Optional.empty() : Optional.of(shortened(loaded.version()));
    }

    /** When it was replaced the last time, if it was in force before. */
    private static Optional<Instant> inForceUntil(List<Loaded> history, Loaded now) {
        for (int i = history.size() - 2; i >= 0; i--) {
            if (history.get(i).version().equals(now.version())) {
                return Optional.of(history.get(i + 1).at());
            }
        }
        return Optional.empty();
    }

    /** An older Sallyport may have written what this one cannot read; then lines are compared. */
    private List<String> changes(Loaded before, Loaded now) {
        return policy(before)
                .flatMap(old -> policy(now).map(next -> changes.between(old, next)))
                .orElseGet(() -> TextChanges.between(before.text(), now.text()));
    }

    private static Optional<Policy> policy(Loaded loaded) {
        if (loaded.text().isEmpty()) {
            return Optional.of(Policy.absent());
        }
        return switch (Policy.read(loaded.text(), loaded.version())) {
            case PolicyReading.Read(var policy) -> Optional.of(policy);
            case PolicyReading.Broken _ -> Optional.empty();
        };
    }

    private boolean people(List<Loaded> history, Loaded now) {
        return owners.test(new Announcement.PeopleChanged(now.at(), members(history, now)));
    }

    private boolean userGroups(List<Loaded> history, Loaded now) {
        return owners.test(new Announcement.UserGroupsChanged(now.at(), members(history, now)));
    }

    private static List<String> members(List<Loaded> history, Loaded now) {
        return People.read(history.getLast().text()).changesTo(People.read(now.text()));
    }

    private boolean onCall(List<Loaded> history, Loaded now) {
        var changes = TextChanges.between(history.getLast().text(), now.text());
        return owners.test(new Announcement.OnCallChanged(now.at(), changes));
    }

    @Override
    public void close() {
        teller.shutdown();
    }
}
