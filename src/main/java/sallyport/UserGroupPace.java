package sallyport;

import java.time.Duration;

/**
 * How often the user groups of Slack are read. Slack lets an app ask 20 times a minute (tier 2), all replicas together;
 * three of them that get no answer ask 18 times.
 *
 * @param every how often, while nobody needs to know
 * @param fresh how old an answer may be when somebody agrees and when a request starts
 * @param again how long Slack is left alone at least between two readings
 */
record UserGroupPace(Duration every, Duration fresh, Duration again) {
    static final UserGroupPace DEFAULT =
            new UserGroupPace(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(10));

    /** A faster one, for tests. */
    static UserGroupPace of(Duration every) {
        return new UserGroupPace(every, shorter(every, DEFAULT.fresh), shorter(every, DEFAULT.again));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
