package sallyport.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import sallyport.request.RequestId;

/** An outlet that remembers what it was given, answers as told and may be kept from answering. */
public final class ScriptedOutlet implements Outlet {
    private final List<Page> given = new ArrayList<>();
    private final List<Page> shown = new ArrayList<>();
    private final Queue<Shown> answers = new ArrayDeque<>();
    private CountDownLatch open = new CountDownLatch(0);
    private int inside;
    private int mostInside;

    /** The next call gets this answer; when none is left, pages are shown. */
    public synchronized void answerNext(Shown answer) {
        answers.add(answer);
    }

    /** Calls wait until {@link #release}. */
    public synchronized void hold() {
        open = new CountDownLatch(1);
    }

    public synchronized void release() {
        open.countDown();
    }

    @Override
    public Shown show(RequestId run, Page page) {
        begin(page);
        awaitOpen();
        return end(page);
    }

    private synchronized void begin(Page page) {
        given.add(page);
        inside++;
        mostInside = Math.max(mostInside, inside);
    }

    private void awaitOpen() {
        try {
            latch().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch latch() {
        return open;
    }

    private synchronized Shown end(Page page) {
        inside--;
        var answer = answers.isEmpty() ? new Shown.Done() : answers.remove();
        if (answer instanceof Shown.Done) {
            shown.add(page);
        }
        return answer;
    }

    /** Every page it was called with, in order. */
    public synchronized List<Page> given() {
        return List.copyOf(given);
    }

    /** The pages people could read, in order. */
    public synchronized List<Page> shown() {
        return List.copyOf(shown);
    }

    /** How many calls were under way at the same time, at most. */
    public synchronized int mostInside() {
        return mostInside;
    }
}
