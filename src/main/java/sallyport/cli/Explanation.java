package sallyport.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sallyport.policy.CommandAsk;
import sallyport.policy.Decision;
import sallyport.policy.Decision.Allowed;
import sallyport.policy.Decision.Denied;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.Reason;
import sallyport.policy.Reported;
import sallyport.policy.TicketForm;
import sallyport.policy.Words;
import sallyport.request.Audience;
import sallyport.request.Binding;
import sallyport.request.Conditions;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.Person;

/** What a policy makes of a command, for people and for programs. */
final class Explanation {
    private final Policy policy;
    private final CommandAsk ask;
    private final Organization organization;
    /** As they are at the moment that is asked for. */
    private final Groups groups;

    private final Decision decision;

    Explanation(Policy policy, CommandAsk ask, Organization organization) {
        this.policy = policy;
        this.ask = ask;
        this.organization = organization;
        this.groups = organization.groupsAt(ask.at());
        this.decision = policy.decide(ask);
    }

    boolean isAllowed() {
        return switch (decision) {
            case Allowed _ -> true;
            case Denied _ -> false;
        };
    }

    List<String> lines() {
        var lines = switch (decision) {
            case Allowed allowed -> lines(allowed);
            case Denied denied -> lines(denied);
        };
        decision.reported().words().ifPresent(words -> lines.add("  report-only   " + words));
        return lines;
    }

    private List<String> lines(Allowed allowed) {
        var lines = new ArrayList<>(List.of(
                "Allowed by rule " + allowed.rule() + ".",
                "  command       " + allowed.argv().quoted() + " (" + allowed.command() + ", "
                        + allowed.effect().word() + ")",
                "  approval      " + Words.approval(allowed.quorum())));
        approvers(allowed).forEach((group, people) -> lines.add("    " + Words.name(group) + ": " + orNobody(people)));
        lines.add("  reason        " + (allowed.reasonRequired() ? "required" : "optional"));
        if (!allowed.tickets().isEmpty()) {
            lines.add("  ticket        of the form " + tickets(allowed));
        }
        lines.add("  exit code     " + word(allowed.exitCode()));
        lines.add("  expires       " + Words.duration(allowed.expires()));
        lines.add("  start within  " + Words.duration(allowed.startWithin()));
        lines.add("  deadline      " + Words.duration(allowed.deadline()));
        if (allowed.outputLimit() != Conditions.USUAL_OUTPUT_LIMIT) {
            lines.add("  output        " + allowed.outputLimit() + " bytes at most");
        }
        if (allowed.binding() != Binding.REVISION) {
            lines.add("  bound to      the " + binding(allowed) + " that is shown");
        }
        allowed.escalation()
                .ifPresent(to -> lines.add(
                        "  escalation    to " + Words.name(to.group()) + " after " + Words.duration(to.after())));
        if (allowed.confirmation() != Confirmation.REVIEW) {
            lines.add("  confirm       " + word(allowed.confirmation()));
        }
        if (allowed.audience() != Audience.THREAD) {
            lines.add("  audience      " + word(allowed.audience()));
        }
        allowed.concurrency().forEach(limit -> lines.add("  at once       " + limit.most() + " of " + limit.rule()));
        if (allowed.fanOut() > 1) {
            lines.add("  fan_out       " + Words.tasks(allowed.fanOut()) + " with --all-tasks");
        }
        return lines;
    }

    private List<String> lines(Denied denied) {
        var lines = new ArrayList<String>();
        lines.add("Denied. " + denied.explanation());
        denied.reasons().forEach(reason -> lines.add("  " + reason));
        others().forEach((group, people) ->
                lines.add("  members of " + Words.name(group) + " may ask for it: " + orNobody(people)));
        return lines;
    }

    private static String tickets(Allowed allowed) {
        return allowed.tickets().stream().map(TicketForm::text).collect(Collectors.joining(" and "));
    }

