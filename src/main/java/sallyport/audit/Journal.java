package sallyport.audit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.Event;
import sallyport.request.Lifecycle;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Transition;

/**
 * The only way to change where a request stands: asks {@link Lifecycle}, writes phase and audit event as one, decides
 * again when somebody else was first, and tells the observers. Safe for use by many threads.
 */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** How often one write is tried before the caller hears that the store does not answer. */
    private static final int ATTEMPTS = 3;

    private final Ledger ledger;
    private final List<Consumer<LedgerEntry>> observers = new CopyOnWriteArrayList<>();

    public Journal(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Has the observer hear every entry after it was written, on the writer's thread: it must return at once and not
     * throw. Two entries of one request may arrive in either order; the higher version is the newer.
     */
    public void observe(Consumer<LedgerEntry> observer) {
        observers.add(observer);
    }

    /**
     * Stores a new request as received.
     *
     * @param mark names the slash command or click that asked; the same mark makes one request only
     */
    public Filed file(Request request, String mark) {
        return switch (create(request, mark)) {
            case Applied.Written written -> {
                tell(written.now(), "request.created");
                yield new Filed.Stored(written.now());
            }
            case Applied.Duplicate duplicate -> new Filed.Repeated(duplicate.earlier());
            case Applied.Conflict conflict ->
                throw new IllegalStateException(
                        "request id drawn twice: " + conflict.actual().request().id());
            case Applied.Frozen frozen -> throw new IllegalStateException("nothing is claimed by filing: " + frozen);
            case Applied.Unanswered unanswered -> new Filed.Unavailable(unanswered.cause());
        };
    }

    /** Lets an event act on a request. */
    public Recorded record(RequestId id, Event event) {
        try {
            return ledger.find(id).map(entry -> record(entry, event)).orElseGet(() -> new Recorded.NotFound(id));
        } catch (LedgerUnavailable e) {
            return new Recorded.Unavailable(e.explanation());
        }
    }

    /** Repeats a write that was not answered: the mark shows whether the first one arrived. */
    private Applied create(Request request, String mark) {
        var phase = new Phase.Received();
        var event = Chain.created(request, phase);
        var answer = ledger.create(request, phase, event, mark);
        for (int attempt = 1; attempt < ATTEMPTS && answer instanceof Applied.Unanswered; attempt++) {
            answer = ledger.create(request, phase, event, mark);
        }
        if (answer instanceof Applied.Duplicate(var earlier) && earlier.equals(request.id())) {
            return find(earlier).<Applied>map(Applied.Written::new).orElse(answer);
        }
        return answer;
    }

    private Optional<LedgerEntry> find(RequestId id) {
        try {
            return ledger.find(id);
        } catch (LedgerUnavailable e) {
            LOG.atWarn().addKeyValue("request", id).log("journal.not-read-back: {}", e.explanation());
            return Optional.empty();
        }
    }

    private Recorded record(LedgerEntry found, Event event) {
        var entry = found;
        while (true) {
            switch (Lifecycle.decide(entry.request(), entry.phase(), event)) {
                case Transition.Refused refused -> {
                    return new Recorded.Refused(entry, refused.why());
                }
                case Transition.Moves moves -> {
                    switch (write(entry, event, moves)) {
                        case Applied.Written written -> {
                            tell(written.now(), moves.type());
                            return new Recorded.Moved(entry.phase(), written.now());
                        }
                        case Applied.Conflict conflict -> entry = conflict.actual();
                        case Applied.Frozen frozen -> {
                            return new Recorded.Refused(frozen.actual(), Refusal.FROZEN);
                        }
                        case Applied.Unanswered unanswered -> {
                            return new Recorded.Unavailable(unanswered.cause());
                        }
                        case Applied.Duplicate duplicate ->
                            throw new IllegalStateException("a transition has no mark: " + duplicate);
                    }
                }
            }
        }
    }

    /**
     * Writes, and repeats a write that was not answered. The repeat carries the same event: if the first one arrived
     * after all, the chain ends with it, which no other write can bring about.
     */
    private Applied write(LedgerEntry entry, Event event, Transition.Moves moves) {
        var link = Chain.moved(entry, event, moves.to(), moves.type());
        var answer = ledger.apply(entry, moves.to(), link);
        for (int attempt = 1; attempt < ATTEMPTS && answer instanceof Applied.Unanswered; attempt++) {
            answer = ledger.apply(entry, moves.to(), link);
        }
        if (answer instanceof Applied.Conflict(var actual)
                && actual.head().hash().equals(link.hash())) {
            return new Applied.Written(actual);
        }
        return answer;
    }

    private void tell(LedgerEntry now, String type) {
        LOG.atInfo()
                .addKeyValue("request", now.request().id().value())
                .addKeyValue("version", now.version())
                .log(type);
        observers.forEach(observer -> observer.accept(now));
    }
}
