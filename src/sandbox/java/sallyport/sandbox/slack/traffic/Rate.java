package sallyport.sandbox.slack.traffic;

/** A budget: {@code burst} calls at once, refilled at {@code perMinute}. */
public record Rate(int burst, int perMinute) {
    public Rate {
        if (burst < 1 || perMinute < 1) {
            throw new IllegalArgumentException("a rate allows at least one call: " + burst + ", " + perMinute);
        }
    }
}
