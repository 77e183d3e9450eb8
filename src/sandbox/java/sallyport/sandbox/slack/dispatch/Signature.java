package sallyport.sandbox.slack.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Slack's request signature, version 0 (docs.slack.dev, verifying requests from Slack). */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v0";

    private Signature() {}

    /** The {@code X-Slack-Signature} of a body sent at this moment. */
    static String of(String secret, long epochSecond, String body) {
        var signed = VERSION + ":" + epochSecond + ":" + body;
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return VERSION + "=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
    }
}
