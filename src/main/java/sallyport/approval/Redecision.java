package sallyport.approval;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.CommandAsk;
import sallyport.policy.Decision;
import sallyport.policy.Membership;
import sallyport.policy.Policy;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Approval;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Conditions;
import sallyport.request.Escalation;
import sallyport.request.ExitCode;
import sallyport.request.Quorum;
import sallyport.request.Request;

/**
 * Judges a stored request again, by the policy in force. What a newer policy allows on the same or easier terms goes
 * on, on the terms it was asked on; what it denies, or asks more for, does not. Safe for use by many threads.
 */
final class Redecision {
    private final Supplier<Policy> policy;
    private final Aliases aliases;
    private final Membership groups;
    private final InstantSource clock;

    Redecision(Supplier<Policy> policy, Aliases aliases, Membership groups, InstantSource clock) {
        this.policy = policy;
        this.aliases = aliases;
        this.groups = groups;
        this.clock = clock;
    }

    /**
     * What stands against the request now, without a full stop; empty if it may go on.
     *
     * @param given the approvals it has so far
     * @param container where it would run
     */
    Optional<String> against(Request request, List<Approval> given, String container) {
        return aliases.find(request.selector().alias())
                .map(alias -> against(request, given, container, alias))
                .orElseGet(() -> Optional.of("target `" + request.selector().alias() + "` is no longer configured"));
    }

    private Optional<String> against(Request request, List<Approval> given, String container, Alias alias) {
        var ask = new CommandAsk(
                request.requester(),
                groups.of(request.requester()),
                request.channel(),
                alias,
                Optional.of(container),
                request.argv(),
                clock.instant(),
                request.conditions().review().isPresent());
        return switch (policy.get().decide(ask)) {
            case Decision.Denied denied -> Optional.of("the policy does not allow it: " + denied.explanation());
            case Decision.Allowed allowed -> stricter(request, given, allowed).or(() -> lapsed(request, given));
        };
    }

    private Optional<String> stricter(Request request, List<Approval> given, Decision.Allowed now) {
        var differences = Stream.of(
                        command(request, now),
                        exitCode(request.exitCode(), now.exitCode()),
                        quorum(request, given, now.quorum()),
                        reason(request, now),
                        shorter(
                                "it may wait %s for approval, not %s",
                                now.expires(), Duration.between(request.askedAt(), request.expiresAt())),
                        shorter(
                                "it has to start within %s of its approval, not %s",
                                now.startWithin(), request.startWithin()),
                        shorter("it may run %s, not %s", now.deadline(), request.deadline()),
                        conditions(request.conditions(), now))
                .flatMap(Optional::stream)
                .toList();
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("the policy changed since it was asked. By rule `" + now.rule() + "` now "
                        + String.join("; ", differences));
    }

    private static Optional<String> command(Request request, Decision.Allowed now) {
        return request.argv().equals(now.argv())
                ? Optional.empty()
                : Optional.of("`" + now.argv().quoted() + "` would run");
    }

    /**
     * Asking without an exit code is always possible, except where one is required; see the request without a shell.
     */
    private static Optional<String> exitCode(ExitCode asked, ExitCode now) {
        return switch (now) {
            case REQUIRED -> asked == now ? Optional.empty() : Optional.of("it has to report an exit code");
            case WANTED -> Optional.empty();
            case NONE ->
                asked == now ? Optional.empty() : Optional.of("it runs without a shell that reports an exit code");
        };
    }

    private Optional<String> quorum(Request request, List<Approval> given, Quorum now) {
        return request.quorum().covers(now) || now.isMetBy(widened(request, given))
                ? Optional.empty()
                : Optional.of("it needs the approval of " + now.words());
    }

    /** An approval was stored with the groups that counted then; the person's other groups may be what counts now. */
    private List<Approval> widened(Request request, List<Approval> given) {
        var widened = new ArrayList<Approval>();
        for (var approval : standing(request, given)) {
            var all = new HashSet<>(groups.of(approval.by()));
            all.addAll(approval.groups());
            widened.add(new Approval(approval.by(), all, approval.at()));
        }
        return widened;
    }

