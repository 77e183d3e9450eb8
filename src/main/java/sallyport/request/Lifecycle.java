package sallyport.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Phase.Approved;
import sallyport.request.Phase.Ended;
import sallyport.request.Phase.Pending;
import sallyport.request.Phase.Received;
import sallyport.request.Phase.Running;
import sallyport.request.Phase.Starting;
import sallyport.request.Transition.Moves;
import sallyport.request.Transition.Refused;

/**
 * The state machine of a request, and the only place where a {@link Phase} is made from another. Pure: the same
 * request, phase and event always give the same transition, and no clock is read. Whoever applies a transition writes
 * it together with its audit event, on the condition that the phase is still the one decided on.
 */
public final class Lifecycle {
    /**
     * How long after its claim the holder may send the one call that starts a command; later it gives up unsent. With
     * the five minutes that AWS honours a signature (SigV4), this bounds when a start can still happen.
     */
    public static final Duration START_WINDOW = Duration.ofSeconds(10);

    private static final String TAKEN_OVER = "run.taken-over";
    private static final String STOP_ASKED = "revoke.asked";

    private Lifecycle() {}

    public static Transition decide(Request request, Phase phase, Event event) {
        return switch (phase) {
            case Received _ -> received(request, event);
            case Pending pending -> pending(request, pending, event);
            case Approved approved -> approved(request, approved, event);
            case Starting starting -> starting(request, starting, event);
            case Running running -> running(request, running, event);
            case Ended _ -> new Refused(Refusal.ALREADY_ENDED);
        };
    }

    private static Transition received(Request request, Event event) {
        return switch (event) {
            case Event.TargetResolved e -> resolved(request, e);
            case Event.StartRefused e -> new Moves(new Phase.NotStarted(e.cause(), e.at()), "run.not-started");
            case Event.StopAsked e -> cancel(e);
            case Event.TimePassed e -> expireUnless(e.at().isBefore(request.expiresAt()), e);
            case Event.ApprovalGiven _, Event.DenialGiven _ -> new Refused(Refusal.NOT_PENDING);
            case Event.BindingBroken _, Event.ClaimTaken _, Event.SessionOpened _, Event.RunEnded _ ->
                new Refused(Refusal.NOT_APPROVED);
            case Event.SightLost _, Event.TakenOver _, Event.ExtensionAsked _, Event.DeadlineReached _ ->
                new Refused(Refusal.NOT_RUNNING);
        };
    }

    private static Transition resolved(Request request, Event.TargetResolved event) {
        var pending = new Pending(event.target(), Digest.of(request, event.target()), List.of());
        if (request.quorum().needsNobody()) {
            return new Moves(approve(request, pending, List.of(), event), "request.allowed");
        }
        return new Moves(pending, "request.resolved");
    }

    private static Approved approve(Request request, Pending pending, List<Approval> approvals, Event event) {
        return new Approved(
                pending.target(), pending.digest(), approvals, event.at().plus(request.startWithin()));
    }

    private static Transition pending(Request request, Pending pending, Event event) {
        return switch (event) {
            case Event.ApprovalGiven e -> review(request, pending, e);
            case Event.DenialGiven e -> deny(request, e);
            case Event.StopAsked e -> cancel(e);
            case Event.BindingBroken e -> new Moves(new Phase.Stale(e.changed(), e.at()), "request.stale");
            case Event.TimePassed e -> wait(request, pending, e);
            case Event.TargetResolved _ -> new Refused(Refusal.NOTHING_TO_DO);
            case Event.StartRefused _, Event.ClaimTaken _, Event.SessionOpened _, Event.RunEnded _ ->
                new Refused(Refusal.NOT_APPROVED);
            case Event.SightLost _, Event.TakenOver _, Event.ExtensionAsked _, Event.DeadlineReached _ ->
                new Refused(Refusal.NOT_RUNNING);
        };
    }

    private static Transition wait(Request request, Pending pending, Event.TimePassed event) {
        boolean inTime = event.at().isBefore(request.expiresAt());
        boolean escalates = request.escalatesAt()
                .filter(instant -> !event.at().isBefore(instant))
                .isPresent();
        return inTime && escalates && !pending.escalated()
                ? new Moves(
                        new Pending(pending.target(), pending.digest(), pending.approvals(), true), "request.escalated")
                : expireUnless(inTime, event);
    }

    private static Transition review(Request request, Pending pending, Event.ApprovalGiven event) {
        if (!event.at().isBefore(request.expiresAt())) {
            return new Refused(Refusal.EXPIRED);
        }
        if (event.person().equals(request.requester())) {
            return new Refused(Refusal.SELF_REVIEW);
        }
        if (Collections.disjoint(event.groups(), pending.reviewers(request))) {
            return new Refused(Refusal.NOT_ELIGIBLE);
        }
        if (!event.shown().equals(pending.digest())) {
            return new Refused(Refusal.CHANGED);
        }
        if (pending.approvals().stream().anyMatch(a -> a.by().equals(event.person()))) {
            return new Refused(Refusal.ALREADY_COUNTED);
        }
        return count(request, pending, event);
    }

