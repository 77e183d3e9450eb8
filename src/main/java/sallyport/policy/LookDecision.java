package sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import sallyport.policy.Access.Granted;
import sallyport.policy.Access.Refused;
import sallyport.policy.Reason.Kind;

/** Decides on looking at something, and finds the words for a refusal. */
final class LookDecision {
    private static final int MOST_REASONS = 5;

    private final Rules rules;
    private final CapabilityAsk ask;

    LookDecision(Rules rules, CapabilityAsk ask) {
        this.rules = rules;
        this.ask = ask;
    }

    Access decide() {
        var forbidding = rules.forbiddingLooking(ask);
        if (!forbidding.isEmpty()) {
            return new Refused(subject() + " may not be seen: " + forbidding.getFirst() + ".", forbidding);
        }
        var granting = rules.lookingNear(ask.alias())
                .filter(grant -> reasons(grant).isEmpty())
                .toList();
        return granting.isEmpty() ? refusal() : new Granted(Rules.names(granting, Grant::id));
    }

    private Refused refusal() {
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
        return new Refused("No rule lets you see " + subject() + "." + nearest, reasons);
    }

    private List<Reason> reasons(Grant.OfCapabilities grant) {
        var reasons = new ArrayList<>(grant.unmet(ask));
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
