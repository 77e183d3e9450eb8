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
            + "(?<action>[\\w*-]+:[\\w*]+)(?: on resource: \"?(?<resource>[^\\s\"]+)\"?)?(?<reason>.*)");

    /** What EC2 adds for who may decode it; people cannot read it. */
    private static final String ENCODED = "Encoded authorization failure message";

    static Optional<AccessDenied> parse(String message) {
        var matcher = FORM.matcher(message.replaceAll("\\s+", " ").split(ENCODED, 2)[0]);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new AccessDenied(
                matcher.group("principal"),
                matcher.group("action"),
                Optional.ofNullable(matcher.group("resource")),
                matcher.group("reason").strip().replaceAll("\\.$", "")));
    }

    String sentence() {
        var on = resource.map(arn -> " on " + arn).orElse("");
        var why = reason.isEmpty() ? "" : " (" + reason + ")";
        return "AWS denied " + action + on + " to " + principal + why + ". " + remedy();
    }

    Denier denier() {
        return Denier.in(reason);
    }

    private String remedy() {
        if (action.startsWith("sts:") && !fromAbove()) {
            return RoleRemedies.of(action, on());
        }
        var advice = denier().advice();
        if (reason.contains("explicit deny")) {
            return join("Only a change of the policy that denies it helps; allowing it elsewhere does not.", advice);
        }
        if (!advice.isEmpty()) {
            return advice;
        }
        return "Allow " + action + " for that principal" + on()
                + ". If a policy allows it already, its conditions do not" + " fit this call: compare "
                + ConditionKeys.of(action) + ".";
    }

    /** Whether neither the principal's own policies nor the trust policy of the role are in the way. */
    private boolean fromAbove() {
        return switch (denier()) {
            case SERVICE_CONTROL_POLICY,
                    RESOURCE_CONTROL_POLICY,
                    PERMISSIONS_BOUNDARY,
                    SESSION_POLICY,
                    ENDPOINT_POLICY -> true;
            case RESOURCE_POLICY, IDENTITY_POLICY, NOT_SAID -> reason.contains("explicit deny");
        };
    }

    private String on() {
        return resource.filter(arn -> !arn.equals("*")).isPresent() ? " on that resource" : "";
    }

    private static String join(String sentence, String advice) {
        return advice.isEmpty() ? sentence : sentence + " " + advice;
    }
}
