package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Computes Signature Version 4 a second time, from its specification, and compares. */
class SignedUpgradeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String SCOPE = "20261123/eu-west-1/ssmmessages/aws4_request";
    private static final String EMPTY_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String PATH = "/v1/data-channel/ecs-execute-command-0123456789abcdefg";

    @Test
    void the_upgrade_is_signed_in_headers_for_ssmmessages() throws Exception {
        var headers = sign(
                AwsBasicCredentials.create("AKIDEXAMPLE", SECRET),
                "wss://ssmmessages.eu-west-1.amazonaws.com" + PATH + "?role=publish_subscribe");

        assertThat(headers).containsEntry("X-Amz-Date", "20261123T120000Z").doesNotContainKey("X-Amz-Security-Token");
        assertSignature(headers, "ssmmessages.eu-west-1.amazonaws.com", "role=publish_subscribe");
    }

    @Test
    void the_query_is_signed_in_canonical_order_and_encoding() throws Exception {
        var headers = sign(
                AwsBasicCredentials.create("AKIDEXAMPLE", SECRET),
                "wss://ssmmessages.eu-west-1.amazonaws.com" + PATH
                        + "?role=publish_subscribe&cell-number=AbC%2Fd%3D%3D");

        assertSignature(
                headers, "ssmmessages.eu-west-1.amazonaws.com", "cell-number=AbC%2Fd%3D%3D&role=publish_subscribe");
    }

    @Test
    void a_session_token_is_sent_and_signed() throws Exception {
        var headers = sign(
                AwsSessionCredentials.create("ASIAEXAMPLE", SECRET, "the-token"),
                "wss://ssmmessages.eu-west-1.amazonaws.com" + PATH + "?role=publish_subscribe");

        assertThat(headers).containsEntry("X-Amz-Security-Token", "the-token");
        assertThat(signedHeaders(headers)).contains("x-amz-security-token");
        assertSignature(headers, "ssmmessages.eu-west-1.amazonaws.com", "role=publish_subscribe");
    }

    @Test
    void a_port_that_is_not_the_default_belongs_to_the_signed_host() throws Exception {
        var headers = sign(
                AwsBasicCredentials.create("AKIDEXAMPLE", SECRET),
                "ws://127.0.0.1:3001" + PATH + "?role=publish_subscribe");

        assertSignature(headers, "127.0.0.1:3001", "role=publish_subscribe");
    }

    private static Map<String, String> sign(AwsCredentials credentials, String uri) {
        return new SignedUpgrade(credentials, "eu-west-1", CLOCK).sign(URI.create(uri));
    }

    private static void assertSignature(Map<String, String> headers, String host, String query) throws Exception {
        var sent = new TreeMap<String, String>();
        headers.forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
        sent.put("host", host);
        var names = signedHeaders(headers);
        assertThat(names.split(";")).contains("host", "x-amz-date");
        var canonical = "GET\n" + PATH + "\n" + query + "\n"
                + Arrays.stream(names.split(";"))
                        .map(name -> name + ":" + sent.get(name) + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + EMPTY_BODY;
        var toSign = "AWS4-HMAC-SHA256\n20261123T120000Z\n" + SCOPE + "\n" + sha256(canonical);

        assertThat(headers.get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=")
                .contains("/" + SCOPE)
                .endsWith("Signature=" + HexFormat.of().formatHex(hmac(key(), toSign)));
    }

    private static String signedHeaders(Map<String, String> headers) {
        return headers.getOrDefault("Authorization", "").replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
    }

    private static byte[] key() throws GeneralSecurityException {
        var date = hmac(("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8), "20261123");
        return hmac(hmac(hmac(date, "eu-west-1"), "ssmmessages"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
