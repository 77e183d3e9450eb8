package sallyport.aws;

import java.util.Arrays;

/**
 * The kind of policy that denied something, by the words AWS uses for it. Source: IAM user guide, troubleshoot access
 * denied error messages.
 */
enum Denier {
    SERVICE_CONTROL_POLICY(
            "service control policy",
            "A service control policy of the organization stands above the account, so its administrators have to allow"
                    + " it there."),
    RESOURCE_CONTROL_POLICY(
            "resource control policy",
            "A resource control policy of the organization stands above the account, so its administrators have to"
                    + " allow it there."),
    PERMISSIONS_BOUNDARY(
            "permissions boundary",
            "The permissions boundary of that role limits whatever its policies allow, so allow it in the boundary, too."),
    SESSION_POLICY(
            "session policy",
            "The session was narrowed when its role was assumed; Sallyport narrows each run to its own container, so if"
                    + " the task was replaced meanwhile, ask again."),
    ENDPOINT_POLICY("VPC endpoint policy", "Allow it in the policy of the VPC endpoint that the call went through."),
    RESOURCE_POLICY("resource-based policy", "Allow it in the policy of the resource itself."),
    IDENTITY_POLICY("identity-based policy", ""),
    NOT_SAID("", "");

    private final String words;
    private final String advice;

    Denier(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** @param reason AWS's words behind the resource */
    static Denier in(String reason) {
        return Arrays.stream(values())
                .filter(denier -> reason.contains(denier.words))
                .findFirst()
                .orElse(NOT_SAID);
    }

    /** What to change besides the policies of the principal, or empty. */
    String advice() {
        return advice;
    }
}
