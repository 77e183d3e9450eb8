package sallyport.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private Lifecycle() {}

    public static Transition decide(Request request, Phase phase, Event event) {
        return switch (phase) {
            case Received _ -> received(request, event);
            case Pending pending -> pending(request, pending, event);
            case Approved approved -> approved(request, approved, event);
            case Starting starting -> starting(starting, event);
            case Running running -> running(running, event);
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
            case Event.SightLost _ -> new Refused(Refusal.NOT_RUNNING);
        };
    }

    private static Transition resolved(Request request, Event.TargetResolved event) {
        var pending = new Pending(event.target(), Digest.of(request, event.target()), List.of());
        if (request.quorum().slots().isEmpty()) {
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
            case Event.TimePassed e -> expireUnless(e.at().isBefore(request.expiresAt()), e);
            case Event.TargetResolved _ -> new Refused(Refusal.NOTHING_TO_DO);
            case Event.StartRefused _, Event.ClaimTaken _, Event.SessionOpened _, Event.RunEnded _ ->
                new Refused(Refusal.NOT_APPROVED);
            case Event.SightLost _ -> new Refused(Refusal.NOT_RUNNING);
        };
    }

    private static Transition review(Request request, Pending pending, Event.ApprovalGiven event) {
        if (!event.at().isBefore(request.expiresAt())) {
            return new Refused(Refusal.EXPIRED);
        }
        if (event.person().equals(request.requester())) {
            return new Refused(Refusal.SELF_REVIEW);
        }
        if (event.groups().isEmpty()) {
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
        approvals.add(new Approval(event.person(), event.groups(), event.at()));
        if (request.quorum().isMetBy(approvals)) {
            return new Moves(approve(request, pending, approvals, event), "approval.completed");
        }
        return new Moves(new Pending(pending.target(), pending.digest(), approvals), "approval.added");
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
            case Event.SightLost _ -> new Refused(Refusal.NOT_RUNNING);
        };
    }

    private static Transition claim(Approved approved, Event.ClaimTaken event) {
        if (!event.at().isBefore(approved.startBy())) {
            return new Moves(new Phase.Expired(event.at()), "request.expired");
        }
        return new Moves(new Starting(approved.target(), approved.digest(), event.token(), event.at()), "run.claimed");
    }

    private static Transition starting(Starting starting, Event event) {
        return switch (event) {
            case Event.SessionOpened e
            when e.token().equals(starting.token()) ->
                new Moves(
                        new Running(e.target(), starting.digest(), e.token(), e.sessionId(), e.at(), Optional.empty()),
                        "run.started");
            case Event.RunEnded e when e.token().equals(starting.token()) -> ended(e);
            case Event.SessionOpened _, Event.RunEnded _, Event.StartRefused _ -> new Refused(Refusal.WRONG_TOKEN);
            case Event.SightLost e -> new Moves(new Phase.Unknown(e.cause(), e.at()), "run.unknown");
            case Event.ClaimTaken _, Event.BindingBroken _ -> new Refused(Refusal.NOT_APPROVED);
            case Event.ApprovalGiven _, Event.DenialGiven _ -> new Refused(Refusal.NOT_PENDING);
            case Event.StopAsked _, Event.TimePassed _, Event.TargetResolved _ -> new Refused(Refusal.NOTHING_TO_DO);
        };
    }

    private static Transition running(Running running, Event event) {
        return switch (event) {
            case Event.RunEnded e when e.token().equals(running.token()) -> ended(e);
            case Event.StopAsked e -> stop(running, e);
            case Event.SightLost e -> new Moves(new Phase.Lost(e.cause(), e.at()), "run.lost");
            case Event.RunEnded _, Event.SessionOpened _ -> new Refused(Refusal.WRONG_TOKEN);
            case Event.ApprovalGiven _, Event.DenialGiven _ -> new Refused(Refusal.NOT_PENDING);
            case Event.ClaimTaken _, Event.BindingBroken _, Event.StartRefused _ -> new Refused(Refusal.NOT_APPROVED);
            case Event.TimePassed _, Event.TargetResolved _ -> new Refused(Refusal.NOTHING_TO_DO);
        };
    }

    private static Transition ended(Event.RunEnded event) {
        return new Moves(event.end(), event.end() instanceof Phase.NotStarted ? "run.not-started" : "run.ended");
    }

    private static Transition stop(Running running, Event.StopAsked event) {
        if (!event.eligible()) {
            return new Refused(Refusal.NOT_ELIGIBLE);
        }
        if (running.stopAskedBy().isPresent()) {
            return new Refused(Refusal.NOTHING_TO_DO);
        }
        var stopping = new Running(
                running.target(),
                running.digest(),
                running.token(),
                running.sessionId(),
                running.since(),
                Optional.of(event.by()));
        return new Moves(stopping, "revoke.asked");
    }
}
