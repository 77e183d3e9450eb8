package sallyport.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sallyport.audit.LedgerEntry;
import sallyport.request.Concurrency;
import sallyport.request.Freeze;
import sallyport.request.Phase;
import sallyport.request.Request;

/** What keeps a request waiting that nobody has to agree to any more. */
sealed interface Ahead {
    /**
     * Another run.
     *
     * @param where to complete "waits for it …"
     */
    record Run(Request request, String where) implements Ahead {}

    /** Nothing starts at all. */
    record Frozen(Freeze freeze) implements Ahead {}

    /**
     * A freeze comes first, since it holds whoever is in front. Then one session per container: whatever starts or runs
     * there keeps the others waiting. So does, for a rule that lets only so many run at once, another run of it on the
     * same target.
     */
    static Optional<Ahead> of(
            Request waiting, Phase.Approved approved, List<LedgerEntry> unfinished, Optional<Freeze> freeze) {
        return freeze.<Ahead>map(Frozen::new).or(() -> run(waiting, approved, unfinished));
    }

    private static Optional<Ahead> run(Request waiting, Phase.Approved approved, List<LedgerEntry> unfinished) {
        var others = unfinished.stream()
                .filter(other -> !other.request().id().equals(waiting.id()))
                .filter(other -> occupied(other.phase()).isPresent())
                .toList();
        return others.stream()
                .filter(other -> occupied(other.phase())
                        .equals(Optional.of(approved.target().runtimeId())))
                .findFirst()
                .<Ahead>map(other -> new Run(other.request(), "in the same container"))
                .or(() -> others.stream()
                        .filter(other -> sharesALimit(other.request(), waiting))
                        .findFirst()
                        .map(other -> new Run(other.request(), "under the same rule")));
    }

    private static boolean sharesALimit(Request other, Request waiting) {
        var rules = Arrays.asList(other.rule().split(", "));
        return other.selector().alias().equals(waiting.selector().alias())
                && waiting.conditions().concurrency().stream()
                        .map(Concurrency::rule)
                        .anyMatch(rules::contains);
    }

    private static Optional<String> occupied(Phase phase) {
        return switch (phase) {
            case Phase.Starting starting -> Optional.of(starting.target().runtimeId());
            case Phase.Running running -> Optional.of(running.target().runtimeId());
            case Phase.Received _, Phase.Pending _, Phase.Approved _, Phase.Ended _ -> Optional.empty();
        };
    }
}
