package sallyport.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Something that happened to a request, or that somebody asked for. {@link Lifecycle} decides what follows. */
public sealed interface Event {
    /** When it happened, by the clock of the replica that reports it. */
    Instant at();

    /** Who did it. */
    Actor by();

    /**
     * AWS answered where it would run.
     *
     * @param tasks on how many tasks it runs together with the requests it made for the others, itself included
     */
    record TargetResolved(Target target, int tasks, Instant at) implements Event {
        /** On that task alone. */
        public TargetResolved(Target target, Instant at) {
            this(target, 1, at);
        }

        @Override
        public Actor by() {
            return Actor.component("resolver");
        }
    }

    /** It cannot be started: found out before anybody claimed it. */
    record StartRefused(StartFailure cause, Actor by, Instant at) implements Event {}

    /**
     * A person agreed.
     *
     * @param groups the groups the person is in now, of those that may ever agree to it
     * @param shown the digest of what the person was shown
     */
    record ApprovalGiven(Person person, Set<String> groups, Digest shown, Instant at) implements Event {
        public ApprovalGiven {
            groups = Set.copyOf(groups);
        }

        @Override
        public Actor by() {
            return Actor.human(person);
        }
    }

    /**
     * A person said no.
     *
     * @param eligible whether the person may review this request now
     */
    record DenialGiven(Person person, boolean eligible, String reason, Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.human(person);
        }
    }

    /** Somebody wants it not to start, or to end if it runs. */
    record StopAsked(Actor by, boolean eligible, Instant at) implements Event {}

    /**
     * Somebody lets a run go on for longer.
     *
     * @param eligible whether the person may do so now
     * @param amount how much longer, as far as {@link Extension#longest} allows
     * @param reason the person's words, if given
     */
    record ExtensionAsked(Person person, boolean eligible, Duration amount, Optional<String> reason, Instant at)
            implements Event {
        @Override
        public Actor by() {
            return Actor.human(person);
        }
    }

    /**
     * The holder of the token has waited until the deadline and will end the run; unless that is no longer the
     * deadline.
     *
     * @param deadline until when it waited
     */
    record DeadlineReached(String token, Instant deadline, Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.DEADLINE;
        }
    }

    /** A clock moved: is anything overdue? */
    record TimePassed(Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.component("timer");
        }
    }

    /**
     * What was approved no longer holds.
     *
     * @param changed a sentence for people: what changed
     */
    record BindingBroken(String changed, Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.component("claimer");
        }
    }

    /** A replica wants the right to start it. */
    record ClaimTaken(String token, Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.component("claimer");
        }
    }

    /** ECS opened a session for the holder of the token. */
    record SessionOpened(String token, Target target, String sessionId, Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.component("runner");
        }
    }

    /**
     * The run of the token's holder came to an end, perhaps before ECS was asked; {@code end} says how.
     *
     * @param output what was kept of its output; empty if it never had any
     */
    record RunEnded(String token, Phase.Outcome end, Optional<Output> output) implements Event {
        @Override
        public Instant at() {
            return end.at();
        }

        @Override
        public Actor by() {
            return Actor.component("runner");
        }
    }

    /**
     * The holder of {@code from} gave no sign of life, and another replica takes its right in order to settle what it
     * left. Nobody ever starts it again: a right to a start is used once or never.
     *
     * @param token the new holder's
     */
    record TakenOver(String from, String token, Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.component("recovery");
        }
    }

    /**
     * The holder of the token cannot say how it ended, or whether it began.
     *
     * @param started whether AWS is known to have opened a session for it
     */
    record SightLost(String token, String cause, boolean started, Instant at) implements Event {
        @Override
        public Actor by() {
            return Actor.component("recovery");
        }
    }
}
