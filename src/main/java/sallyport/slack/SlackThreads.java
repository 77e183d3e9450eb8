package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.output.Outlet;
import sallyport.output.Page;
import sallyport.output.Shown;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * Shows output in the thread of a request's card, or to its requester alone: one message, edited with every page; the
 * last one also says how the run ended, whichever is known first. Safe for use by many threads, which wait for each
 * other per run.
 */
public final class SlackThreads implements Outlet {
    /** How long the end of a run waits for its last page before it is told in a message of its own. */
    private static final Duration LAST_PAGE_GRACE = Duration.ofSeconds(15);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final SlackApi slack;
    private final Ledger ledger;
    private final CardTurns turns;
    private final Attachments attachments;
    private final InstantSource clock;
    private final Map<RequestId, Live> live = new ConcurrentHashMap<>();

    public SlackThreads(SlackApi slack, Ledger ledger, CardTurns turns, Attachments attachments, InstantSource clock) {
        this.slack = slack;
        this.ledger = ledger;
        this.turns = turns;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** What this process knows of a run's message; guarded by its lock. */
    private static final class Live {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<MessageRef> message = Optional.empty();
        private Optional<Page> lastPage = Optional.empty();
        private boolean endTold;
        private boolean nowhere;
    }

    @Override
    public Shown show(RequestId run, Page page) {
        try {
            return ledger.find(run)
                    .map(entry -> show(entry, page))
                    .orElseGet(() -> new Shown.Gone("there is no such request"));
        } catch (LedgerUnavailable e) {
            return new Shown.Failed(e.explanation());
        }
    }

    private Shown show(LedgerEntry entry, Page page) {
        var run = live(entry.request().id());
        run.lock.lock();
        try {
            if (run.nowhere) {
                return new Shown.Gone("its card cannot be posted");
            }
            return entry.card()
                    .map(card -> render(run, entry, card, page))
                    .orElseGet(() -> new Shown.Failed("its card is not posted yet"));
        } finally {
            run.lock.unlock();
        }
    }

    private Shown render(Live run, LedgerEntry entry, MessageRef card, Page page) {
        if (page.last() && page.text().isBlank() && neverStarted(entry)) {
            return new Shown.Done();
        }
        var end = page.last() ? endToTell(run, entry) : Optional.<Story>empty();
        var message = OutputMessage.of(page, end);
        var called = run.message
                .map(posted -> slack.update(posted, message))
                .orElseGet(() -> first(entry.request(), card, message));
        if (called instanceof Called.Ok<MessageRef>(var posted)) {
            run.message = Optional.of(posted);
            run.lastPage = page.last() ? Optional.of(page) : Optional.empty();
            if (end.isPresent() && !isPrivate(entry.request())) {
                endTold(run, entry.request().id(), card, page);
            }
        }
        return shown(called);
    }

    /**
     * The end, if it is known and this replica may tell it. Another one may be about to, when the last page comes late;
     * then the page says nothing of it. The turn is ended by this replica's {@link CardKeeper}, which notes what was
     * told.
     */
    private Optional<Story> endToTell(Live run, LedgerEntry entry) {
        var id = entry.request().id();
        if (!(entry.phase() instanceof Phase.Ended) || entry.endShown()) {
            return Optional.empty();
        }
        if (isPrivate(entry.request())) {
            return Optional.of(Story.read(ledger, entry, clock.instant()));
        }
        return !run.endTold && turns.take(id)
                ? ledger.find(id)
                        .filter(latest -> !latest.endShown())
                        .map(latest -> Story.read(ledger, latest, clock.instant()))
                : Optional.empty();
    }

    private Called<MessageRef> first(Request request, MessageRef card, SlackMessage message) {
        return isPrivate(request)
                ? slack.post(new ChannelId(request.requester().userId()), message)
                : slack.reply(card, message);
    }

    private static boolean isPrivate(Request request) {
        return switch (request.conditions().audience()) {
            case THREAD -> false;
            case REQUESTER -> true;
        };
    }

    /** Then there is no output to be shown, not even none; its end is told in a message of its own. */
    private boolean neverStarted(LedgerEntry entry) {
        return Story.read(ledger, entry, clock.instant()).startedAt().isEmpty();
    }

    static Shown shown(Called<MessageRef> called) {
        return switch (called) {
            case Called.Ok<MessageRef> _ -> new Shown.Done();
            case Called.RateLimited<MessageRef>(var pause) -> new Shown.TooFast(pause);
            case Called.Refused<MessageRef> refused when refused.mayPass() -> new Shown.Failed(refused.error());
            case Called.Refused<MessageRef>(var error) -> new Shown.Gone(error);
            case Called.Unanswered<MessageRef>(var cause) -> new Shown.Failed(cause);
        };
    }

    /** Makes the thread say how a run ended. */
    Told tellEnd(Story story, MessageRef card) {
        var run = live(story.request().id());
        run.lock.lock();
        try {
            if (run.endTold) {
                return new Told.Yes();
            }
            if (run.lastPage.isEmpty() && aPageMayCome(run, story)) {
                return new Told.Later(LOOK_AGAIN);
            }
            return told(run, story, card);
        } finally {
            run.lock.unlock();
        }
    }

    /** What became of telling an end. */
    sealed interface Told {
        record Yes() implements Told {}

        record Later(Duration pause) implements Told {}

        record Never(String cause) implements Told {}
    }

    private Told told(Live run, Story story, MessageRef card) {
        boolean apart = isPrivate(story.request());
        var called = run.lastPage
                .filter(_ -> !apart)
                .flatMap(page ->
                        run.message.map(posted -> slack.update(posted, OutputMessage.of(page, Optional.of(story)))))
                .orElseGet(() -> slack.reply(card, OutputMessage.ending(story)));
        var place = apart ? run.message : Optional.of(card);
        return switch (shown(called)) {
            case Shown.Done _ -> {
                run.endTold = true;
                place.ifPresent(at -> run.lastPage.ifPresent(
                        page -> endTold(run, story.request().id(), at, page)));
                yield new Told.Yes();
            }
            case Shown.TooFast tooFast -> new Told.Later(tooFast.retryAfter());
            case Shown.Failed _ -> new Told.Later(LOOK_AGAIN);
            case Shown.Gone gone -> new Told.Never(gone.cause());
        };
    }

    private void endTold(Live run, RequestId id, MessageRef card, Page page) {
        run.endTold = true;
        if (page.skippedLines() > 0) {
            attachments.attachTranscript(id, card);
        }
    }

    /**
     * Whether the last page may be on its way here or in another replica. Of a run that was lost from sight, only here:
     * mostly it was lost because nobody is there any more who could show a page.
     */
    private boolean aPageMayCome(Live run, Story story) {
        boolean lost = story.phase() instanceof Phase.Lost || story.phase() instanceof Phase.Unknown;
        return story.startedAt().isPresent()
                && !(lost && run.message.isEmpty())
                && story.phase() instanceof Phase.Ended ended
                && Duration.between(ended.at(), clock.instant()).compareTo(LAST_PAGE_GRACE) < 0;
    }

    /** Tells writers that there is no thread and will be none. */
    void giveUp(RequestId id) {
        var run = live(id);
        run.lock.lock();
        try {
            run.nowhere = true;
        } finally {
            run.lock.unlock();
        }
    }

    /** Lets go of a run whose end is told. */
    void forget(RequestId id) {
        live.remove(id);
    }

    private Live live(RequestId id) {
        return live.computeIfAbsent(id, _ -> new Live());
    }
}