    private static String binding(Allowed allowed) {
        return word(allowed.binding());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String orNobody(List<String> people) {
        return people.isEmpty() ? "nobody" : String.join(", ", people);
    }

    /** Who can agree, by group; the one who asks cannot. Empty where it is not known who is in which group. */
    private Map<String, List<String>> approvers(Allowed allowed) {
        var approvers = new TreeMap<String, List<String>>();
        if (organization.hasPeople()) {
            allowed.quorum().groups().forEach(group -> approvers.put(group, others(group)));
            allowed.escalation().map(Escalation::group).ifPresent(group -> approvers.put(group, others(group)));
        }
        return approvers;
    }

    /** The groups whose members may ask for what this person may not, and who is in them. */
    private Map<String, List<String>> others() {
        var others = new TreeMap<String, List<String>>();
        for (var group : groups.names()) {
            var joined = new HashSet<>(ask.groups());
            joined.add(group);
            var member = new CommandAsk(
                    ask.person(), joined, ask.channel(), ask.alias(), ask.container(), ask.argv(), ask.at());
            if (policy.decide(member) instanceof Allowed) {
                others.put(group, others(group));
            }
        }
        return others;
    }

    private List<String> others(String group) {
        return groups.members(group).stream()
                .filter(person -> !person.equals(ask.person()))
                .map(Person::userId)
                .distinct()
                .sorted()
                .toList();
    }

    Map<String, Object> facts() {
        var facts = switch (decision) {
            case Allowed allowed -> facts(allowed);
            case Denied denied -> facts(denied);
        };
        facts(decision.reported()).ifPresent(reported -> facts.put("reportOnly", reported));
        return facts;
    }

    /** What report-only rules would change, if they would. */
    private static Optional<Map<String, Object>> facts(Reported reported) {
        Map<String, Object> facts = new LinkedHashMap<>();
        switch (reported) {
            case Reported.Nothing _ -> {
                return Optional.empty();
            }
            case Reported.Denial _ -> facts.put("wouldBe", "denied");
            case Reported.Permission permission -> {
                facts.put("wouldBe", "allowed");
                facts.put("approval", Words.approval(permission.quorum()));
            }
            case Reported.StricterTerms stricter -> {
                facts.put("wouldBe", "stricter");
                facts.put("changes", stricter.changes());
            }
        }
        facts.put("rules", reported.rules());
        return Optional.of(facts);
    }

    private Map<String, Object> facts(Allowed allowed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("decision", "allowed");
        facts.put("rules", List.of(allowed.rule().split(", ")));
        facts.put("commands", List.of(allowed.command().split(", ")));
        facts.put("argv", allowed.argv().arguments());
        facts.put("effect", allowed.effect().word());
        facts.put("approval", Words.approval(allowed.quorum()));
        facts.put("approvers", approvers(allowed));
        facts.put("reasonRequired", allowed.reasonRequired());
        facts.put("tickets", allowed.tickets().stream().map(TicketForm::text).toList());
        facts.put("exitCode", word(allowed.exitCode()));
        facts.put("expiresSeconds", allowed.expires().toSeconds());
        facts.put("startWithinSeconds", allowed.startWithin().toSeconds());
        facts.put("deadlineSeconds", allowed.deadline().toSeconds());
        facts.put("outputLimitBytes", allowed.outputLimit());
        facts.put("boundTo", binding(allowed));
        facts.put("confirm", word(allowed.confirmation()));
        facts.put("audience", word(allowed.audience()));
        allowed.escalation().ifPresent(to -> {
            facts.put("escalatesTo", to.group());
            facts.put("escalatesAfterSeconds", to.after().toSeconds());
        });
        var atOnce = new TreeMap<String, Integer>();
        allowed.concurrency().forEach(limit -> atOnce.put(limit.rule(), limit.most()));
        facts.put("atOnce", atOnce);
        facts.put("fanOut", allowed.fanOut());
        return facts;
    }

    private Map<String, Object> facts(Denied denied) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("decision", "denied");
        facts.put("explanation", denied.explanation());
        facts.put("reasons", denied.reasons().stream().map(Explanation::facts).toList());
        facts.put("mayAsk", others());
        return facts;
    }

    private static Map<String, Object> facts(Reason reason) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rule", reason.rule());
        facts.put("kind", reason.kind().name().toLowerCase(Locale.ROOT));
        facts.put("sentence", reason.sentence());
        return facts;
    }
}
