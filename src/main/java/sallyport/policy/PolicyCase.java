package sallyport.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What somebody expects of a policy: a question and its answer.
 *
 * @param line where it stands in its file, from 1
 * @param question a {@link CommandAsk} or a {@link CapabilityAsk}
 */
public record PolicyCase(String name, int line, Question question, Expectation expectation) {
    /** Stands for the id of a report-only rule where none would change anything. */
    private static final String NO_RULE = "none";

    /** May this command be run, or this be seen? */
    public sealed interface Question {
        record Run(CommandAsk ask) implements Question {}

        record See(CapabilityAsk ask) implements Question {}
    }

    /**
     * What the answer has to be. Parts that are left out are not looked at.
     *
     * @param rule the id of a rule that has part in the decision
     * @param approval as {@link Words#approval} says it
     * @param fanOut on how many tasks one request may run
     * @param reason a part of the sentence that says why not
     * @param report the id of a report-only rule that would change the decision, or {@code none}
     */
    public record Expectation(
            boolean allowed,
            Optional<String> rule,
            Optional<String> approval,
            Optional<Integer> fanOut,
            Optional<String> reason,
            Optional<String> report) {}

    /**
     * What the policy said, in the parts that can be expected.
     *
     * @param reasons each of the rules' own, besides the sentence that sums them up
     */
    private record Answer(
            boolean allowed,
            List<String> rules,
            String approval,
            int fanOut,
            String why,
            List<String> reasons,
            Reported reported) {
        boolean gives(String reason) {
            return why.contains(reason) || reasons.stream().anyMatch(one -> one.contains(reason));
        }

        boolean reports(String rule) {
            return rule.equals(NO_RULE)
                    ? reported.rules().isEmpty()
                    : reported.rules().contains(rule);
        }
    }

    /** In what the policy differs, one sentence each; empty if it does what is expected. */
    public List<String> differences(Policy policy) {
        var answer = switch (question) {
            case Question.Run(var ask) -> answer(policy.decide(ask));
            case Question.See(var ask) -> answer(policy.decide(ask));
        };
        if (answer.allowed() != expectation.allowed()) {
            return List.of("expected " + word(expectation.allowed()) + ", got " + got(answer));
        }
        var differences = new ArrayList<String>();
        expectation
                .rule()
                .filter(rule -> !answer.rules().contains(rule))
                .ifPresent(rule -> differences.add("expected rule " + rule + ", got "
                        + (answer.rules().isEmpty() ? "none" : String.join(", ", answer.rules()))));
        expectation
                .approval()
                .filter(approval -> !sameApproval(approval, answer.approval()))
                .ifPresent(approval -> differences.add("expected approval " + approval + ", got " + answer.approval()));
        expectation
                .fanOut()
                .filter(tasks -> tasks != answer.fanOut())
                .ifPresent(tasks -> differences.add("expected fan_out " + tasks + ", got " + answer.fanOut()));
        expectation
                .reason()
                .filter(reason -> !answer.gives(reason))
                .ifPresent(reason -> differences.add("expected the reason " + reason + ", got " + answer.why()));
        expectation
                .report()
                .filter(rule -> !answer.reports(rule))
                .ifPresent(rule -> differences.add("expected report " + rule + ", got "
                        + answer.reported()
                                .words()
                                .map(words -> "that it " + words)
                                .orElse(NO_RULE)));
        return differences;
    }

    private static String word(boolean allowed) {
        return allowed ? "allowed" : "denied";
    }

    private static String got(Answer answer) {
        return answer.allowed() ? "allowed by " + String.join(", ", answer.rules()) : "denied: " + answer.why();
    }

    /** The order of groups is no matter. */
    private static boolean sameApproval(String expected, String actual) {
        return parts(expected).equals(parts(actual));
    }

    private static List<String> parts(String approval) {
        return Arrays.stream(approval.split(" and "))
                .map(String::strip)
                .sorted()
                .toList();
    }

    private static Answer answer(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed ->
                new Answer(
                        true,
                        ids(allowed.rule()),
                        Words.approval(allowed.quorum()),
                        allowed.fanOut(),
                        "",
                        List.of(),
                        allowed.reported());
            case Decision.Denied denied -> denied(denied.explanation(), denied.reasons(), denied.reported());
        };
    }

    private static Answer answer(Access access) {
        return switch (access) {
            case Access.Granted(var rule, var reported) ->
                new Answer(true, ids(rule), "none", 1, "", List.of(), reported);
            case Access.Refused(var explanation, var reasons, var reported) -> denied(explanation, reasons, reported);
        };
    }

    private static Answer denied(String explanation, List<Reason> reasons, Reported reported) {
        return new Answer(
                false,
                reasons.stream().map(Reason::rule).distinct().toList(),
                "none",
                1,
                explanation,
                reasons.stream().map(Reason::toString).toList(),
                reported);
    }

    private static List<String> ids(String rule) {
        return List.of(rule.split(", "));
    }
}
