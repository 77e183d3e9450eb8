package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Finds the newest lines of a time range, of which {@code FilterLogEvents} gives the oldest first.
 *
 * <p>How far the first page reached tells how many pages the range has. Is that more than the lines wanted should take,
 * only the newest part is read, and what is older while there are too few; the parts grow, so that a guess gone wrong
 * costs a few pages. Are they several and all wanted, two halves are read at once. Not thread-safe.
 */
final class NewestFirst {
    /** Pages read of one range before it is split; each is up to 1 MB. */
    static final int PAGES_PER_RANGE = 10;

    /** Pages read in all; beyond that the reader is given what there is. A group answers about five a second. */
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
    private final boolean mayBeHalved;
    private int pagesRead;

    /**
     * @param events where those are added that were found
     * @param mayBeHalved false when a line cannot be judged without the one before it
     */
    NewestFirst(NewestEvents events, boolean mayBeHalved) {
        this.events = events;
        this.mayBeHalved = mayBeHalved;
    }

    /**
     * @param pages of a part of the range, none of them read yet
     * @return the moment since which nothing was left out: later than the range begins if there were enough newer
     *     lines, or too many pages
     */
    Instant read(TimeRange range, Function<TimeRange, LogPages> pages) {
        return read(range, Duration.ZERO, pages);
    }

    /** @param atLeast how much of the range is read, if not all of it */
    private Instant read(TimeRange range, Duration atLeast, Function<TimeRange, LogPages> pages) {
        if (pagesRead >= MAX_PAGES) {
            return range.after();
        }
        var first = pages.apply(range);
        first.readOne();
        if (isTooMuch(first, range)) {
            pagesRead++;
            return readFrom(newestPart(first, range, atLeast), range, pages);
        }
        if (isWorthHalving(first, range)) {
            return readHalves(first, range, pages);
        }
        first.readToEnd(isShort(range) ? MAX_PAGES - pagesRead : PAGES_PER_RANGE);
        pagesRead += first.count();
        return finish(first, range, pages);
    }

    private Instant readFrom(Instant begin, TimeRange range, Function<TimeRange, LogPages> pages) {
        var newest = range.startingAt(begin);
        var reached = read(newest, Duration.ZERO, pages);
        return isEnough(reached, begin)
                ? reached
                : read(range.endingAt(begin), newest.width().multipliedBy(GROWTH), pages);
    }

    private static boolean isTooMuch(LogPages first, TimeRange range) {
        double expected = first.expected().orElse(0);
        return !first.isWhole() && !isShort(range) && expected > Math.min(PAGES_PER_RANGE, 2 * wanted(first));
    }

    private static boolean isShort(TimeRange range) {
        return range.width().compareTo(SHORTEST) <= 0;
    }

    /** How many pages like the first hold as many lines as are wanted, and one to be sure. */
    private static double wanted(LogPages first) {
        return first.events().limit() / Math.max(1.0, first.events().size()) + 1;
    }

    /** Where the part begins that should hold what is wanted; it is half of the range at most. */
    private static Instant newestPart(LogPages first, TimeRange range, Duration atLeast) {
        double wanted =
                Math.min(PAGES_PER_RANGE, wanted(first)) / first.expected().orElseThrow();
        double least =
                Math.max(LEAST_PART, (double) atLeast.toMillis() / range.width().toMillis());
        return range.at(1 - Math.min(0.5, Math.max(wanted, least)));
    }

    private boolean isEnough(Instant reached, Instant begin) {
        return reached.isAfter(begin) || events.fullSince(begin);
    }

    /** Keeps what was read of a range; if there is more, that is read first. */
    private Instant finish(LogPages read, TimeRange range, Function<TimeRange, LogPages> pages) {
        if (read.has(range.until())) {
            events.addAll(read.events());
            return range.from();
        }
        if (isShort(range)) {
            return range.after();
        }
        var begin = read.reached();
        if (!begin.isAfter(range.from())) {
            return readFrom(range.at(0.5), range, pages);
        }
        var reached = read(range.startingAt(begin), Duration.ZERO, pages);
        if (isEnough(reached, begin)) {
            return reached;
        }
        events.addAll(read.events());
        return range.from();
    }

    private boolean isWorthHalving(LogPages first, TimeRange range) {
        return mayBeHalved
                && !first.isWhole()
                && !isShort(range)
                && first.expected().orElse(0) >= WORTH_HALVING;
    }

    /** The older half is the smaller one, as a page of it has been read. */
    private Instant readHalves(LogPages older, TimeRange range, Function<TimeRange, LogPages> pages) {
        double expected = older.expected().orElseThrow();
        var middle = range.at((expected + 1) / 2 / expected);
        var newer = pages.apply(range.startingAt(middle));
        readAtOnce(older, middle, newer);
        pagesRead += older.count() + newer.count();
        var reached = finish(newer, range.startingAt(middle), pages);
        return isEnough(reached, middle) ? reached : finish(older, range.endingAt(middle), pages);
    }

    private static void readAtOnce(LogPages older, Instant middle, LogPages newer) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = CompletableFuture.runAsync(() -> newer.readToEnd(PAGES_PER_RANGE), threads);
            older.readTo(middle, PAGES_PER_RANGE);
            reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
