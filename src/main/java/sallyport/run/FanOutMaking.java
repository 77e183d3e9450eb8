package sallyport.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sallyport.audit.FanOuts;
import sallyport.audit.Filed;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.request.Conditions;
import sallyport.request.FanOut;
import sallyport.request.Request;
import sallyport.request.Selector;

/**
 * Makes the requests for the other tasks out of the one that was asked for all of them. Each has an id that follows
 * from the first one's, and each holds the whole list of tasks, so the first of them that is stored settles the list:
 * whoever goes on after a crash, or at the same time, makes the same ones and none twice.
 */
final class FanOutMaking {
    private final Ledger ledger;
    private final Journal journal;
    private final Containers containers;
    private final FanOuts fanOuts;

    FanOutMaking(Ledger ledger, Journal journal, Containers containers) {
        this.ledger = ledger;
        this.journal = journal;
        this.containers = containers;
        this.fanOuts = new FanOuts(ledger);
    }

    /** The tasks that were settled, or those that run now if they are not too many. */
    RunningTasks tasks(Request first, FanOut.First fanOut) {
        return fanOuts.settled(first.id())
                .<RunningTasks>map(settled -> new RunningTasks.Found(settled.tasks()))
                .orElseGet(() -> switch (containers.tasks(first.selector())) {
                    case RunningTasks.Found(var ids)
                    when ids.size() > fanOut.most() ->
                        new RunningTasks.Impossible(StartFailures.tooManyTasks(first, ids.size(), fanOut.most()));
                    case RunningTasks other -> other;
                });
    }

    /**
     * Stores what is not stored yet, in the order of the tasks.
     *
     * @return whether all are stored; if not, the ledger did not answer or another list was settled meanwhile, and it
     *     is to be begun again
     */
    boolean store(Request first, FanOut.First fanOut, List<String> tasks) {
        return IntStream.rangeClosed(2, tasks.size())
                .mapToObj(number -> new FanOut.Other(first.id(), fanOut.most(), tasks, number))
                .allMatch(other -> stored(first, other).flatMap(FanOuts::other).equals(Optional.of(other)));
    }

    private Optional<LedgerEntry> stored(Request first, FanOut.Other other) {
        return switch (journal.file(request(first, other), "fan-out:" + first.id() + ":" + other.number())) {
            case Filed.Stored(var entry) -> Optional.of(entry);
            case Filed.Repeated(var earlier) -> ledger.find(earlier);
            case Filed.Unavailable _ -> Optional.empty();
        };
    }

    /** The same as the first on the same terms, for the task of its number and no other. */
    private static Request request(Request first, FanOut.Other other) {
        var task = other.tasks().get(other.number() - 1);
        return new Request(
                first.id().other(other.number()),
                first.requester(),
                first.channel(),
                on(first.selector(), task),
                first.argv(),
                first.exitCode(),
                first.rule(),
                first.policyVersion(),
                first.quorum(),
                first.reason(),
                first.askedAt(),
                first.expiresAt(),
                first.startWithin(),
                first.deadline(),
                conditions(first.conditions(), other));
    }

    /** The same container of one task. */
    static Selector on(Selector selector, String task) {
        return new Selector(selector.alias(), Optional.of(task), selector.container());
    }

    private static Conditions conditions(Conditions first, FanOut.Other other) {
        return new Conditions(
                first.ticket(),
                first.binding(),
                first.outputLimit(),
                first.review(),
                first.confirmation(),
                first.escalation(),
                first.audience(),
                first.concurrency(),
                Optional.of(other),
                first.reported());
    }

    FanOuts.State state(FanOut.Other other) {
        return fanOuts.state(other);
    }
}
