package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Phase;
import sallyport.request.Selector;
import sallyport.watch.Check;
import sallyport.watch.Examination;
import sallyport.watch.ExecFacts;
import sallyport.watch.ExecFactsSource;
import sallyport.watch.Fact;
import sallyport.watch.Looked;

/** Examines a target and tells what it found. Calls block, for seconds. Safe for use by many threads. */
public final class DoctorDesk {
    /** How many of the latest requests are looked through for starts that failed. */
    private static final int SEARCHED = 200;

    /** How long ago a failed start still says something about now. */
    static final Duration LATELY = Duration.ofHours(1);

    private final Reads reads;
    private final ExecFactsSource source;
    private final Ledger ledger;
    private final InstantSource clock;

    public DoctorDesk(Reads reads, ExecFactsSource source, Ledger ledger, InstantSource clock) {
        this.reads = reads;
        this.source = source;
        this.ledger = ledger;
        this.clock = clock;
    }

    void examine(Asked asked, Selector wanted) {
        reads.answerAtLength(asked, () -> switch (checks(wanted)) {
            case Looked.Found<List<Check>>(var checks) -> DoctorMessage.of(wanted.alias(), checks);
            case Looked.Missing<List<Check>>(var explanation) -> nothing(explanation);
            case Looked.Unavailable<List<Check>>(var explanation) -> nothing(explanation);
        });
    }

    /** Every check of the target, the worst first. */
    Looked<List<Check>> checks(Selector wanted) {
        return switch (source.gather(wanted)) {
            case Looked.Found<ExecFacts>(var facts) -> new Looked.Found<>(Examination.of(facts.after(errors(wanted))));
            case Looked.Missing<ExecFacts>(var explanation) -> new Looked.Missing<>(explanation);
            case Looked.Unavailable<ExecFacts>(var explanation) -> new Looked.Unavailable<>(explanation);
        };
    }

    private static Threaded nothing(String explanation) {
        return new Threaded(ServiceMessage.unavailable(explanation), List.of());
    }

    /** What starts on the target failed with lately, the newest first. */
    private Fact<List<String>> errors(Selector wanted) {
        try {
            return new Fact.Known<>(ledger.latest(SEARCHED).stream()
                    .filter(entry -> entry.request().selector().alias().equals(wanted.alias()))
                    .flatMap(this::error)
                    .toList());
        } catch (LedgerUnavailable e) {
            return new Fact.Missing<>("the last starts cannot be looked at, since the ledger does not answer.");
        }
    }

    private Stream<String> error(LedgerEntry entry) {
        var since = clock.instant().minus(LATELY);
        return switch (entry.phase()) {
            case Phase.NotStarted(var cause, var at) when at.isAfter(since) -> Stream.of(cause.explanation());
            case Phase.Failed(var cause, var at) when at.isAfter(since) -> Stream.of(cause);
            default -> Stream.empty();
        };
    }
}
