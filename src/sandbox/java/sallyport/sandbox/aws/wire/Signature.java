package sallyport.sandbox.aws.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The outside of a SigV4 signature. The signature itself is not verified, since the simulator knows no secret keys: any
 * access key is accepted. What is checked: that there is one, its service, and its age.
 */
public record Signature(String accessKey, String region, String service) {
    /** Age at which services refuse a signed request; the fence behind "this start can no longer happen". */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256\\s+Credential=(?<key>[^/,\\s]+)/(?<date>\\d{8})/(?<region>[^/,]+)/(?<service>[^/,]+)"
                    + "/aws4_request,\\s*SignedHeaders=(?<headers>[a-z0-9;-]+),\\s*Signature=[0-9a-f]{64}");

    /** Reads an Authorization header; empty if there is none or it is not of this scheme. */
    public static Optional<Signature> parse(Optional<String> authorization) {
        return authorization
                .map(AUTHORIZATION::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> new Signature(matcher.group("key"), matcher.group("region"), matcher.group("service")));
    }

    /**
     * The signature of an API call.
     *
     * @throws Refusal as the services refuse a call that is unsigned, signed for another service, or too old
     */
    public static Signature require(
            Optional<String> authorization, Optional<String> amzDate, String service, Instant now) {
        if (authorization.isEmpty()) {
            throw Refusal.of("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        var signature = parse(authorization)
                .orElseThrow(() -> Refusal.of(
                        "IncompleteSignatureException", "Authorization header is not a complete AWS4-HMAC-SHA256 one"));
        if (!signature.service.equals(service)) {
            throw Refusal.of(
                    "InvalidSignatureException", "Credential should be scoped to correct service: '" + service + "'.");
        }
        requireFresh(amzDate, now);
        return signature;
    }

    private static void requireFresh(Optional<String> amzDate, Instant now) {
        var date = amzDate.orElseThrow(() ->
                Refusal.of("IncompleteSignatureException", "Authorization header requires existence of X-Amz-Date"));
        var signedAt = signedAt(date)
                .orElseThrow(() -> Refusal.of("IncompleteSignatureException", "X-Amz-Date is not a date: " + date));
        if (Duration.between(signedAt, now).abs().compareTo(MAX_AGE) > 0) {
            throw Refusal.of(
                    "InvalidSignatureException",
                    "Signature not current: " + date + " is more than 5 min. from " + AMZ_DATE.format(now));
        }
    }

    /** The time that an X-Amz-Date header says; empty if it is no date. */
    public static Optional<Instant> signedAt(String amzDate) {
        try {
            return Optional.of(Instant.from(AMZ_DATE.parse(amzDate)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
