package sallyport.sandbox.aws.api;

/**
 * An answer of S3, which has two identifiers where the other services have one.
 *
 * @param requestId for the {@code x-amz-request-id} header
 * @param hostId for the {@code x-amz-id-2} header
 */
public record S3Answer(String operation, int status, String requestId, String hostId, String xml) {}
