package sallyport.sandbox.aws.world;

/** A customer managed key of KMS. */
public record Key(String id, boolean enabled) {
    /** The one that encrypts the sessions of the cluster {@code clinic-kms}, and one that was disabled. */
    public static final String SESSIONS = "11111111-2222-4333-8444-555555555555";

    public static final String DISABLED = "99999999-8888-4777-8666-555555555555";

    public String arn() {
        return "arn:aws:kms:" + Account.REGION + ":" + Account.ID + ":key/" + id;
    }
}
