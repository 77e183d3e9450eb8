package sallyport.sandbox.aws.api;

import java.util.regex.Pattern;
import sallyport.sandbox.aws.wire.Refusal;

/**
 * What the service model says about a text or a list, refused in the words that all services share.
 *
 * @param most characters of a text, elements of a list
 */
record Constraint(int most, Pattern pattern) {
    static final Constraint LOG_GROUP_NAME = new Constraint(512, Pattern.compile("[\\.\\-_/#A-Za-z0-9]+"));
    static final Constraint LOG_GROUP_IDENTIFIER = new Constraint(2048, Pattern.compile("[\\w#+=/:,.@-]*"));
    static final Constraint LOG_STREAM_NAME = new Constraint(512, Pattern.compile("[^:*]*"));

    String check(String member, String value) {
        if (value.isEmpty()) {
            throw failed(member, value, "Member must have length greater than or equal to 1");
        }
        if (value.length() > most) {
            throw failed(member, value, "Member must have length less than or equal to " + most);
        }
        if (!pattern.matcher(value).matches()) {
            throw failed(member, value, "Member must satisfy regular expression pattern: " + pattern);
        }
        return value;
    }

    private static Refusal failed(String member, String value, String what) {
        return Refusal.of(
                "InvalidParameterException",
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
                        .formatted(value, member, what));
    }
}
