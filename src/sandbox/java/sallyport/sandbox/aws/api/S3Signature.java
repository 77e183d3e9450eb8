package sallyport.sandbox.aws.api;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;

/** Looks at the outside of a signature as the other services do, and refuses in S3's words and by S3's clock. */
final class S3Signature {
    /** S3 takes what is up to fifteen minutes off, three times what the others take. */
    static final Duration MAX_SKEW = Duration.ofMinutes(15);

    private static final String MALFORMED = "The authorization header is malformed; ";

    private S3Signature() {}

    static Signature require(S3Request request, Instant now) {
        if (request.authorization().isEmpty()) {
            throw new Refusal(403, "AccessDenied", "Access Denied");
        }
        var signature = Signature.parse(request.authorization())
                .orElseThrow(() -> malformed("the authorization header requires three components: Credential,"
                        + " SignedHeaders, and Signature."));
        if (!signature.service().equals(S3.SERVICE)) {
            throw malformed("incorrect service \"" + signature.service() + "\". This endpoint belongs to \"s3\".");
        }
        requireCurrent(request, now);
        if (request.contentSha256().isEmpty()) {
            throw Refusal.of("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        }
        return signature;
    }

    private static Refusal malformed(String how) {
        return Refusal.of("AuthorizationHeaderMalformed", MALFORMED + how);
    }

    private static void requireCurrent(S3Request request, Instant now) {
        var date = request.date().orElse("");
        var signedAt = Signature.signedAt(date)
                .orElseThrow(() -> new Refusal(
                        403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header"));
        if (Duration.between(signedAt, now).abs().compareTo(MAX_SKEW) > 0) {
            throw new Refusal(
                            403,
                            "RequestTimeTooSkewed",
                            "The difference between the request time and the current time is too large.")
                    .with(Json.object()
                            .put("RequestTime", date)
                            .put(
                                    "ServerTime",
                                    now.truncatedTo(ChronoUnit.SECONDS).toString())
                            .put("MaxAllowedSkewMilliseconds", MAX_SKEW.toMillis()));
        }
    }
}
