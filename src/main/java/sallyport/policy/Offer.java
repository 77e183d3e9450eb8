package sallyport.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.request.Concurrency;

/**
 * Under which circumstances and on which terms a permission holds.
 *
 * @param narrowing the circumstances in words, each with a blank before it; empty where it holds in all
 * @param terms none for what is done at once
 */
record Offer(String narrowing, Optional<Terms> terms) {
    /** What goes without saying. */
    private static final Set<String> USUAL = Set.of(
            ", reason optional",
            ", ticket optional",
            ", bound to revision",
            ", review none",
            ", confirm review",
            ", escalation none",
            ", at once any number",
            ", on one task");

    /** What the terms say, part by part, in the words of the file. Every part of {@link Terms} has its words here. */
    static Map<String, String> parts(Terms terms) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("approval", Words.approval(terms.quorum()));
        parts.put("reason", terms.reasonRequired() ? "required" : "optional");
        parts.put("ticket", ticket(terms));
        parts.put("expires", Words.duration(terms.expires()));
        parts.put("start within", Words.duration(terms.startWithin()));
        parts.put("bound to", terms.binding().name().toLowerCase(Locale.ROOT));
        parts.put(
                "review",
                terms.review()
                        .map(review ->
                                "by " + Words.name(review.group()) + " within " + Words.duration(review.within()))
                        .orElse("none"));
        parts.put("confirm", terms.confirmation().name().toLowerCase(Locale.ROOT));
        parts.put(
                "escalation",
                terms.escalation()
                        .map(escalation ->
                                "to " + Words.name(escalation.group()) + " after " + Words.duration(escalation.after()))
                        .orElse("none"));
        parts.put("at once", atOnce(terms.concurrency()));
        parts.put("on", Words.tasks(terms.fanOut()));
        return parts;
    }

    private static String ticket(Terms terms) {
        return terms.tickets().isEmpty()
                ? "optional"
                : terms.tickets().stream().map(TicketForm::text).collect(Collectors.joining(" and "));
    }

    private static String atOnce(List<Concurrency> limits) {
        var least = limits.stream().mapToInt(Concurrency::most).min();
        return least.isPresent() ? Integer.toString(least.getAsInt()) : "any number";
    }

    Offer and(Offer other) {
        return new Offer(narrowing, terms.flatMap(one -> other.terms.map(one::and)));
    }

    /** All of it in words, with a blank before them. */
    String words() {
        return narrowing + terms.map(Offer::words).orElse("");
    }

    private static String words(Terms terms) {
        var parts = parts(terms);
        var approval =
                terms.quorum().needsNobody() ? " without approval" : " with approval by " + parts.get("approval");
        return approval
                + parts.entrySet().stream()
                        .filter(part -> !part.getKey().equals("approval"))
                        .filter(part ->
                                !terms.quorum().needsNobody() || !part.getKey().equals("expires"))
                        .map(part -> ", " + part.getKey() + " " + part.getValue())
                        .filter(words -> !USUAL.contains(words))
                        .collect(Collectors.joining());
    }

    /** What changed, part by part; of two offers under the same circumstances. */
    static String change(Terms before, Terms now) {
        var old = parts(before);
        return parts(now).entrySet().stream()
                .filter(part -> !part.getValue().equals(old.get(part.getKey())))
                .map(part -> part.getKey() + " " + part.getValue() + ", before " + old.get(part.getKey()))
                .collect(Collectors.joining("; "));
    }
}
