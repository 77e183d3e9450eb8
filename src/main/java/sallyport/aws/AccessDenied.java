package sallyport.aws;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an AccessDenied message of AWS says in its usual form: {@code User: … is not authorized to perform: … on
 * resource: … because …}, or {@code … with an explicit deny in …}.
 *
 * @param reason AWS's words after the resource, or empty
 */
record AccessDenied(String principal, String action, Optional<String> resource, String reason) {
    private static final Pattern FORM = Pattern.compile("User: (?<principal>\\S+) is not authorized to perform: "
            + "(?<action>[\\w*-]+:[\\w*]+)(?: on resource: (?<resource>\\S+))?(?<reason>.*)");

    static Optional<AccessDenied> parse(String message) {
        var matcher = FORM.matcher(message.replaceAll("\\s+", " "));
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new AccessDenied(
                matcher.group("principal"),
                matcher.group("action"),
                Optional.ofNullable(matcher.group("resource")),
                matcher.group("reason").strip()));
    }

    String sentence() {
        var on = resource.map(arn -> " on " + arn).orElse("");
        var why = reason.isEmpty() ? "" : " (" + reason + ")";
        return "AWS denied " + action + on + " to " + principal + why + ". " + remedy();
    }

    private String remedy() {
        if (reason.contains("explicit deny")) {
            return "Only a change of the policy that denies it helps; allowing it elsewhere does not.";
        }
        if (action.equals("sts:AssumeRole")) {
            return "Let that principal assume the role: its own policy and the role's trust policy must both allow it, "
                    + "and the external id must match.";
        }
        return "Allow " + action + " for that principal, and check the conditions of its policy.";
    }
}
