package sallyport.output;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.RequestId;

/**
 * Keeps the message that shows a run's output up to date: always the newest state, one call at a time, no faster than
 * the {@link Pace}. Writers never wait for Slack. Safe for use by many threads; a virtual thread of its own does the
 * talking and ends after the last page was shown, or can never be.
 */
public final class LivePage implements OutputView {
    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

    /** How long the first bytes wait for company. */
    private static final Duration GATHER = Duration.ofMillis(150);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final RequestId run;
    private final Outlet outlet;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Pages pages = new Pages();
    private long totalBytes;
    private boolean dirty;
    private boolean last;

    private LivePage(RequestId run, Outlet outlet, Pace pace) {
        this.run = run;
        this.outlet = outlet;
        this.pace = pace;
    }

    public static LivePage open(RequestId run, Outlet outlet, Pace pace) {
        var page = new LivePage(run, outlet, pace);
        Thread.ofVirtual().name("page-" + run).start(page::keepUpToDate);
        return page;
    }

    @Override
    public void append(String text) {
        change(() -> {
            pages.append(text);
            totalBytes += text.getBytes(StandardCharsets.UTF_8).length;
        });
    }

    /** The page is shown once more, as the last one. */
    @Override
    public void finish() {
        change(() -> last = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            dirty = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keepUpToDate() {
        try {
            var retry = FIRST_RETRY;
            while (true) {
                var page = nextPage();
                switch (outlet.show(run, page)) {
                    case Shown.Done _ -> {
                        if (page.last()) {
                            return;
                        }
                        retry = FIRST_RETRY;
                    }
                    case Shown.TooFast tooFast -> tryAgainAfter(tooFast.retryAfter());
                    case Shown.Failed failed -> {
                        LOG.atWarn().addKeyValue("request", run).log("output.not-shown: " + failed.cause());
                        tryAgainAfter(retry);
                        retry = shorter(retry.multipliedBy(2), LONGEST_RETRY);
                    }
                    case Shown.Gone gone -> {
                        LOG.atWarn().addKeyValue("request", run).log("output.nowhere-to-show: " + gone.cause());
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Page nextPage() throws InterruptedException {
        lock.lock();
        try {
            while (!dirty) {
                changed.await();
            }
            gather();
            for (var wait = pace.take(last); !wait.isZero(); wait = pace.take(last)) {
                pause(wait);
            }
            dirty = false;
            return pages.page(totalBytes, last);
        } finally {
            lock.unlock();
        }
    }

    private void tryAgainAfter(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            dirty = true;
            long nanos = wait.toNanos();
            while (nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits with the lock released. A run that has just ended waits no longer for company, only for its turn. */
    private void gather() throws InterruptedException {
        long nanos = GATHER.toNanos();
        while (nanos > 0 && !last) {
            nanos = changed.awaitNanos(nanos);
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        long nanos = wait.toNanos();
        boolean wasLast = last;
        while (nanos > 0 && last == wasLast) {
            nanos = changed.awaitNanos(nanos);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
