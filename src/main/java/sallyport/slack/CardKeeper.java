package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Freeze;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.run.AgentWaits;

/**
 * Keeps every request's card true: the only writer of cards, always from what the ledger says now. Hears each move of
 * the {@link Journal}, and looks through all unfinished requests at the start and every {@value #SWEEP_SECONDS} s, so
 * that whatever was killed in between, the thread comes to show the end.
 *
 * <p>Replicas take turns: a round is done under a lease, so that two of them do not both post a card, and on what the
 * ledger says after the lease was taken, so that no older story overwrites a newer one. A replica that changed the
 * request itself waits for its turn; one that only came by on its sweep leaves it to the other.
 *
 * <p>Slack has no idempotent way to post: after an unanswered or unremembered post a second card may appear, and the
 * first one's buttons are refused, because only the remembered card counts.
 */
public final class CardKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardKeeper.class);
    private static final int SWEEP_SECONDS = 5;

    /** Of the cards that only wait, how many are looked at again in one sweep after a start. */
    static final int LEISURELY = 8;

    private static final Duration RETRY = Duration.ofSeconds(2);

    /** How soon somebody who has something to show asks for the turn again; a round mostly takes less. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);

    private final SlackApi slack;
    private final SlackHooks hooks;
    private final Ledger ledger;
    private final Journal journal;
    private final SlackThreads threads;
    private final ReplyAddresses addresses;
    private final GlassDesk glass;
    private final AgentWaits agents;
    private final EndListener afterEnd;
    private final CardTurns turns;
    private final InstantSource clock;

    private final Lanes<RequestId> lanes = new Lanes<>(this::bringUpToDate);
    private final Map<RequestId, Shown> shown = new ConcurrentHashMap<>();
    /** Whose owners were told, and whose card is not posted yet. */
    private final Set<RequestId> ownersTold = ConcurrentHashMap.newKeySet();
    /** Cards that Slack took and the ledger has not. */
    private final Map<RequestId, MessageRef> posted = new ConcurrentHashMap<>();
    /** What changed here and was not shown since. */
    private final Set<RequestId> changed = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("card-sweep").unstarted(task));

    /** A card as this process last saw it taken by Slack. */
    private record Shown(long version, Optional<Ahead> waitsFor, SlackMessage card) {
        Shown(Story story, SlackMessage card) {
            this(story.entry().version(), story.waitsFor(), card);
        }
    }

    /**
     * @param agents what requests wait for before they can start
     * @param afterEnd told once the thread shows an end, with the card; may block
     */
    public CardKeeper(
            SlackApi slack,
            SlackHooks hooks,
            Ledger ledger,
            Journal journal,
            SlackThreads threads,
            ReplyAddresses addresses,
            GlassDesk glass,
            AgentWaits agents,
            EndListener afterEnd,
            CardTurns turns,
            InstantSource clock) {
        this.slack = slack;
        this.hooks = hooks;
        this.ledger = ledger;
        this.journal = journal;
        this.threads = threads;
        this.addresses = addresses;
        this.glass = glass;
        this.agents = agents;
        this.afterEnd = afterEnd;
        this.turns = turns;
        this.clock = clock;
    }

    /** Begins to listen and to sweep. */
    public void start() {
        journal.observe(entry -> changed(entry.request().id()));
        agents.observe(this::changed);
        var _ = timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        lanes.close();
    }

    private void changed(RequestId id) {
        changed.add(id);
        lanes.ask(id);
    }

    private void sweep() {
        try {
            var unfinished = ledger.unfinished();
            var freeze = freeze(unfinished);
            due(unfinished, entry -> seen(entry, unfinished, freeze))
                    .forEach(entry -> lanes.ask(entry.request().id()));
        } catch (LedgerUnavailable e) {
            LOG.warn("cards.sweep-skipped: {}", e.explanation());
        } catch (RuntimeException e) {
            LOG.error("cards.sweep-failed", e);
        }
    }

    /** Asked for only if there is something that it keeps waiting. */
    private Optional<Freeze> freeze(List<LedgerEntry> unfinished) {
        return unfinished.stream().anyMatch(entry -> entry.phase() instanceof Phase.Approved)
                ? ledger.installation().freeze()
                : Optional.empty();
    }

    /** What this process knows of a card. */
    enum Seen {
        NEVER,
        /** As it was before something happened to its request, or to what is in front of it. */
        EARLIER,
        AS_IT_IS
    }

    private Seen seen(LedgerEntry entry, List<LedgerEntry> unfinished, Optional<Freeze> freeze) {
        var card = Optional.ofNullable(shown.get(entry.request().id()));
        if (card.isEmpty()) {
            return Seen.NEVER;
        }
        boolean same = card.get().version() == entry.version()
                && (!(entry.phase() instanceof Phase.Approved approved)
                        || card.get().waitsFor().equals(Ahead.of(entry.request(), approved, unfinished, freeze)));
        return same ? Seen.AS_IT_IS : Seen.EARLIER;
    }

    /**
     * Whose cards need a round in this sweep. A process that has just started has seen none of them; most only wait and
     * are as they should be, so they are looked at a few at a time, lest all replicas ask for all of them at once.
     */
    static List<LedgerEntry> due(List<LedgerEntry> unfinished, Function<LedgerEntry, Seen> seen) {
        var urgent = unfinished.stream().filter(entry -> isUrgent(entry, seen.apply(entry)));
        var others = unfinished.stream()
                .filter(entry -> !isUrgent(entry, seen.apply(entry)) && seen.apply(entry) == Seen.NEVER)
                .limit(LEISURELY);
        return Stream.concat(urgent, others).toList();
    }

    /** A card of a start changes with time, and an end has to be told, whatever was shown. */
    private static boolean isUrgent(LedgerEntry entry, Seen seen) {
        return switch (entry.phase()) {
            case Phase.Starting _, Phase.Ended _ -> true;
            case Phase.Running _ -> seen != Seen.AS_IT_IS;
            case Phase.Received _, Phase.Pending _, Phase.Approved _ ->
                entry.card().isEmpty() || seen == Seen.EARLIER;
        };
    }

    /** One round for one request, if it is our turn; answers with a pause if another is needed. */
    private Optional<Duration> bringUpToDate(RequestId id) {
        try {
            if (!turns.take(id)) {
                return changed.contains(id) ? Optional.of(ASK_AGAIN) : Optional.empty();
            }
            changed.remove(id);
            return inTurn(id);
        } catch (LedgerUnavailable e) {
            LOG.atWarn().addKeyValue("request", id).log("card.waits: {}", e.explanation());
            return Optional.of(RETRY);
        }
    }

    /**
     * A ledger that stops answering in the middle leaves us the turn: we know what we have posted, and the others would
     * post it again.
     */
    private Optional<Duration> inTurn(RequestId id) {
        var pause = ledger.find(id).flatMap(this::show);
        release(id);
        return pause;
    }

    private Optional<Duration> show(LedgerEntry entry) {
        if (entry.endShown()) {
            forget(entry.request().id());
            return Optional.empty();
        }
        var story = Story.read(ledger, entry, clock.instant())
                .whileStarts(agents.of(entry.request().id()));
        return entry.card().map(card -> edit(story, card)).orElseGet(() -> post(story));
    }

    private void release(RequestId id) {
        try {
            turns.end(id);
        } catch (LedgerUnavailable e) {
            LOG.atWarn()
                    .addKeyValue("request", id)
                    .log("card.turn-not-released, it ends by itself: {}", e.explanation());
        }
    }

    /** Owners hear of broken glass before there is a card, so that no process dies between the two unheard. */
    private Optional<Duration> post(Story story) {
        var id = story.request().id();
        if (!ownersTold.contains(id) && !glass.tellOwners(story.request())) {
            return Optional.of(RETRY);
        }
        ownersTold.add(id);
        return postCard(story);
    }

    private Optional<Duration> postCard(Story story) {
        var earlier = Optional.ofNullable(posted.get(story.request().id()));
        return earlier.map(card -> remember(story.request().id(), card)).orElseGet(() -> postNewCard(story));
    }

    private Optional<Duration> remember(RequestId id, MessageRef card) {
        ledger.cardPosted(id, card);
        posted.remove(id);
        ownersTold.remove(id);
        addresses.forget(id);
        return Optional.of(Duration.ZERO);
    }

    private Optional<Duration> postNewCard(Story story) {
        var id = story.request().id();
        var card = Cards.card(story);
        return switch (slack.post(story.request().channel(), card)) {
            case Called.Ok<MessageRef>(var ref) -> {
                posted.put(id, ref);
                shown.put(id, new Shown(story, card));
                yield remember(id, ref);
            }
            case Called.RateLimited<MessageRef>(var pause) -> Optional.of(pause);
            case Called.Refused<MessageRef> refused when refused.mayPass() -> Optional.of(RETRY);
            case Called.Refused<MessageRef>(var error) -> giveUp(story, error);
            case Called.Unanswered<MessageRef> _ -> Optional.of(RETRY);
        };
    }

    private Optional<Duration> edit(Story story, MessageRef ref) {
        var id = story.request().id();
        var card = Cards.card(story);
        var latest = Optional.ofNullable(shown.get(id));
        if (latest.filter(old -> old.card().equals(card)).isPresent()) {
            shown.put(id, new Shown(story, card));
            return settle(story, ref);
        }
        return switch (slack.update(ref, card)) {
            case Called.Ok<MessageRef> _ -> {
                shown.put(id, new Shown(story, card));
                yield settle(story, ref);
            }
            case Called.RateLimited<MessageRef>(var pause) -> Optional.of(pause);
            case Called.Refused<MessageRef> refused when refused.mayPass() -> Optional.of(RETRY);
            case Called.Refused<MessageRef>(var error) -> {
                shown.put(id, new Shown(story, card));
                yield giveUp(story, error);
            }
            case Called.Unanswered<MessageRef> _ -> Optional.of(RETRY);
        };
    }

    private Optional<Duration> settle(Story story, MessageRef card) {
        if (!(story.phase() instanceof Phase.Ended)) {
            return Optional.empty();
        }
        return switch (threads.tellEnd(story, card)) {
            case SlackThreads.Told.Yes _ -> {
                finish(story.entry());
                afterEnd.endShown(story, card);
                yield Optional.empty();
            }
            case SlackThreads.Told.Later(var pause) -> Optional.of(pause);
            case SlackThreads.Told.Never(var error) -> giveUp(story, error);
        };
    }

    /** Nobody can see the card, so nobody can agree to it: what has not started will not. What runs, runs on. */
    private Optional<Duration> giveUp(Story story, String error) {
        var id = story.request().id();
        LOG.atError().addKeyValue("request", id).log("card.unshowable error={}", error);
        switch (story.phase()) {
            case Phase.Received _, Phase.Pending _, Phase.Approved _ -> callOff(id, error);
            case Phase.Starting _, Phase.Running _ -> threads.giveUp(id);
            case Phase.Ended _ -> finish(story.entry());
        }
        return Optional.empty();
    }

    private void callOff(RequestId id, String error) {
        journal.record(id, new Event.StopAsked(Actor.component("cards"), true, clock.instant()));
        addresses.take(id).ifPresent(address -> hooks.whisper(address, Unreachable.card(id, error)));
    }

    private void finish(LedgerEntry entry) {
        var id = entry.request().id();
        ledger.endShown(id);
        forget(id);
    }

    private void forget(RequestId id) {
        ownersTold.remove(id);
        posted.remove(id);
        threads.forget(id);
        shown.remove(id);
    }
}
