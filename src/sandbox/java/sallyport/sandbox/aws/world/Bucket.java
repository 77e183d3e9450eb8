package sallyport.sandbox.aws.world;

/**
 * A general purpose bucket of S3.
 *
 * @param encrypted whether it has a default encryption configuration, which is SSE-S3 then; a new bucket has
 */
public record Bucket(String name, boolean encrypted) {
    /** The one that the sessions of the cluster {@code clinic-bucket} are written to. */
    public static final String SESSIONS = "clinic-exec-sessions";

    /** There only once it was mended. */
    public static final String MISSING = "clinic-exec-sessions-missing";

    /** Without a configuration until it is mended. */
    public static final String PLAIN = "clinic-exec-sessions-plain";

    public String arn() {
        return Account.bucket(name);
    }
}
