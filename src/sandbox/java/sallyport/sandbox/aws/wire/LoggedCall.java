package sallyport.sandbox.aws.wire;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that reached the simulator: an API call, an opened data channel, or, as operation {@code Complaint},
 * something a faithful client does not do.
 *
 * @param service endpoint name as in a credential scope, {@code ecs} for example
 * @param body the request as it came; form-encoded for STS, the first line of it for S3
 * @param status HTTP status of the answer, 0 if the answer was withheld or there is none
 * @param answer the response body
 * @param accessKey the access key that signed it, empty if it was not signed
 */
public record LoggedCall(
        String service,
        String operation,
        String body,
        Instant at,
        int status,
        String answer,
        Optional<String> accessKey) {}