    private static Transition count(Request request, Pending pending, Event.ApprovalGiven event) {
        var approvals = new ArrayList<>(pending.approvals());
        approvals.add(new Approval(event.person(), counting(request, pending, event.groups()), event.at()));
        if (request.quorum().isMetBy(approvals)) {
            return new Moves(approve(request, pending, approvals, event), "approval.completed");
        }
        return new Moves(
                new Pending(pending.target(), pending.digest(), approvals, pending.escalated()), "approval.added");
    }

    /** For which groups somebody agrees: who stands in does so for any, and the trail tells that it was so. */
    private static Set<String> counting(Request request, Pending pending, Set<String> groups) {
        boolean standsIn = pending.escalated()
                && request.conditions()
                        .escalation()
                        .filter(escalation -> groups.contains(escalation.group()))
                        .isPresent();
        return standsIn ? request.objectors() : own(request, groups);
    }

    private static Set<String> own(Request request, Set<String> groups) {
        var own = new HashSet<>(groups);
        own.retainAll(request.quorum().groups());
        return own;
    }

    private static Transition deny(Request request, Event.DenialGiven event) {
        if (event.person().equals(request.requester())) {
            return new Refused(Refusal.SELF_REVIEW);
        }
        if (!event.eligible()) {
            return new Refused(Refusal.NOT_ELIGIBLE);
        }
        return new Moves(new Phase.Denied(event.by(), event.reason(), event.at()), "request.denied");
    }

    private static Transition cancel(Event.StopAsked event) {
        return event.eligible()
                ? new Moves(new Phase.Cancelled(event.by(), event.at()), "request.cancelled")
                : new Refused(Refusal.NOT_ELIGIBLE);
    }

    private static Transition expireUnless(boolean inTime, Event event) {
        return inTime
                ? new Refused(Refusal.NOTHING_TO_DO)
                : new Moves(new Phase.Expired(event.at()), "request.expired");
    }

    private static Transition approved(Request request, Approved approved, Event event) {
        return switch (event) {
            case Event.ClaimTaken e -> claim(approved, e);
            case Event.BindingBroken e -> new Moves(new Phase.Stale(e.changed(), e.at()), "request.stale");
            case Event.StartRefused e -> new Moves(new Phase.NotStarted(e.cause(), e.at()), "run.not-started");
            case Event.StopAsked e -> cancel(e);
            case Event.DenialGiven e -> deny(request, e);
            case Event.TimePassed e -> expireUnless(e.at().isBefore(approved.startBy()), e);
            case Event.ApprovalGiven _ -> new Refused(Refusal.NOT_PENDING);
            case Event.TargetResolved _ -> new Refused(Refusal.NOTHING_TO_DO);
            case Event.SessionOpened _, Event.RunEnded _ -> new Refused(Refusal.WRONG_TOKEN);
            case Event.SightLost _, Event.TakenOver _, Event.ExtensionAsked _, Event.DeadlineReached _ ->
                new Refused(Refusal.NOT_RUNNING);
        };
    }

    private static Transition claim(Approved approved, Event.ClaimTaken event) {
        if (!event.at().isBefore(approved.startBy())) {
            return new Moves(new Phase.Expired(event.at()), "request.expired");
        }
        var starting = new Starting(approved.target(), approved.digest(), event.token(), event.at(), Optional.empty());
        return new Moves(starting, "run.claimed");
    }

    private static Transition starting(Request request, Starting starting, Event event) {
        return switch (event) {
            case Event.SessionOpened e when e.token().equals(starting.token()) -> opened(starting, e);
            case Event.RunEnded e
            when e.token().equals(starting.token()) ->
                e.end() instanceof Phase.NotStarted ? ended(e) : new Refused(Refusal.NOT_RUNNING);
            case Event.TakenOver e
            when e.from().equals(starting.token()) ->
                new Moves(with(starting, e.token(), starting.stopAskedBy()), TAKEN_OVER);
            case Event.SightLost e when e.token().equals(starting.token()) -> lost(e);
            case Event.StopAsked e -> stop(starting, e.eligible(), e);
            case Event.DenialGiven e -> revoke(request, e).orElseGet(() -> stop(starting, true, e));
            case Event.SessionOpened _, Event.RunEnded _, Event.StartRefused _, Event.TakenOver _, Event.SightLost _ ->
                new Refused(Refusal.WRONG_TOKEN);
            case Event.ClaimTaken _, Event.BindingBroken _ -> new Refused(Refusal.NOT_APPROVED);
            case Event.ApprovalGiven _ -> new Refused(Refusal.NOT_PENDING);
            case Event.ExtensionAsked _, Event.DeadlineReached _ -> new Refused(Refusal.NOT_RUNNING);
            case Event.TimePassed _, Event.TargetResolved _ -> new Refused(Refusal.NOTHING_TO_DO);
        };
    }

