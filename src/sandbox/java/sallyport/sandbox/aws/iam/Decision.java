package sallyport.sandbox.aws.iam;

/** What policies say to a request; the words are IAM's. */
public enum Decision {
    ALLOWED("allowed"),
    EXPLICIT_DENY("explicitDeny"),
    IMPLICIT_DENY("implicitDeny");

    private final String wireName;

    Decision(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The decision of several kinds of policy: all must allow, and one that denies is enough. */
    Decision and(Decision other) {
        if (this == EXPLICIT_DENY || other == EXPLICIT_DENY) {
            return EXPLICIT_DENY;
        }
        return this == ALLOWED ? other : this;
    }
}
