package sallyport;

import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;

/**
 * Starts what needs its ledger at once, and again when the ledger is late: the first transaction of a cold process over
 * a new connection may well take longer than the time that is allowed once people wait.
 */
final class PatientStart {
    private static final Logger LOG = LoggerFactory.getLogger(PatientStart.class);

    /** With up to 2.1 s for each write and {@link #PAUSE} between: about a minute. */
    static final int ATTEMPTS = 20;

    static final Duration PAUSE = Duration.ofSeconds(1);

    private PatientStart() {}

    /**
     * @param start has started nothing when it says that the ledger is unavailable
     * @param stopped waits so long at most, and whether the process was told to stop meanwhile
     * @return whether it is started; if not, the process was told to stop
     * @throws LedgerUnavailable as the last attempt did
     */
    static boolean start(Runnable start, Predicate<Duration> stopped) {
        for (int attempt = 1; ; attempt++) {
            try {
                start.run();
                return true;
            } catch (LedgerUnavailable e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("app.waits-for-ledger attempt={}: {}", attempt, e.explanation());
            }
            if (stopped.test(PAUSE)) {
                return false;
            }
        }
    }
}
