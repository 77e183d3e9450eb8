package sallyport.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sallyport.policy.Reason;
import sallyport.policy.Reported;
import sallyport.policy.Words;

/** What a policy makes of a question, for people and for programs. */
sealed interface Explanation permits CommandExplanation, CapabilityExplanation {
    boolean isAllowed();

    /** For people. */
    List<String> lines();

    /** For programs. */
    Map<String, Object> facts();

    /** What report-only rules would change, if they would. */
    static Optional<Map<String, Object>> facts(Reported reported) {
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

    /** @param mayAsk groups whose members may, and who is in them */
    static List<String> refusal(
            String explanation, List<Reason> reasons, Map<String, List<String>> mayAsk, Bystanders bystanders) {
        var lines = new ArrayList<String>();
        lines.add("Denied. " + explanation);
        reasons.forEach(reason -> lines.add("  " + reason));
        mayAsk.forEach((group, people) ->
                lines.add("  members of " + Words.name(group) + " may ask for it: " + bystanders.who(group, people)));
        Bystanders.guests(mayAsk.values()).ifPresent(lines::add);
        return lines;
    }

    /** @param mayAsk groups whose members may, and who is in them */
    static Map<String, Object> refusalFacts(
            String explanation, List<Reason> reasons, Map<String, List<String>> mayAsk) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("decision", "denied");
        facts.put("explanation", explanation);
        facts.put("reasons", reasons.stream().map(Explanation::facts).toList());
        facts.put("mayAsk", mayAsk);
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
