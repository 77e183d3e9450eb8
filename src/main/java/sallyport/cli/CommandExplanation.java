package sallyport.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sallyport.policy.CommandAsk;
import sallyport.policy.Decision;
import sallyport.policy.Decision.Allowed;
import sallyport.policy.Decision.Denied;
import sallyport.policy.Policy;
import sallyport.policy.Words;
import sallyport.request.Audience;
import sallyport.request.CodePoint;
import sallyport.request.Conditions;

/** What a policy makes of a command. */
final class CommandExplanation implements Explanation {
    private final Policy policy;
    private final CommandAsk ask;
    private final Bystanders bystanders;
    private final Decision decision;

    CommandExplanation(Policy policy, CommandAsk ask, Organization organization) {
        this.policy = policy;
        this.ask = ask;
        this.bystanders = Bystanders.of(organization, policy, ask.at(), ask.person());
        this.decision = policy.decide(ask);
    }

    @Override
    public boolean isAllowed() {
        return switch (decision) {
            case Allowed _ -> true;
            case Denied _ -> false;
        };
    }

    @Override
    public List<String> lines() {
        var lines = switch (decision) {
            case Allowed allowed -> lines(allowed);
            case Denied denied -> Explanation.refusal(denied.explanation(), denied.reasons(), whoMay(), bystanders);
        };
        decision.reported().words().ifPresent(words -> lines.add("  report-only   " + words));
        bystanders.unknown().ifPresent(unknown -> lines.add("  Slack groups  " + unknown));
        return lines;
    }

    private List<String> lines(Allowed allowed) {
        var terms = terms(allowed);
        var lines = new ArrayList<>(List.of(
                "Allowed by rule " + allowed.rule() + ".",
                "  command       " + allowed.argv().quoted() + " (" + allowed.command() + ", "
                        + allowed.effect().word() + ")"));
        allowed.argv()
                .beyondAscii()
                .forEach((number, characters) -> lines.add("  beyond ASCII  argument " + number + ": "
                        + characters.stream().map(CodePoint::name).collect(Collectors.joining(", "))));
        lines.addAll(terms.agreement());
        lines.add("  exit code     " + word(allowed.exitCode()));
        lines.addAll(terms.times());
        lines.add("  deadline      " + Words.duration(allowed.deadline()));
        if (allowed.outputLimit() != Conditions.USUAL_OUTPUT_LIMIT) {
            lines.add("  output        " + allowed.outputLimit() + " bytes at most");
        }
        lines.addAll(terms.approving());
        if (allowed.audience() != Audience.THREAD) {
            lines.add("  audience      " + word(allowed.audience()));
        }
        lines.addAll(terms.limits());
        return lines;
    }

    private TermsExplanation terms(Allowed allowed) {
        return new TermsExplanation(allowed.terms(), bystanders);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The groups whose members may ask for what this person may not, and who is in them. */
    private Map<String, List<String>> whoMay() {
        return bystanders.whoMay(
                ask.groups(),
                joined -> policy.decide(new CommandAsk(
                                ask.person(),
                                joined,
                                ask.channel(),
                                ask.alias(),
                                ask.container(),
                                ask.argv(),
                                ask.at(),
                                ask.breaksGlass()))
                        instanceof Allowed);
    }

    @Override
    public Map<String, Object> facts() {
        var facts = switch (decision) {
            case Allowed allowed -> facts(allowed);
            case Denied denied -> Explanation.refusalFacts(denied.explanation(), denied.reasons(), whoMay());
        };
        Explanation.facts(decision.reported()).ifPresent(reported -> facts.put("reportOnly", reported));
        if (!bystanders.slackGroups().isEmpty()) {
            facts.put("slackGroups", bystanders.slackGroups());
        }
        return facts;
    }

    private Map<String, Object> facts(Allowed allowed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("decision", "allowed");
        facts.put("rules", List.of(allowed.rule().split(", ")));
        facts.put("commands", List.of(allowed.command().split(", ")));
        facts.put("argv", allowed.argv().arguments());
        facts.put("effect", allowed.effect().word());
        terms(allowed).addTo(facts);
        facts.put("exitCode", word(allowed.exitCode()));
        facts.put("deadlineSeconds", allowed.deadline().toSeconds());
        facts.put("outputLimitBytes", allowed.outputLimit());
        facts.put("audience", word(allowed.audience()));
        return facts;
    }
}
