package sallyport.aws;

/** The parts of an ARN, {@code arn:partition:service:region:account:resource}. */
final class Arns {
    private static final int PARTITION = 1;
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;
    private static final int PARTS = 6;

    private Arns() {}

    /** What stands after the last slash: a task's id, a cluster's name, a definition's {@code family:revision}. */
    static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** {@code aws}, {@code aws-cn}, {@code aws-us-gov}, … */
    static String partition(String arn) {
        return part(arn, PARTITION);
    }

    static String region(String arn) {
        return part(arn, REGION);
    }

    static String account(String arn) {
        return part(arn, ACCOUNT);
    }

    private static String part(String arn, int index) {
        var parts = arn.split(":", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("not an ARN: " + arn);
        }
        return parts[index];
    }
}
