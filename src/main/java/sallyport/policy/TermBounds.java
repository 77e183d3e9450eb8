package sallyport.policy;

import java.time.Duration;
import java.util.Optional;
import sallyport.request.FanOut;
import sallyport.yaml.YamlFields;

/** How short, long, small or large a term may be: what a policy is held to, and what its tests can expect of one. */
public final class TermBounds {
    /** How long a request may wait for approval. */
    public static final Times EXPIRES = new Times(Duration.ofMinutes(1), Duration.ofHours(4));

    /** How long after its last approval it may start. */
    public static final Times START_WITHIN = new Times(Duration.ofMinutes(1), Duration.ofHours(1));

    /** How long a command may run. */
    public static final Times DEADLINE = new Times(Duration.ofSeconds(1), Duration.ofMinutes(60));

    /** After how long somebody may stand in; what expires no later than this nobody stands in for. */
    public static final Times ESCALATE_AFTER = EXPIRES;

    /** How long afterwards broken glass may be reviewed. */
    public static final Times REVIEW_WITHIN = new Times(Duration.ofSeconds(1), Duration.ofDays(14));

    /** Bytes that a command may print. */
    public static final Sizes MAX_OUTPUT = new Sizes(1 << 10, 1L << 30);

    /** Runs at once on one target; more would be no limit, since a container takes one at a time. */
    public static final Counts CONCURRENCY = new Counts(1, 20);

    /** Tasks of one request; what goes without saying, one task, has no words of its own. */
    public static final Counts FAN_OUT = new Counts(2, FanOut.MOST_TASKS);

    private TermBounds() {}

    /** Lengths of time from one to another, both of them with it. */
    public record Times(Duration least, Duration most) {
        /** What stands behind a key; what is out of bounds is a problem. */
        public Optional<Duration> read(YamlFields fields, String key) {
            return fields.duration(key, least, most);
        }

        public boolean hold(Duration time) {
            return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
        }

        /** Such as {@code from 1m to 4h}. */
        public String words() {
            return "from " + Words.duration(least) + " to " + Words.duration(most);
        }
    }

    /** Bytes from one number to another, both of them with it. */
    public record Sizes(long least, long most) {
        /** What stands behind a key; what is out of bounds is a problem. */
        public Optional<Long> read(YamlFields fields, String key) {
            return fields.size(key, least, most);
        }
    }

    /** Whole numbers from one to another, both of them with it. */
    public record Counts(int least, int most) {
        /** What stands behind a key; what is out of bounds is a problem. */
        public Optional<Integer> read(YamlFields fields, String key) {
            return fields.integer(key, least, most);
        }
    }
}
