package sallyport.sandbox.slack.traffic;

/** How many calls the simulated Slack takes: posts by channel, everything else by method and Slack's tiers. */
public record Pace(Rate postsPerChannel, Rate tier2, Rate tier3, Rate tier4) {

    /** The published budgets, with the short bursts Slack is known to tolerate (the burst sizes are assumed). */
    public static Pace published() {
        return new Pace(new Rate(3, 60), new Rate(5, 20), new Rate(5, 50), new Rate(10, 100));
    }

    /** Room for a person who plays and for a test suite in a hurry; still ends in 429 for a runaway loop. */
    public static Pace generous() {
        return new Pace(new Rate(100, 600), new Rate(100, 600), new Rate(200, 600), new Rate(200, 1200));
    }
}
