package sallyport.watch;

import static sallyport.watch.CheckId.D1;
import static sallyport.watch.CheckId.D10;
import static sallyport.watch.CheckId.D12;
import static sallyport.watch.CheckId.D13;
import static sallyport.watch.CheckId.D2;
import static sallyport.watch.CheckId.D3;
import static sallyport.watch.CheckId.D31;
import static sallyport.watch.CheckId.D38;
import static sallyport.watch.CheckId.D4;
import static sallyport.watch.CheckId.D9;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of many checks say why exec did not work, for whoever has just seen it fail: what blocks it, without what only
 * follows from that, or else what may pass and explains a failure. Pure.
 */
public final class Obstacles {
    /** Findings that block nothing for good, and are the reason when a start failed all the same. */
    private static final Set<String> PASSING = ids(D3, D4, D12, D13, D31, D38);

    private Obstacles() {}

    private static Set<String> ids(CheckId... ids) {
        return Set.of(ids).stream().map(CheckId::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The reasons, the most telling one first; empty when nothing was found.
     *
     * @param checks the worst first
     */
    public static List<Check> among(List<Check> checks) {
        var blocking = checks.stream()
                .filter(check -> check.severity() == Severity.BLOCKS)
                .toList();
        return blocking.isEmpty()
                ? checks.stream()
                        .filter(check -> check.severity() == Severity.ADVICE && PASSING.contains(check.id()))
                        .toList()
                : blocking.stream().filter(check -> !follows(check, blocking)).toList();
    }

    /**
     * A missing task is explained by a service of which nothing runs, a task without exec by its age where it is too
     * old, and an agent that is down by whatever else blocks.
     */
    private static boolean follows(Check check, List<Check> blocking) {
        return (check.id().equals(D2.name()) && blocks(D1, blocking))
                || (check.id().equals(D9.name()) && blocks(D10, blocking))
                || (check.id().equals(D12.name()) && blocking.size() > 1);
    }

    private static boolean blocks(CheckId id, List<Check> blocking) {
        return blocking.stream().anyMatch(check -> check.id().equals(id.name()));
    }
}