    /** Whether approvals are missing because those who gave them have left their groups since. */
    private Optional<String> lapsed(Request request, List<Approval> given) {
        var standing = standing(request, given);
        boolean enough = request.quorum().isMetBy(given)
                ? request.quorum().isMetBy(standing)
                : standing.stream().noneMatch(approval -> approval.groups().isEmpty());
        return enough ? Optional.empty() : Optional.of(words(left(request, given)));
    }

    private Set<String> left(Request request, List<Approval> given) {
        var left = new TreeSet<String>();
        for (var approval : given) {
            var still = standing(request, approval);
            approval.groups().stream().filter(group -> !still.contains(group)).forEach(left::add);
        }
        return left;
    }

    private String words(Set<String> left) {
        var unverified = new TreeSet<>(left);
        unverified.retainAll(groups.unverified());
        return unverified.isEmpty()
                ? "somebody who agreed is no longer in " + named(left)
                : "whether those who agreed are still in " + named(unverified) + " could not be verified";
    }

    private static String named(Set<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    /** The approvals, each for the groups that its person is still in. */
    private List<Approval> standing(Request request, List<Approval> given) {
        return given.stream()
                .map(approval -> new Approval(approval.by(), standing(request, approval), approval.at()))
                .toList();
    }

    /** Who stood in for others did so for all of them, as a member of one group; a shift that is over takes nothing. */
    private Set<String> standing(Request request, Approval approval) {
        var still = new HashSet<>(groups.of(approval.by()));
        still.addAll(groups.shifts());
        still.retainAll(approval.groups());
        boolean standsIn = request.conditions()
                .escalation()
                .map(Escalation::group)
                .filter(still::contains)
                .isPresent();
        return standsIn ? approval.groups() : still;
    }

    private static Optional<String> reason(Request request, Decision.Allowed now) {
        return now.reasonRequired() && request.reason().isEmpty()
                ? Optional.of("it needs a reason, and none was given")
                : Optional.empty();
    }

    private static Optional<String> conditions(Conditions asked, Decision.Allowed now) {
        var differences = new ArrayList<String>();
        if (!now.accepts(asked.ticket())) {
            differences.add(asked.ticket()
                    .map(ticket -> "the ticket " + ticket + " has not the form it wants")
                    .orElse("it needs a ticket, and none was given"));
        }
        if (asked.binding() == Binding.REVISION && now.binding() == Binding.TASK) {
            differences.add("an approval is bound to the task that was shown");
        }
        if (now.outputLimit() < asked.outputLimit()) {
            differences.add("it may print " + now.outputLimit() + " bytes, not " + asked.outputLimit());
        }
        if (now.review().isPresent() && !now.review().equals(asked.review())) {
            differences.add("it owes a review afterwards");
        }
        if (now.confirmation().compareTo(asked.confirmation()) > 0) {
            differences.add("who agrees has to review it first");
        }
        asked.escalation()
                .filter(escalation -> !escalatesAsSoon(now, escalation))
                .ifPresent(escalation -> differences.add(
                        "`" + escalation.group() + "` does not stand in after " + words(escalation.after())));
        if (now.audience().compareTo(asked.audience()) > 0) {
            differences.add("only the requester sees what it prints");
        }
        now.concurrency().stream()
                .filter(limit -> asked.concurrency().stream().noneMatch(known -> isWithin(known, limit)))
                .map(limit -> limit.most() + " of rule `" + limit.rule() + "` may run at once")
                .forEach(differences::add);
        asked.fanOut()
                .filter(fanOut -> now.fanOut() < fanOut.most())
                .ifPresent(
                        fanOut -> differences.add("it may run on " + count(now.fanOut()) + ", not " + fanOut.most()));
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    private static String count(int tasks) {
        return tasks == 1 ? "one task" : tasks + " tasks";
    }

    private static boolean isWithin(Concurrency known, Concurrency limit) {
        return known.rule().equals(limit.rule()) && known.most() <= limit.most();
    }

    private static boolean escalatesAsSoon(Decision.Allowed now, Escalation asked) {
        return now.escalation()
                .filter(escalation -> escalation.group().equals(asked.group()))
                .filter(escalation -> escalation.after().compareTo(asked.after()) <= 0)
                .isPresent();
    }

    private static Optional<String> shorter(String sentence, Duration now, Duration asked) {
        return now.compareTo(asked) < 0 ? Optional.of(sentence.formatted(words(now), words(asked))) : Optional.empty();
    }

    private static String words(Duration duration) {
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
