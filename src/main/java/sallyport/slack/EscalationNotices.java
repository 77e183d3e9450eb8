package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.ToldNotice;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Escalation;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/**
 * Calls those who may stand in, in the thread of the request's card, once: an edit of the card would ring nobody's
 * bell. The replica that recorded the escalation calls at once; if it dies just then, another one or the next process
 * finds the request still waiting and calls. Safe for use by many threads.
 */
public final class EscalationNotices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EscalationNotices.class);

    /** How the audit trail names the call. */
    private static final String NOTICE = "escalation";

    private static final int SWEEP_SECONDS = 5;

    private final SlackApi slack;
    private final Ledger ledger;
    private final Journal journal;
    private final CalledGroup standIns;
    private final OnceTold once;
    private final Lanes<RequestId> lanes = new Lanes<>(this::call);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("escalation-sweep").unstarted(task));

    /**
     * @param members who is in a group now
     * @param replica names this process among the replicas
     */
    public EscalationNotices(
            SlackApi slack,
            Ledger ledger,
            Journal journal,
            InstallationJournal installation,
            Function<String, Set<Person>> members,
            String replica,
            InstantSource clock) {
        this.slack = slack;
        this.ledger = ledger;
        this.journal = journal;
        this.standIns = new CalledGroup(members);
        this.once = new OnceTold(installation, ledger, replica, clock);
    }

    /** Begins to listen, and to look for what nobody was called for. */
    public void start() {
        journal.observe(this::changed);
        var _ = timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        lanes.close();
    }

    private void changed(LedgerEntry entry) {
        if (isDue(entry)) {
            lanes.ask(entry.request().id());
        }
    }

    /** Looks once for what nobody was called for. */
    void sweep() {
        try {
            ledger.unfinished().forEach(this::changed);
        } catch (LedgerUnavailable e) {
            LOG.warn("escalations.sweep-skipped: {}", e.explanation());
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.error("escalations.sweep-failed", e);
        }
    }

    /** Whether it waits for those who may stand in, and nobody is known to have called them. */
    private boolean isDue(LedgerEntry entry) {
        return entry.phase() instanceof Phase.Pending pending
                && pending.escalated()
                && !once.isSettled(notice(entry.request().id()));
    }

    private static ToldNotice notice(RequestId id) {
        return new ToldNotice(id, NOTICE);
    }

    private Optional<Duration> call(RequestId id) {
        try {
            return once.tell(
                    notice(id), () -> ledger.find(id).filter(this::isDue).flatMap(this::call));
        } catch (LedgerUnavailable e) {
            LOG.atWarn().addKeyValue("request", id).log("escalation.waits: {}", e.explanation());
            return Optional.of(OnceTold.RETRY);
        }
    }

    private Optional<Called<MessageRef>> call(LedgerEntry entry) {
        var escalation = entry.request().conditions().escalation();
        return escalation.flatMap(to -> entry.card().map(card -> slack.reply(card, message(entry, to))));
    }

    private SlackMessage message(LedgerEntry entry, Escalation to) {
        return BlockKit.sentence(":bell: Not enough people have agreed for " + Words.duration(to.after())
                + ". Members of " + BlockKit.code(to.group()) + " may agree as well now"
                + standIns.named(to.group(), entry.request().requester()) + ".");
    }
}