    private static Moves opened(Starting starting, Event.SessionOpened event) {
        var running = new Running(
                event.target(),
                starting.digest(),
                event.token(),
                event.sessionId(),
                event.at(),
                starting.stopAskedBy());
        return new Moves(running, "run.started");
    }

    private static Transition running(Request request, Running running, Event event) {
        return switch (event) {
            case Event.RunEnded e when e.token().equals(running.token()) -> ended(e);
            case Event.TakenOver e
            when e.from().equals(running.token()) ->
                new Moves(with(running, e.token(), running.stopAskedBy()), TAKEN_OVER);
            case Event.SightLost e
            when e.token().equals(running.token()) -> new Moves(new Phase.Lost(e.cause(), e.at()), "run.lost");
            case Event.StopAsked e -> stop(running, e.eligible(), e);
            case Event.DenialGiven e -> revoke(request, e).orElseGet(() -> stop(running, true, e));
            case Event.ExtensionAsked e -> extend(request, running, e);
            case Event.DeadlineReached e when e.token().equals(running.token()) -> overdue(request, running, e);
            case Event.RunEnded _,
                    Event.SessionOpened _,
                    Event.TakenOver _,
                    Event.SightLost _,
                    Event.DeadlineReached _ -> new Refused(Refusal.WRONG_TOKEN);
            case Event.ApprovalGiven _ -> new Refused(Refusal.NOT_PENDING);
            case Event.ClaimTaken _, Event.BindingBroken _, Event.StartRefused _ -> new Refused(Refusal.NOT_APPROVED);
            case Event.TimePassed _, Event.TargetResolved _ -> new Refused(Refusal.NOTHING_TO_DO);
        };
    }

    private static Transition extend(Request request, Running running, Event.ExtensionAsked event) {
        if (!event.eligible()) {
            return new Refused(Refusal.NOT_ELIGIBLE);
        }
        if (running.stopAskedBy().isPresent()) {
            return new Refused(Refusal.NOTHING_TO_DO);
        }
        var extension = Extension.of(request, running, event);
        return extension.until().isAfter(running.endsBy(request))
                ? new Moves(extended(running, extension), "run.extended")
                : new Refused(Refusal.AT_BOUND);
    }

    /** From here on it ends, and nobody extends it any more. An extension that was first has moved the deadline. */
    private static Transition overdue(Request request, Running running, Event.DeadlineReached event) {
        boolean due = event.deadline().equals(running.endsBy(request))
                && running.stopAskedBy().isEmpty();
        return due
                ? new Moves(with(running, running.token(), Optional.of(event.by())), "run.deadline-reached")
                : new Refused(Refusal.NOTHING_TO_DO);
    }

    private static Moves lost(Event.SightLost event) {
        return event.started()
                ? new Moves(new Phase.Lost(event.cause(), event.at()), "run.lost")
                : new Moves(new Phase.Unknown(event.cause(), event.at()), "run.unknown");
    }

    /** A no after the claim stops what it cannot prevent, if the person may say it. */
    private static Optional<Transition> revoke(Request request, Event.DenialGiven event) {
        return deny(request, event) instanceof Refused refused ? Optional.of(refused) : Optional.empty();
    }

    private static Transition ended(Event.RunEnded event) {
        return new Moves(event.end(), event.end() instanceof Phase.NotStarted ? "run.not-started" : "run.ended");
    }

    private static Transition stop(Starting starting, boolean eligible, Event event) {
        return stop(starting.stopAskedBy(), eligible)
                .orElseGet(() -> new Moves(with(starting, starting.token(), Optional.of(event.by())), STOP_ASKED));
    }

    private static Transition stop(Running running, boolean eligible, Event event) {
        return stop(running.stopAskedBy(), eligible)
                .orElseGet(() -> new Moves(with(running, running.token(), Optional.of(event.by())), STOP_ASKED));
    }

    private static Optional<Transition> stop(Optional<Actor> askedBefore, boolean eligible) {
        if (!eligible) {
            return Optional.of(new Refused(Refusal.NOT_ELIGIBLE));
        }
        return askedBefore.map(_ -> new Refused(Refusal.NOTHING_TO_DO));
    }

    private static Starting with(Starting starting, String token, Optional<Actor> stopAskedBy) {
        return new Starting(starting.target(), starting.digest(), token, starting.claimedAt(), stopAskedBy);
    }

    private static Running with(Running running, String token, Optional<Actor> stopAskedBy) {
        return new Running(
                running.target(),
                running.digest(),
                token,
                running.sessionId(),
                running.since(),
                stopAskedBy,
                running.extension());
    }

    private static Running extended(Running running, Extension extension) {
        return new Running(
                running.target(),
                running.digest(),
                running.token(),
                running.sessionId(),
                running.since(),
                running.stopAskedBy(),
                Optional.of(extension));
    }
}
