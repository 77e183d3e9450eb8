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
    /** On how many tasks one request may run. */
    FAN_OUT("fan_out"),
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

    /**
     * Whether a grant says it, of a command or of a capability that needs agreement; otherwise the command itself does.
     */
    public boolean isOfGrant() {
        return switch (this) {
            case EFFECT, EXIT_CODE, DEADLINE, MAX_OUTPUT, AUDIENCE -> false;
            case NEEDS, EXPIRES, START_WITHIN, BIND, CONFIRM, ESCALATE, CONCURRENCY, FAN_OUT, REVIEW -> true;
        };
    }

    /** What a decision makes of it. Two decisions agree in a term exactly if these words are equal. */
    String words(Allowed allowed) {
        return switch (this) {
            case EFFECT -> allowed.effect().word();
            case EXIT_CODE -> Words.exitCode(allowed.exitCode());
            case DEADLINE -> Words.duration(allowed.deadline());
            case MAX_OUTPUT -> Words.size(allowed.outputLimit());
            case AUDIENCE -> word(allowed.audience());
            case NEEDS, EXPIRES, START_WITHIN, BIND, CONFIRM, ESCALATE, CONCURRENCY, FAN_OUT, REVIEW ->
                words(allowed.terms());
        };
    }

    /** What a grant makes of it; nothing if it is the command's to say. */
    String words(Terms terms) {
        return switch (this) {
            case EFFECT, EXIT_CODE, DEADLINE, MAX_OUTPUT, AUDIENCE -> NONE;
            case NEEDS -> needs(terms);
            case EXPIRES -> Words.duration(terms.expires());
            case START_WITHIN -> Words.duration(terms.startWithin());
            case BIND -> word(terms.binding());
            case CONFIRM -> word(terms.confirmation());
            case ESCALATE ->
                terms.escalation()
                        .map(to -> Words.name(to.group()) + " after " + Words.duration(to.after()))
                        .orElse(NONE);
            case CONCURRENCY ->
                terms.concurrency().stream()
                        .min(Comparator.comparingInt(Concurrency::most))
                        .map(limit -> Integer.toString(limit.most()))
                        .orElse(NONE);
            case FAN_OUT -> Integer.toString(terms.fanOut());
            case REVIEW ->
                terms.review()
                        .map(by -> Words.name(by.group()) + " within " + Words.duration(by.within()))
                        .orElse(NONE);
        };
    }

    private static String needs(Terms terms) {
        var needs = Stream.of(
                        terms.reasonRequired() ? "reason" : "", terms.tickets().isEmpty() ? "" : "ticket")
                .filter(need -> !need.isEmpty())
                .collect(Collectors.joining(" and "));
        return needs.isEmpty() ? NONE : needs;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
