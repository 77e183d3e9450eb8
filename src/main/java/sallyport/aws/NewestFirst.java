package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Finds the newest lines of a time range, of which {@code FilterLogEvents} gives the oldest first.
 *
 * <p>How far the pages reached that were read so far tells how many the range has. Is that more than the lines wanted
 * should take, only the newest part is read, and what is older while there are too few; the parts grow, so that a guess
 * gone wrong costs a few pages. Are they several and all wanted, two parts are read at once. One reading, not
 * thread-safe.
 */
final class NewestFirst {
    /** Pages read of one range before it is split; each is up to 1 MB. */
    static final int PAGES_PER_RANGE = 10;

    /**
     * Pages read in all; beyond that the reader is given what there is. A group answers about five a second. Ranges
     * that were begun before are read to {@value #PAGES_PER_RANGE} pages each.
     */
    static final int MAX_PAGES = 100;

    /** Pages from which on a range is read from two places at once. */
    private static final double WORTH_HALVING = 4;

    /** The least part of a range that is read for itself: one page says little about all. */
    private static final double LEAST_PART = 1.0 / 64;

    /** How many times as long as the part before it the next older one is. */
    private static final int GROWTH = 4;

    /** A range this short is not split again, but read with all pages that are left. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final NewestEvents events;
    private final boolean eachAlone;
    private final Function<TimeRange, LogPages> pages;
    private int pagesLeft;

    /**
     * @param events where those are added that were found
     * @param eachAlone false when a line cannot be judged without the one before it
     * @param pagesLeft of {@value #MAX_PAGES}
     * @param pages of a part of the range, none of them read yet
     */
    NewestFirst(NewestEvents events, boolean eachAlone, int pagesLeft, Function<TimeRange, LogPages> pages) {
        this.events = events;
        this.eachAlone = eachAlone;
        this.pagesLeft = pagesLeft;
        this.pages = pages;
    }

    int pagesLeft() {
        return pagesLeft;
    }

    /**
     * @return the moment since which nothing was left out: later than the range begins if there were enough newer
     *     lines, or too many pages; after its end if none was read
     */
    Instant read(TimeRange range) {
        return read(range, Duration.ZERO);
    }

    /** @param atLeast how much of the range is read, if not all of it */
    private Instant read(TimeRange range, Duration atLeast) {
        if (pagesLeft <= 0) {
            return unread(range);
        }
        var first = pages.apply(range);
        readOne(first);
        if (isTooMuch(first, range)) {
            return readFrom(newestPart(first, range, atLeast), range);
        }
        if (isWorthHalving(first, range)) {
            return readHalves(first, range);
        }
        while (!first.isWhole() && first.count() < PAGES_PER_RANGE && !isTooMuch(first, range)) {
            readOne(first);
        }
        return finish(first, range);
    }

    private void readOne(LogPages some) {
        some.readOne();
        pagesLeft--;
    }

    /** Both ends of a range count, so of one that was not read its last moment may lack lines, too. */
    private static Instant unread(TimeRange range) {
        return range.until().plusMillis(1);
    }

    private Instant readFrom(Instant begin, TimeRange range) {
        var newest = range.startingAt(begin);
        var reached = read(newest, Duration.ZERO);
        return isEnough(reached, begin)
                ? reached
                : read(range.endingAt(begin), newest.width().multipliedBy(GROWTH));
    }

    private boolean isEnough(Instant reached, Instant begin) {
        return reached.isAfter(begin) || events.fullSince(begin);
    }

    /** Splitting tears lines from those they are judged by, so then it is only done where it has to be. */
    private boolean isTooMuch(LogPages read, TimeRange range) {
        double most = eachAlone ? Math.min(PAGES_PER_RANGE, 2 * wanted(read)) : PAGES_PER_RANGE;
        return !read.isWhole() && !isShort(range) && read.expected().orElse(0) - read.count() + 1 > most;
    }

    private static boolean isShort(TimeRange range) {
        return range.width().compareTo(SHORTEST) <= 0;
    }

    /** How many pages like these hold as many lines as are wanted, and one to be sure. */
    private static double wanted(LogPages read) {
        double perPage = (double) read.events().size() / read.count();
        return read.events().limit() / Math.max(1.0, perPage) + 1;
    }

    /** Where the part begins that should hold what is wanted; it is half of the range at most. */
    private static Instant newestPart(LogPages first, TimeRange range, Duration atLeast) {
        double wanted =
                Math.min(PAGES_PER_RANGE, wanted(first)) / first.expected().orElseThrow();
        double least =
                Math.max(LEAST_PART, (double) atLeast.toMillis() / range.width().toMillis());
        return range.at(1 - Math.min(0.5, Math.max(wanted, least)));
    }

    /** Keeps what was read of a range; if there is more, that is read first. */
    private Instant finish(LogPages read, TimeRange range) {
        while (isShort(range) && !read.has(range.until()) && pagesLeft > 0) {
            readOne(read);
        }
        if (read.has(range.until())) {
            events.addAll(read.events());
            return range.from();
        }
        if (isShort(range)) {
            return unread(range);
        }
        var begin = read.reached();
        if (!begin.isAfter(range.from())) {
            return readFrom(range.at(0.5), range);
        }
        var reached = read(range.startingAt(begin), Duration.ZERO);
        if (isEnough(reached, begin)) {
            return reached;
        }
        events.addAll(read.events());
        return range.from();
    }

    private boolean isWorthHalving(LogPages first, TimeRange range) {
        return eachAlone
                && !first.isWhole()
                && !isShort(range)
                && first.expected().orElse(0) >= WORTH_HALVING;
    }

    /** Of the older part one page has been read, so it is the longer one, and each has as many pages to come. */
    private Instant readHalves(LogPages older, TimeRange range) {
        double expected = older.expected().orElseThrow();
        var middle = range.at((expected + 1) / 2 / expected);
        var newer = pages.apply(range.startingAt(middle));
        readAtOnce(older, middle, newer);
        pagesLeft -= older.count() - 1 + newer.count();
        var reached = finish(newer, range.startingAt(middle));
        return isEnough(reached, middle) ? reached : finish(older, range.endingAt(middle));
    }

    /** When one fails or we are interrupted, the other is given up. */
    private static void readAtOnce(LogPages older, Instant middle, LogPages newer) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = threads.submit(() -> newer.readToEnd(PAGES_PER_RANGE));
            try {
                older.readTo(middle, PAGES_PER_RANGE);
                await(reading);
            } catch (RuntimeException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private static void await(Future<?> reading) {
        try {
            reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Reading logs was interrupted.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
