package sallyport.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes slash commands as Slack signs them, each with a trigger id of its own. Safe for use by many threads. */
final class SignedCommands {
    private final byte[] secret;
    private final AtomicLong count = new AtomicLong();

    SignedCommands(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a whole HTTP/1.1 request. */
    byte[] next(int port) {
        long timestamp = System.currentTimeMillis() / 1000;
        var body = "team_id=T0SANDBOX&team_domain=sandbox&channel_id=C0ECSOPS&channel_name=ecs-ops"
                + "&user_id=U0REQUESTER&user_name=robin&command=%2Fecs&text=" + encode("exec web \"uname -a\"")
                + "&response_url=" + encode("http://127.0.0.1:1/none") + "&trigger_id=bench." + count.incrementAndGet()
                + "." + System.nanoTime() + "&api_app_id=A0SANDBOX&is_enterprise_install=false";
        var head = "POST /slack/commands HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                + "\r\nX-Slack-Request-Timestamp: " + timestamp + "\r\nX-Slack-Signature: v0="
                + sign("v0:" + timestamp + ":" + body) + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private String sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
