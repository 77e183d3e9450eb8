package sallyport.watch;

import java.util.Optional;

/**
 * A cluster.
 *
 * @param logging {@code NONE}, {@code DEFAULT} or {@code OVERRIDE}; empty when nothing is configured
 * @param kmsKey the id, alias or ARN of the key that encrypts sessions
 */
public record ClusterFacts(
        String arn,
        String status,
        Optional<String> logging,
        Optional<String> kmsKey,
        Optional<LogGroup> logGroup,
        Optional<Bucket> bucket) {
    /** @param encrypted whether ECS shall insist on an encrypted group */
    public record LogGroup(String name, boolean encrypted) {}

    /** @param prefix of its objects, or empty */
    public record Bucket(String name, String prefix, boolean encrypted) {}

    /** The log group as it is, apart from how the cluster names it. */
    public record LogGroupState(boolean exists, boolean encrypted) {}

    /** The bucket as it is, apart from how the cluster names it. */
    public sealed interface BucketState {
        record Missing() implements BucketState {}

        /** @param algorithm by which S3 encrypts what is put there, as S3 names it; empty if it does not */
        record There(Optional<String> algorithm) implements BucketState {}
    }
}
