package sallyport.aws;

import sallyport.watch.ClusterFacts.BucketState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket that ECS records sessions in. */
final class SessionBucket {
    private SessionBucket() {}

    /**
     * One call tells both: whether it is there, and whether it is encrypted. S3 encrypts every bucket by itself since
     * 2023, so a plain one is seldom met.
     *
     * @throws S3Exception when S3 says neither
     */
    static BucketState state(S3Client s3, String name) {
        try {
            s3.getBucketEncryption(request -> request.bucket(name));
            return new BucketState(true, true);
        } catch (S3Exception e) {
            return switch (AwsErrors.code(e)) {
                case "NoSuchBucket" -> new BucketState(false, false);
                case "ServerSideEncryptionConfigurationNotFoundError" -> new BucketState(true, false);
                default -> throw e;
            };
        }
    }
}
