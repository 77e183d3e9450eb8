package sallyport.run;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.Recorded;
import sallyport.request.Event;
import sallyport.request.RequestId;

/** Records what must not be lost for a store that is away: tries until it answers. Safe for use by many threads. */
final class PatientJournal {
    private static final Logger LOG = LoggerFactory.getLogger(PatientJournal.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Journal journal;
    private final Scheduler scheduler;
    private volatile boolean abandoned;

    PatientJournal(Journal journal, Scheduler scheduler) {
        this.journal = journal;
        this.scheduler = scheduler;
    }

    /** From now on each record is tried once: what is not stored is settled by the next process. */
    void abandon() {
        abandoned = true;
    }

    /** Answers {@link Recorded.Unavailable} only after {@link #abandon}. */
    Recorded record(RequestId id, Event event) throws InterruptedException {
        return record(id, event, ChronoUnit.FOREVER.getDuration());
    }

    /** Answers {@link Recorded.Unavailable} if there is no other answer in about this time. */
    Recorded record(RequestId id, Event event, Duration patience) throws InterruptedException {
        long begun = scheduler.nanoTime();
        var pause = FIRST_PAUSE;
        var recorded = journal.record(id, event);
        while (recorded instanceof Recorded.Unavailable unavailable
                && !abandoned
                && patience.compareTo(Duration.ofNanos(scheduler.nanoTime() - begun)) > 0) {
            LOG.atWarn().addKeyValue("request", id).log("run.not-stored-yet: {}", unavailable.cause());
            scheduler.sleep(pause);
            pause = doubled(pause);
            recorded = journal.record(id, event);
        }
        return recorded;
    }

    private static Duration doubled(Duration pause) {
        var longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
