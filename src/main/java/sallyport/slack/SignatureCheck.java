package sallyport.slack;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sallyport.http.RawRequest;

/**
 * Tells Slack's requests from others by their signature, on the bytes as they came and before anything is parsed.
 * Bolt's own check is not used: it accepts a fixed key when the secret is empty, and timestamps from the future.
 *
 * <p>A timestamp is good up to {@link #MAX_SKEW} to either side. During rotation two secrets are good. Safe for use by
 * many threads.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
final class SignatureCheck {
    /** How far a timestamp may be from our clock; Slack's own advice. */
    static final Duration MAX_SKEW = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    SignatureCheck(List<Secret> secrets, InstantSource clock) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a signing secret is needed");
        }
        this.keys = secrets.stream().map(SignatureCheck::key).toList();
        this.clock = clock;
    }

    /** What a request turned out to be. */
    sealed interface Verdict {
        /**
         * Slack sent it.
         *
         * @param signature as sent; a replayed request has the same one
         */
        record Genuine(String signature) implements Verdict {}

        /** Nobody can tell who sent it. */
        record Refused(String why) implements Verdict {}
    }

    Verdict check(RawRequest request) {
        var timestamps = request.header("X-Slack-Request-Timestamp");
        var signatures = request.header("X-Slack-Signature");
        if (timestamps.size() != 1 || signatures.size() != 1) {
            return new Verdict.Refused("signature headers not present exactly once");
        }
        var timestamp = timestamps.getFirst();
        if (!SECONDS.matcher(timestamp).matches()) {
            return new Verdict.Refused("timestamp is not a number of seconds");
        }
        var sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sentAt, clock.instant().truncatedTo(ChronoUnit.SECONDS))
                        .abs()
                        .compareTo(MAX_SKEW)
                > 0) {
            return new Verdict.Refused("timestamp too far from now");
        }
        return matches(timestamp, request, signatures.getFirst())
                ? new Verdict.Genuine(signatures.getFirst())
                : new Verdict.Refused("signature does not match");
    }

    /** Tries every key, always all of them, each in constant time. */
    private boolean matches(String timestamp, RawRequest request, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        boolean any = false;
        for (var key : keys) {
            any |= MessageDigest.isEqual(expected(key, timestamp, request), given);
        }
        return any;
    }

    private static byte[] expected(SecretKeySpec key, String timestamp, RawRequest request) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
            mac.update(request.body());
            return ("v0=" + HexFormat.of().formatHex(mac.doFinal())).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static SecretKeySpec key(Secret secret) {
        return new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }
}
