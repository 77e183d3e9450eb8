package sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sallyport.policy.Terms;
import sallyport.policy.TicketForm;
import sallyport.policy.Words;
import sallyport.request.Binding;
import sallyport.request.Confirmation;

/**
 * The terms of a grant, for people and for programs; what goes without saying is left out for people.
 *
 * @param bystanders of whom some can agree
 */
record TermsExplanation(Terms terms, Bystanders bystanders) {
    /** Who has to agree to what. */
    List<String> agreement() {
        var lines = new ArrayList<String>();
        lines.add("  approval      " + Words.approval(terms.quorum()));
        var approvers = bystanders.approvers(terms);
        approvers.forEach(
                (group, people) -> lines.add("    " + Words.name(group) + ": " + bystanders.who(group, people)));
        Bystanders.guests(approvers.values()).ifPresent(lines::add);
        lines.add("  reason        " + (terms.reasonRequired() ? "required" : "optional"));
        if (!terms.tickets().isEmpty()) {
            lines.add("  ticket        of the form " + tickets());
        }
        return lines;
    }

    /** How long it may wait. */
    List<String> times() {
        return List.of(
                "  expires       " + Words.duration(terms.expires()),
                "  start within  " + Words.duration(terms.startWithin()));
    }

    /** What an approval holds for, and how it comes about. */
    List<String> approving() {
        var lines = new ArrayList<String>();
        if (terms.binding() != Binding.REVISION) {
            lines.add("  bound to      the " + word(terms.binding()) + " that is shown");
        }
        terms.escalation()
                .ifPresent(to -> lines.add(
                        "  escalation    to " + Words.name(to.group()) + " after " + Words.duration(to.after())));
        if (terms.confirmation() != Confirmation.REVIEW) {
            lines.add("  confirm       " + word(terms.confirmation()));
        }
        return lines;
    }

    /** How many may run at once, and on how many tasks. */
    List<String> limits() {
        var lines = new ArrayList<String>();
        terms.concurrency().forEach(limit -> lines.add("  at once       " + limit.most() + " of " + limit.rule()));
        if (terms.fanOut() > 1) {
            lines.add("  fan_out       " + Words.tasks(terms.fanOut()) + " with --all-tasks");
        }
        return lines;
    }

    void addTo(Map<String, Object> facts) {
        facts.put("approval", Words.approval(terms.quorum()));
        facts.put("approvers", bystanders.approvers(terms));
        facts.put("reasonRequired", terms.reasonRequired());
        facts.put("tickets", terms.tickets().stream().map(TicketForm::text).toList());
        facts.put("expiresSeconds", terms.expires().toSeconds());
        facts.put("startWithinSeconds", terms.startWithin().toSeconds());
        facts.put("boundTo", word(terms.binding()));
        facts.put("confirm", word(terms.confirmation()));
        terms.escalation().ifPresent(to -> {
            facts.put("escalatesTo", to.group());
            facts.put("escalatesAfterSeconds", to.after().toSeconds());
        });
        var atOnce = new TreeMap<String, Integer>();
        terms.concurrency().forEach(limit -> atOnce.put(limit.rule(), limit.most()));
        facts.put("atOnce", atOnce);
    }

    private String tickets() {
        return terms.tickets().stream().map(TicketForm::text).collect(Collectors.joining(" and "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
