package sallyport.sandbox.aws.api;

import java.util.Optional;

/**
 * What an HTTP request brings that the services read.
 *
 * @param target the {@code X-Amz-Target} header, absent in the query protocol
 * @param date the {@code X-Amz-Date} header
 */
public record ApiRequest(
        Optional<String> target,
        Optional<String> contentType,
        Optional<String> authorization,
        Optional<String> date,
        String body) {}
