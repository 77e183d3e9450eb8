package sallyport.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sallyport.policy.PolicyProblem;
import sallyport.policy.PolicyWarning;

/** Parts of a policy verb's answer in JSON that more than one of them has. */
final class PolicyFacts {
    private PolicyFacts() {}

    /** A sentence about groups of which it is not known here who is in them. */
    static String onlySlackKnows(List<String> groups) {
        return "Only Slack knows who is in " + String.join(", ", groups) + ", and it is not asked here.";
    }

    static List<Map<String, Object>> problems(List<PolicyProblem> problems) {
        return problems.stream()
                .map(problem -> placed(problem.line(), problem.column(), problem.message()))
                .toList();
    }

    static List<Map<String, Object>> warnings(List<PolicyWarning> warnings) {
        return warnings.stream()
                .map(warning -> {
                    var facts = placed(warning.line(), warning.column(), warning.sentence());
                    facts.put("id", warning.kind().word());
                    return facts;
                })
                .toList();
    }

    private static Map<String, Object> placed(int line, int column, String message) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("line", line);
        facts.put("column", column);
        facts.put("message", message);
        return facts;
    }
}
