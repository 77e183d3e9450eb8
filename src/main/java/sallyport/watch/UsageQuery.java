package sallyport.watch;

/** @param alias of the service */
public record UsageQuery(String alias, TimeGrid grid) {}
