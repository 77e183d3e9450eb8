package sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sallyport.request.Event;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/** Finds the requests that were made together, one for each task. Reads only. Safe for use by many threads. */
public final class FanOuts {
    private final Ledger ledger;

    public FanOuts(Ledger ledger) {
        this.ledger = ledger;
    }

    /** How far the requests of a fan-out are stored. */
    public enum State {
        /** The first one still makes the others. */
        INCOMPLETE,
        /** Every one of them is stored, and none will be added. */
        COMPLETE,
        /** The first one ended, or went on, without the others. */
        ABANDONED
    }

    /**
     * What the other tasks are, as they were settled by whoever stored the first of their requests; empty if none is
     * stored. Once the first request went on, this does not change any more: what a slow replica stores after that is
     * none of them.
     */
    public Optional<FanOut.Other> settled(RequestId first) {
        return ledger.find(first.other(2))
                .flatMap(FanOuts::other)
                .filter(other -> resolvedTasks(first)
                        .map(tasks -> tasks == other.tasks().size())
                        .orElse(true));
    }

    /** The same, found from any of the requests; empty where there are no others. */
    public Optional<FanOut.Other> settled(LedgerEntry entry) {
        return entry.request().fansOut() ? settled(entry.request().id()) : other(entry);
    }

    /** What makes the entry one of several, unless it is the first. */
    public static Optional<FanOut.Other> other(LedgerEntry entry) {
        return entry.request()
                .conditions()
                .fanOut()
                .filter(FanOut.Other.class::isInstance)
                .map(FanOut.Other.class::cast);
    }

    /**
     * Whether the requests that belong to this one are all stored. The first request says on how many tasks it runs by
     * the same write that makes it one to agree to, after it stored all the others; a request that is stored later, by
     * a replica that was slow, is none of them.
     */
    public State state(FanOut.Other other) {
        var first = ledger.find(other.first());
        if (first.filter(entry -> entry.phase() instanceof Phase.Received).isPresent()) {
            return State.INCOMPLETE;
        }
        return first.isPresent()
                        && resolvedTasks(other.first())
                                .equals(Optional.of(other.tasks().size()))
                ? State.COMPLETE
                : State.ABANDONED;
    }

    private Optional<Integer> resolvedTasks(RequestId first) {
        return ledger.events(first).stream()
                .map(event -> event.canonical().getBytes(StandardCharsets.UTF_8))
                .map(utf8 -> LinkReader.read(utf8, 0, utf8.length))
                .flatMap(link -> link.cause().stream())
                .filter(Event.TargetResolved.class::isInstance)
                .map(cause -> ((Event.TargetResolved) cause).tasks())
                .findFirst();
    }

    /** The requests that belong to this one and are stored, in the order of their tasks, itself included. */
    public List<LedgerEntry> together(LedgerEntry entry) {
        return entry.request()
                .conditions()
                .fanOut()
                .map(fanOut -> switch (fanOut) {
                    case FanOut.First _ ->
                        together(entry, settled(entry.request().id()));
                    case FanOut.Other other ->
                        ledger.find(other.first())
                                .map(first -> together(first, Optional.of(other)))
                                .orElse(List.of(entry));
                })
                .orElse(List.of(entry));
    }

    private List<LedgerEntry> together(LedgerEntry first, Optional<FanOut.Other> settled) {
        var all = new ArrayList<>(List.of(first));
        settled.ifPresent(other -> others(other).forEach(all::add));
        return List.copyOf(all);
    }

    private Stream<LedgerEntry> others(FanOut.Other settled) {
        return IntStream.rangeClosed(2, settled.tasks().size())
                .mapToObj(number -> ledger.find(settled.first().other(number)))
                .flatMap(Optional::stream);
    }
}
