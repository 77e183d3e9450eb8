package sallyport.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The budget of each account in each Region. Safe for use by many threads. */
final class LogBudgets {
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final Map<Place, LogBudget> budgets = new ConcurrentHashMap<>();

    private record Place(String account, String region) {}

    LogBudgets(LongSupplier nanoTime, Pause pause) {
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    LogBudget of(AwsTarget target, String region) {
        return budgets.computeIfAbsent(
                new Place(target.alias().account(), region), _ -> new LogBudget(nanoTime, pause));
    }
}
