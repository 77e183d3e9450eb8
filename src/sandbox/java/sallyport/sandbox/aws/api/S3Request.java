package sallyport.sandbox.aws.api;

import java.util.Optional;

/**
 * What an HTTP request brings that S3 reads, whose operations are told by method, path and query.
 *
 * @param query as it came, empty if there is none
 * @param contentSha256 the {@code x-amz-content-sha256} header
 * @param expectedOwner the {@code x-amz-expected-bucket-owner} header
 */
public record S3Request(
        String method,
        String path,
        String query,
        Optional<String> authorization,
        Optional<String> date,
        Optional<String> contentSha256,
        Optional<String> expectedOwner) {

    /** The request's first line, which is all there is of a request without a body. */
    String line() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }
}
