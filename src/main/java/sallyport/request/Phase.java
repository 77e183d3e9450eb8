package sallyport.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a request stands. {@link Lifecycle} is the only place that makes one from another. The ends are write-once:
 * {@link Denied}, {@link Cancelled}, {@link Expired}, {@link Stale} and {@link NotStarted} promise that the command did
 * not and will not run; {@link Lost} says that it started and we lost sight of it; {@link Unknown} says that it may
 * have run.
 */
public sealed interface Phase {
    /** The token of whoever has the right to start or end it now, if somebody has. */
    default Optional<String> holder() {
        return switch (this) {
            case Starting starting -> Optional.of(starting.token());
            case Running running -> Optional.of(running.token());
            case Received _, Pending _, Approved _, Ended _ -> Optional.empty();
        };
    }

    /** Stored, and not yet looked up in AWS. */
    record Received() implements Phase {}

    /**
     * Waits for people.
     *
     * @param target where it would run
     * @param digest what they agree to
     * @param approvals who has agreed so far
     * @param escalated whether others may stand in for those who were asked first
     */
    record Pending(Target target, Digest digest, List<Approval> approvals, boolean escalated) implements Phase {
        public Pending {
            approvals = List.copyOf(approvals);
        }

        /** While only those who were asked first may agree. */
        public Pending(Target target, Digest digest, List<Approval> approvals) {
            this(target, digest, approvals, false);
        }

        /** The groups whose members may agree now. */
        public Set<String> reviewers(Request request) {
            return escalated ? request.objectors() : request.quorum().groups();
        }
    }

    /**
     * Enough people agreed, or none had to.
     *
     * @param startBy after this moment it may not start
     */
    record Approved(Target target, Digest digest, List<Approval> approvals, Instant startBy) implements Phase {
        public Approved {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * One replica has the right to start it, once.
     *
     * @param token the random name of that right
     * @param claimedAt when it was taken; the call is signed after it and no later than {@link Lifecycle#START_WINDOW}
     * @param stopAskedBy who asked to stop it, if somebody did: it is stopped as soon as it runs
     */
    record Starting(Target target, Digest digest, String token, Instant claimedAt, Optional<Actor> stopAskedBy)
            implements Phase {}

    /**
     * A session is open.
     *
     * @param target the container it runs in
     * @param sessionId the ECS Exec session
     * @param stopAskedBy who asked to stop it, if somebody did, or the component that found its time to be up
     * @param extension until when it may run, if somebody let it go on for longer than its rule says
     */
    record Running(
            Target target,
            Digest digest,
            String token,
            String sessionId,
            Instant since,
            Optional<Actor> stopAskedBy,
            Optional<Extension> extension)
            implements Phase {
        /** While it runs as long as its rule says. */
        public Running(
                Target target,
                Digest digest,
                String token,
                String sessionId,
                Instant since,
                Optional<Actor> stopAskedBy) {
            this(target, digest, token, sessionId, since, stopAskedBy, Optional.empty());
        }

        /** Whether it is being ended because its time was up. */
        public boolean timeIsUp() {
            return stopAskedBy.filter(Actor.DEADLINE::equals).isPresent();
        }

        /** When its time is up, by the clock of {@link #since}. */
        public Instant endsBy(Request request) {
            return extension.map(Extension::until).orElseGet(() -> since.plus(request.deadline()));
        }
    }

    /** Nothing more will happen. */
    sealed interface Ended extends Phase {
        Instant at();
    }

    /** How a run can end that somebody had the right to start. */
    sealed interface Outcome extends Ended {}

    /** The command ran to its end. */
    record Done(ExitStatus exit, Instant at) implements Outcome {}

    /** The session ended for a reason of its own: a protocol fault, the output limit. */
    record Failed(String cause, Instant at) implements Outcome {}

    /** It ran into its deadline and the session was terminated. */
    record TimedOut(Instant at) implements Outcome {}

    /** Somebody stopped it while it ran. */
    record Revoked(Actor by, Instant at) implements Outcome {}

    /** It started, and we lost sight of it; processes it started may still run. */
    record Lost(String cause, Instant at) implements Outcome {}

    /** Neither start nor non-start can be shown; it may have run. */
    record Unknown(String cause, Instant at) implements Ended {}

    /** An eligible person said no. */
    record Denied(Actor by, String reason, Instant at) implements Ended {}

    /** The requester took it back before it started. */
    record Cancelled(Actor by, Instant at) implements Ended {}

    /** Nobody agreed in time, or it was approved and could not start in time. */
    record Expired(Instant at) implements Ended {}

    /** What was approved is no longer what would run. */
    record Stale(String changed, Instant at) implements Ended {}

    /** ECS refused, or it was never asked. */
    record NotStarted(StartFailure cause, Instant at) implements Outcome {}
}
