package sallyport.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sallyport.policy.Access;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.Policy;
import sallyport.policy.Terms;

/** What a policy makes of using a capability. */
final class CapabilityExplanation implements Explanation {
    private final Policy policy;
    private final CapabilityAsk ask;
    private final Bystanders bystanders;
    private final Access access;

    CapabilityExplanation(Policy policy, CapabilityAsk ask, Organization organization) {
        this.policy = policy;
        this.ask = ask;
        this.bystanders = Bystanders.of(organization, policy, ask.at(), ask.person());
        this.access = policy.decide(ask);
    }

    @Override
    public boolean isAllowed() {
        return isAllowed(access);
    }

    private static boolean isAllowed(Access access) {
        return switch (access) {
            case Access.Granted _, Access.OnTerms _ -> true;
            case Access.Refused _ -> false;
        };
    }

    @Override
    public List<String> lines() {
        var lines = switch (access) {
            case Access.Granted(var rule, var _) -> allowed(rule, Optional.empty());
            case Access.OnTerms(var rule, var terms, var _) -> allowed(rule, Optional.of(terms));
            case Access.Refused refused ->
                Explanation.refusal(refused.explanation(), refused.reasons(), whoMay(), bystanders);
        };
        ask.capability().toCome().ifPresent(sentence -> lines.add("  to come       " + sentence));
        access.reported().words().ifPresent(words -> lines.add("  report-only   " + words));
        bystanders.unknown().ifPresent(unknown -> lines.add("  Slack groups  " + unknown));
        return lines;
    }

    private List<String> allowed(String rule, Optional<Terms> terms) {
        var capability = ask.capability();
        var lines = new ArrayList<>(List.of(
                "Allowed by rule " + rule + ".",
                "  capability    " + capability.word() + " (" + capability.summary() + ")"));
        terms.map(this::explained)
                .ifPresentOrElse(
                        explained -> {
                            lines.addAll(explained.agreement());
                            lines.addAll(explained.times());
                            lines.addAll(explained.approving());
                            lines.addAll(explained.limits());
                        },
                        () -> lines.add("  approval      none"));
        return lines;
    }

    private TermsExplanation explained(Terms terms) {
        return new TermsExplanation(terms, bystanders);
    }

    private Map<String, List<String>> whoMay() {
        return bystanders.whoMay(
                ask.groups(),
                joined -> isAllowed(policy.decide(new CapabilityAsk(
                        ask.person(),
                        joined,
                        ask.channel(),
                        ask.alias(),
                        ask.container(),
                        ask.capability(),
                        ask.at()))));
    }

    @Override
    public Map<String, Object> facts() {
        var facts = switch (access) {
            case Access.Granted(var rule, var _) -> facts(rule, Optional.empty());
            case Access.OnTerms(var rule, var terms, var _) -> facts(rule, Optional.of(terms));
            case Access.Refused refused -> Explanation.refusalFacts(refused.explanation(), refused.reasons(), whoMay());
        };
        ask.capability().toCome().ifPresent(sentence -> facts.put("toCome", sentence));
        Explanation.facts(access.reported()).ifPresent(reported -> facts.put("reportOnly", reported));
        if (!bystanders.slackGroups().isEmpty()) {
            facts.put("slackGroups", bystanders.slackGroups());
        }
        return facts;
    }

    private Map<String, Object> facts(String rule, Optional<Terms> terms) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("decision", "allowed");
        facts.put("rules", List.of(rule.split(", ")));
        facts.put("capability", ask.capability().word());
        terms.map(this::explained)
                .ifPresentOrElse(explained -> explained.addTo(facts), () -> facts.put("approval", "none"));
        return facts;
    }
}
