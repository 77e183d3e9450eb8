package sallyport.request;

/**
 * How many runs that a rule allowed may run at once on one target.
 *
 * @param rule the id of the grant
 * @param most at least 1
 */
public record Concurrency(String rule, int most) {}
