package sallyport.slack;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sallyport.audit.LedgerEntry;
import sallyport.request.Alias;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.watch.ServiceState;
import sallyport.watch.TaskState;

/**
 * A service that has ECS Exec on, and what is known of its use.
 *
 * @param forNewTasks whether the service has it on, or only tasks that still run
 * @param tasks how many running tasks have it
 * @param atLeastSince when the oldest of them started; ECS does not keep when it was turned on
 * @param last who ran something there last through Sallyport
 * @param allSearched whether every request there ever was has been searched for it
 */
record ExecUse(
        Alias alias,
        boolean forNewTasks,
        long tasks,
        Optional<Instant> atLeastSince,
        Optional<Last> last,
        boolean allSearched) {
    /** How many of the latest requests are searched. */
    static final int SEARCHED = 1_000;

    /** @param at when it ended, or began if it still runs */
    record Last(Person by, Instant at, RequestId request) {}

    /**
     * Empty if exec is off.
     *
     * @param latest requests, the newest first
     */
    static Optional<ExecUse> of(Alias alias, ServiceState service, List<LedgerEntry> latest) {
        var open = service.tasks().stream()
                .filter(task -> task.isRunning() && task.execEnabled())
                .toList();
        return service.execEnabled() || !open.isEmpty()
                ? Optional.of(new ExecUse(
                        alias,
                        service.execEnabled(),
                        open.size(),
                        since(open),
                        last(alias, latest),
                        latest.size() < SEARCHED))
                : Optional.empty();
    }

    private static Optional<Instant> since(List<TaskState> open) {
        return open.stream()
                .flatMap(task -> task.startedAt().or(task::createdAt).stream())
                .min(Comparator.naturalOrder());
    }

    private static Optional<Last> last(Alias alias, List<LedgerEntry> latest) {
        return latest.stream()
                .filter(entry -> entry.request().selector().alias().equals(alias.name()))
                .flatMap(
                        entry -> used(entry.phase())
                                .map(at -> new Last(
                                        entry.request().requester(),
                                        at,
                                        entry.request().id()))
                                .stream())
                .findFirst();
    }

    private static Optional<Instant> used(Phase phase) {
        return switch (phase) {
            case Phase.Running running -> Optional.of(running.since());
            case Phase.Done(var _, var at) -> Optional.of(at);
            case Phase.Failed(var _, var at) -> Optional.of(at);
            case Phase.TimedOut(var at) -> Optional.of(at);
            case Phase.Revoked(var _, var at) -> Optional.of(at);
            case Phase.Lost(var _, var at) -> Optional.of(at);
            case Phase.Received _, Phase.Pending _, Phase.Approved _, Phase.Starting _, Phase.Ended _ ->
                Optional.empty();
        };
    }
}
