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
import sallyport.approval.GlassReminder;
import sallyport.approval.GlassReviews;
import sallyport.approval.GlassReviews.Owed;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.BrokenGlass;
import sallyport.audit.InstallationJournal.ToldNotice;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.MessageRef;
import sallyport.request.Person;

/**
 * Reminds the reviewers of broken glass in its thread: when half of their time is over, and when it is over. Each once
 * over all replicas, and not after somebody has reviewed it. Safe for use by many threads.
 */
public final class GlassReminders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GlassReminders.class);
    private static final int SWEEP_SECONDS = 5;

    private final String slash;
    private final SlackApi slack;
    private final GlassReviews reviews;
    private final CalledGroup reviewers;
    private final OnceTold once;
    private final InstantSource clock;
    private final Lanes<BrokenGlass> lanes = new Lanes<>(this::remind);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("glass-reminders").unstarted(task));

    /**
     * @param members who is in a group now
     * @param replica names this process among the replicas
     */
    public GlassReminders(
            SlackOptions options,
            SlackApi slack,
            GlassReviews reviews,
            InstallationJournal installation,
            Ledger ledger,
            Function<String, Set<Person>> members,
            String replica,
            InstantSource clock) {
        this.slash = options.command();
        this.slack = slack;
        this.reviews = reviews;
        this.reviewers = new CalledGroup(members);
        this.once = new OnceTold(installation, ledger, replica, clock);
        this.clock = clock;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        lanes.close();
    }

    /** Asks for whatever is outstanding. */
    void sweep() {
        try {
            reviews.outstanding().stream()
                    .filter(broken -> !once.isSettled(notice(broken, GlassReminder.OVERDUE)))
                    .forEach(lanes::ask);
        } catch (LedgerUnavailable e) {
            LOG.warn("glass.reminders-skipped: {}", e.explanation());
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.error("glass.reminders-failed", e);
        }
    }

    private Optional<Duration> remind(BrokenGlass broken) {
        try {
            return reviews.owed(broken)
                    .flatMap(owed -> owed.reminder(clock.instant())
                            .flatMap(reminder ->
                                    once.tell(notice(broken, reminder), () -> post(broken, owed, reminder))));
        } catch (LedgerUnavailable e) {
            LOG.atWarn().addKeyValue("request", broken.request()).log("glass.reminder-waits: {}", e.explanation());
            return Optional.of(OnceTold.RETRY);
        }
    }

    private static ToldNotice notice(BrokenGlass broken, GlassReminder reminder) {
        return new ToldNotice(broken.request(), reminder.notice());
    }

    /** In our turn, so what was reviewed a moment ago is no longer outstanding. */
    private Optional<Called<MessageRef>> post(BrokenGlass broken, Owed owed, GlassReminder reminder) {
        return owed.entry()
                .card()
                .filter(_ -> reviews.outstanding().contains(broken))
                .map(card -> slack.reply(card, message(owed, reminder)));
    }

    private SlackMessage message(Owed owed, GlassReminder reminder) {
        var request = owed.entry().request();
        var group = BlockKit.code(owed.group());
        var due = BlockKit.moment(owed.due());
        var sentence = switch (reminder) {
            case HALF_TIME ->
                ":alarm_clock: Half of the time is over: " + group + " has to review this until " + due + ", with `";
            case OVERDUE ->
                ":rotating_light: *Overdue:* " + group + " had to review this until " + due
                        + ", and no other glass that they review can be broken before. Review it with `";
        };
        return BlockKit.sentence(sentence + slash + " review " + request.id() + "`"
                + reviewers.named(owed.group(), request.requester()) + ".");
    }
}
