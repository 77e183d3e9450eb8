package sallyport.watch;

import java.util.List;

/** What became of a question. */
public sealed interface InsightsAnswer {
    /**
     * A table; cells are not redacted.
     *
     * @param scannedBytes what AWS charges for
     */
    record Table(List<String> columns, List<List<String>> rows, long scannedBytes) implements InsightsAnswer {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Stopped before its end, by a person or at a bound. */
    record Stopped(String why, long scannedBytes) implements InsightsAnswer {}

    /** It was not asked, or not answered: a sentence with why, and what to try. */
    record NotAnswered(String explanation) implements InsightsAnswer {}
}
