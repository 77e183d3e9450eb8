package sallyport.run;

import java.time.Duration;

/**
 * The spans of time that decide when a run counts as orphaned.
 *
 * @param sweep how often the ledger is searched for what is overdue or was missed
 * @param beat how often a holder shows that it is alive
 * @param silence for how long a pulse must have been seen standing still, by the observer's own monotonic clock, before
 *     its run is taken over
 * @param startClosed how long after a claim a start can still happen: AWS honours a signature for five minutes
 *     (Signature Version 4), and replicas whose clocks differ by more than two seconds do not work
 */
public record Windows(Duration sweep, Duration beat, Duration silence, Duration startClosed) {
    public static final Windows DEFAULT =
            new Windows(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(305));
}
