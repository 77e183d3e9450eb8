package sallyport.aws;

/** What to change when a role cannot be assumed. STS does not say whether it is the role that is missing. */
final class RoleRemedies {
    private RoleRemedies() {}

    /** @param on the role, as the end of "for that principal" */
    static String of(String action, String on) {
        return switch (action) {
            case "sts:AssumeRole" ->
                "The role may not exist. If it does, that principal's own policy and the role's trust policy must both"
                        + " allow it, and external_id in sallyport.yml must be what the trust policy asks for.";
            case "sts:SetSourceIdentity" -> both(action, "source_identity");
            case "sts:TagSession" -> both(action, "session_tags");
            default -> "Allow " + action + " for that principal" + on + ".";
        };
    }

    private static String both(String action, String key) {
        return "Allow " + action
                + " beside sts:AssumeRole in that principal's own policy and in the role's trust policy," + " or take "
                + key + " from the target in sallyport.yml.";
    }
}
