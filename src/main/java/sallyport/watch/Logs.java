package sallyport.watch;

/** Container logs. Calls block. Safe for use by many threads. */
public interface Logs {
    LogAnswer read(LogQuery query);
}
