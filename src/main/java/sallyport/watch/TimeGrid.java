package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A range of time in columns of equal length.
 *
 * @param begin a multiple of the period since 1970, as CloudWatch has its periods
 * @param period whole minutes
 */
public record TimeGrid(Instant begin, Duration period, int columns) {
    /** What a phone shows of preformatted text in one row, with room for the scale. */
    public static final int MOST_COLUMNS = 36;

    private static final List<Duration> PERIODS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    /**
     * The shortest periods with which a range fits; the last column holds now.
     *
     * @throws IllegalArgumentException if the range is longer than {@link #MOST_COLUMNS} of the longest period
     */
    public static TimeGrid lasting(Duration range, Instant now) {
        var period = PERIODS.stream()
                .filter(each -> columns(range, each) <= MOST_COLUMNS)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(range + " does not fit"));
        long last = Math.floorDiv(now.getEpochSecond(), period.toSeconds());
        int columns = (int) columns(range, period);
        return new TimeGrid(Instant.ofEpochSecond((last - columns + 1) * period.toSeconds()), period, columns);
    }

    private static long columns(Duration range, Duration period) {
        return Math.ceilDiv(range.toSeconds(), period.toSeconds());
    }

    /** When a column begins; the one behind the last is the end of the range. */
    public Instant at(int column) {
        return begin.plus(period.multipliedBy(column));
    }

    public Instant end() {
        return at(columns);
    }

    /** The column that holds a moment of the range. */
    public int column(Instant moment) {
        return Math.toIntExact(Duration.between(begin, moment).dividedBy(period));
    }
}
