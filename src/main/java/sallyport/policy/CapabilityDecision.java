package sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.policy.Access.Granted;
import sallyport.policy.Access.OnTerms;
import sallyport.policy.Access.Refused;
import sallyport.policy.Reason.Kind;

/** Decides on using a capability, and finds the words for a refusal. */
final class CapabilityDecision {
    private static final int MOST_REASONS = 5;

    private final Rules rules;
    /** With the report-only rules; empty if there are none. */
    private final Optional<Rules> withReported;

    private final CapabilityAsk ask;

    /** @param withReported the same rules and the report-only ones; empty if there are none */
    CapabilityDecision(Rules rules, Optional<Rules> withReported, CapabilityAsk ask) {
        this.rules = rules;
        this.withReported = withReported;
        this.ask = ask;
    }

    Access decide() {
        var forbidding = rules.forbiddingEverything(ask);
        if (!forbidding.isEmpty()) {
            return new Refused(forbidden() + ": " + forbidding.getFirst() + ".", forbidding);
        }
        var granting = granting(rules);
        var reported = withReported
                .map(all -> Reporting.between(granting, all.forbiddingEverything(ask), granting(all)))
                .orElse(Reported.NOTHING);
        return granting.isEmpty() ? refusal(reported) : access(granting, reported);
    }

    private List<Grant.OfCapabilities> granting(Rules by) {
        return by.capabilitiesNear(ask.alias())
                .filter(grant -> reasons(grant).isEmpty())
                .toList();
    }

    private Access access(List<Grant.OfCapabilities> granting, Reported reported) {
        var rule = Rules.names(granting, Grant::id);
        return ask.capability().kind().needsAgreement()
                ? new OnTerms(rule, strictest(granting).orElseThrow(), reported)
                : new Granted(rule, reported);
    }

    /** Of several grants that allow the same, the strictest of each term; none for what is done at once. */
    static Optional<Terms> strictest(List<Grant.OfCapabilities> granting) {
        return granting.stream().flatMap(grant -> grant.agreement().stream()).reduce(Terms::and);
    }

    private Refused refusal(Reported reported) {
        var reasons = rules.capabilities().stream()
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
        return new Refused("No rule lets you " + deed() + "." + nearest, reasons, reported);
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

    private String forbidden() {
        return switch (ask.capability().kind()) {
            case LOOKING -> subject() + " may not be seen";
            case STEERING, ACTING -> subject() + " may not be used";
        };
    }

    private String deed() {
        return switch (ask.capability().kind()) {
            case LOOKING -> "see " + subject();
            case STEERING, ACTING -> "use " + subject();
        };
    }

    private String subject() {
        var noun = ask.capability().noun();
        return switch (ask.capability().kind()) {
            case LOOKING -> noun + " of " + ask.alias().name();
            case STEERING, ACTING ->
                ask.alias().equals(CapabilityAsk.EVERYWHERE)
                        ? noun
                        : noun + " on " + ask.alias().name();
        };
    }
}
