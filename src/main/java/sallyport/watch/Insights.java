package sallyport.watch;

/** Counts in container logs. Safe for use by many threads. */
public interface Insights {
    /** Blocks until there is an answer. An interrupt stops the query; the answer then says so. */
    InsightsAnswer ask(InsightsQuery query);
}
