package sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.policy.Access.Granted;
import sallyport.policy.Access.Refused;
import sallyport.policy.Reason.Kind;

/** Decides on looking at something, and finds the words for a refusal. */
final class LookDecision {
    private static final int MOST_REASONS = 5;

    private final Rules rules;
    /** With the report-only rules; empty if there are none. */
    private final Optional<Rules> withReported;

    private final CapabilityAsk ask;

    /** @param withReported the same rules and the report-only ones; empty if there are none */
    LookDecision(Rules rules, Optional<Rules> withReported, CapabilityAsk ask) {
        this.rules = rules;
        this.withReported = withReported;
        this.ask = ask;
    }

    Access decide() {
        var forbidding = rules.forbiddingLooking(ask);
        if (!forbidding.isEmpty()) {
            return new Refused(subject() + " may not be seen: " + forbidding.getFirst() + ".", forbidding);
        }
        var granting = granting(rules);
        return granting.isEmpty()
                ? refusal(reported(false))
                : new Granted(Rules.names(granting, Grant::id), reported(true));
    }

    private Reported reported(boolean granted) {
        return withReported
                .map(all -> Reporting.ofLooking(granted, all.forbiddingLooking(ask), granting(all)))
                .orElse(Reported.NOTHING);
    }

    private List<Grant.OfCapabilities> granting(Rules by) {
        return by.lookingNear(ask.alias())
                .filter(grant -> reasons(grant).isEmpty())
                .toList();
    }

    private Refused refusal(Reported reported) {
        var reasons = rules.looking().stream()
                .map(this::reasons)
                .sorted(Comparator.<List<Reason>>comparingInt(List::size)
                        .thenComparing(found -> found.getFirst().rule()))
                .flatMap(List::stream)
                .limit(MOST_REASONS)
                .toList();
        var nearest = reasons.stream()
                .findFirst()
                .map(reason -> " Nearest comes " + reason + ".")
                .orElse("");
        return new Refused("No rule lets you see " + subject() + "." + nearest, reasons, reported);
    }

    private List<Reason> reasons(Grant.OfCapabilities grant) {
        var reasons = grant.unmet(ask).stream()
                .map(unmet -> grant.objection(unmet, ask))
                .collect(Collectors.toCollection(ArrayList::new));
        if (!grant.capabilities().contains(ask.capability())) {
            var words =
                    grant.capabilities().stream().map(Capability::word).sorted().collect(Collectors.joining(", "));
            reasons.add(new Reason(grant.id(), Kind.CAPABILITY, "it is about " + words + " only"));
        }
        return reasons;
    }

    private String subject() {
        return ask.capability().word() + " of " + ask.alias().name();
    }
}
