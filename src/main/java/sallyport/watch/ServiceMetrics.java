package sallyport.watch;

/** What services used over time. Calls block. Safe for use by many threads. */
public interface ServiceMetrics {
    Looked<Usage> read(UsageQuery query);
}
