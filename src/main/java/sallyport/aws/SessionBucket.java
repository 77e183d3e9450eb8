package sallyport.aws;

import java.util.Optional;
import sallyport.watch.ClusterFacts.BucketState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The bucket that ECS records sessions in. */
final class SessionBucket {
    private SessionBucket() {}

    /**
     * One call tells both: whether it is there, and how it is encrypted. S3 encrypts every bucket by itself since 2023,
     * so a plain one is seldom met.
     *
     * @throws S3Exception when S3 says neither
     */
    static BucketState state(S3Client s3, String name) {
        try {
            return new BucketState.There(algorithm(s3.getBucketEncryption(request -> request.bucket(name))));
        } catch (S3Exception e) {
            return switch (AwsErrors.code(e)) {
                case "NoSuchBucket" -> new BucketState.Missing();
                case "ServerSideEncryptionConfigurationNotFoundError" -> new BucketState.There(Optional.empty());
                default -> throw e;
            };
        }
    }

    private static Optional<String> algorithm(GetBucketEncryptionResponse answer) {
        return Optional.ofNullable(answer.serverSideEncryptionConfiguration())
                .flatMap(configuration -> configuration.rules().stream().findFirst())
                .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                .map(ServerSideEncryptionByDefault::sseAlgorithmAsString);
    }
}
