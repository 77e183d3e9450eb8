package sallyport.policy;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.Decision.Allowed;
import sallyport.request.Concurrency;

/** A term of an allowed command, as a policy test expects it: by its key, and in the words of the policy file. */
public enum Term {
    /** What the command does. */
    EFFECT("effect"),
    /** What the person has to say besides the command. */
    NEEDS("needs"),
    EXIT_CODE("exit_code"),
    EXPIRES("expires"),
    START_WITHIN("start_within"),
    DEADLINE("deadline"),
    BIND("bind"),
    MAX_OUTPUT("max_output"),
    CONFIRM("confirm"),
    /** Who may stand in, and after how long. */
    ESCALATE("escalate"),
    AUDIENCE("audience"),
    /** How many runs at once, by the strictest of the rules. */
    CONCURRENCY("concurrency"),
    /** Who reviews it afterwards, and within how long. */
    REVIEW("review");

    /** Where a term asks for nothing and nobody. */
    public static final String NONE = "none";

    private final String key;

    Term(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** What a decision makes of it. Two decisions agree in a term exactly if these words are equal. */
    String words(Allowed allowed) {
        return switch (this) {
            case EFFECT -> allowed.effect().word();
            case NEEDS -> needs(allowed);
            case EXIT_CODE -> Words.exitCode(allowed.exitCode());
            case EXPIRES -> Words.duration(allowed.expires());
            case START_WITHIN -> Words.duration(allowed.startWithin());
            case DEADLINE -> Words.duration(allowed.deadline());
            case BIND -> word(allowed.binding());
            case MAX_OUTPUT -> Words.size(allowed.outputLimit());
            case CONFIRM -> word(allowed.confirmation());
            case ESCALATE ->
                allowed.escalation()
                        .map(to -> Words.name(to.group()) + " after " + Words.duration(to.after()))
                        .orElse(NONE);
            case AUDIENCE -> word(allowed.audience());
            case CONCURRENCY ->
                allowed.concurrency().stream()
                        .min(Comparator.comparingInt(Concurrency::most))
                        .map(limit -> Integer.toString(limit.most()))
                        .orElse(NONE);
            case REVIEW ->
                allowed.review()
                        .map(by -> Words.name(by.group()) + " within " + Words.duration(by.within()))
                        .orElse(NONE);
        };
    }

    private static String needs(Allowed allowed) {
        var needs = Stream.of(
                        allowed.reasonRequired() ? "reason" : "",
                        allowed.tickets().isEmpty() ? "" : "ticket")
                .filter(need -> !need.isEmpty())
                .collect(Collectors.joining(" and "));
        return needs.isEmpty() ? NONE : needs;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
