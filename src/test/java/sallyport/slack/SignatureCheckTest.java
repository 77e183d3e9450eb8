package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.http.RawRequest;

class SignatureCheckTest {
    private static final long NOW = 1_531_420_618;
    private static final String BODY = "token=xyz&team_id=T1&text=uname%20-a\n";

    private final SignatureCheck check = check("new-secret", "old-secret");

    @Test
    void the_example_of_slacks_documentation_is_genuine() {
        var body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        var request = request(
                body,
                Map.of(
                        "X-Slack-Request-Timestamp", List.of("1531420618"),
                        "X-Slack-Signature",
                                List.of("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")));
        assertThat(check("8f742231b10e8888abcd99yyyzzz85a5").check(request))
                .isInstanceOf(SignatureCheck.Verdict.Genuine.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-secret", "old-secret"})
    void both_secrets_are_good_during_rotation(String secret) {
        assertThat(check.check(signed(NOW, secret))).isInstanceOf(SignatureCheck.Verdict.Genuine.class);
    }

    @Test
    void the_former_secret_is_refused_once_it_is_taken_out() {
        assertThat(check("new-secret").check(signed(NOW, "old-secret")))
                .isInstanceOf(SignatureCheck.Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300, 0})
    void five_minutes_of_skew_are_good_to_either_side(long skew) {
        assertThat(check.check(signed(NOW + skew, "new-secret"))).isInstanceOf(SignatureCheck.Verdict.Genuine.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void one_second_more_is_refused_to_either_side(long skew) {
        assertThat(check.check(signed(NOW + skew, "new-secret"))).isInstanceOf(SignatureCheck.Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1531420618",
                "+1531420618",
                "1531420618.0",
                "99999999999999999999",
                "1531420618 ",
                "١٥٣١٤٢٠٦١٨"
            })
    void a_timestamp_that_is_not_plain_digits_is_refused_though_signed(String timestamp) {
        assertThat(check.check(request(BODY, headers(timestamp, sign("new-secret", timestamp, BODY)))))
                .isInstanceOf(SignatureCheck.Verdict.Refused.class);
    }

    @Test
    void the_key_bolt_falls_back_to_is_refused() {
        assertThat(check.check(signed(NOW, "---"))).isInstanceOf(SignatureCheck.Verdict.Refused.class);
    }

    static Stream<Map<String, List<String>>> tampered() {
        var signature = sign("new-secret", String.valueOf(NOW), BODY);
        var good = headers(String.valueOf(NOW), signature);
        return Stream.of(
                without(good, "X-Slack-Signature"),
                without(good, "X-Slack-Request-Timestamp"),
                with(good, "X-Slack-Signature", List.of(signature, signature)),
                with(good, "X-Slack-Request-Timestamp", List.of(String.valueOf(NOW), String.valueOf(NOW))),
                with(good, "X-Slack-Signature", List.of(signature.substring(3))),
                with(good, "X-Slack-Signature", List.of("v1" + signature.substring(2))),
                with(good, "X-Slack-Signature", List.of(signature.substring(0, signature.length() - 1))),
                with(good, "X-Slack-Signature", List.of(signature + "0")),
                with(good, "X-Slack-Signature", List.of("")),
                with(good, "X-Slack-Signature", List.of("v0=" + "0".repeat(64))),
                with(good, "X-Slack-Request-Timestamp", List.of(String.valueOf(NOW + 1))));
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void absent_doubled_cut_or_changed_headers_are_refused(Map<String, List<String>> headers) {
        assertThat(check.check(request(BODY, headers))).isInstanceOf(SignatureCheck.Verdict.Refused.class);
    }

    @Test
    void every_flipped_bit_of_the_body_is_refused() {
        var headers = headers(String.valueOf(NOW), sign("new-secret", String.valueOf(NOW), BODY));
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < body.length * 8; i++) {
            byte[] flipped = body.clone();
            flipped[i / 8] ^= (byte) (1 << i % 8);
            assertThat(check.check(new RawRequest("/slack/commands", headers, flipped)))
                    .isInstanceOf(SignatureCheck.Verdict.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void an_empty_secret_stops_the_start(String secret) {
        assertThatThrownBy(() -> Secret.of(secret)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_secret_at_all_stops_the_start() {
        assertThatThrownBy(() -> new SignatureCheck(List.of(), InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SlackOptions(
                        Secret.of("x"), List.of(), Set.of("T1"), Optional.empty(), SlackOptions.SLACK_API, "/ecs"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_secret_does_not_show_itself() {
        assertThat(Requests.options(URI.create("http://127.0.0.1/api/")).toString())
                .doesNotContain("xoxb", "new-secret");
    }

    private static SignatureCheck check(String... secrets) {
        return new SignatureCheck(
                Stream.of(secrets).map(Secret::of).toList(), InstantSource.fixed(Instant.ofEpochSecond(NOW)));
    }

    private static RawRequest signed(long timestamp, String secret) {
        return request(BODY, headers(String.valueOf(timestamp), sign(secret, String.valueOf(timestamp), BODY)));
    }

    private static RawRequest request(String body, Map<String, List<String>> headers) {
        return new RawRequest("/slack/commands", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, List<String>> headers(String timestamp, String signature) {
        return Map.of("X-Slack-Request-Timestamp", List.of(timestamp), "X-Slack-Signature", List.of(signature));
    }

    static String sign(String secret, String timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var base = "v0:" + timestamp + ":" + body;
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, List<String>> without(Map<String, List<String>> headers, String name) {
        var fewer = new HashMap<>(headers);
        fewer.remove(name);
        return fewer;
    }

    private static Map<String, List<String>> with(Map<String, List<String>> headers, String name, List<String> values) {
        var changed = new HashMap<>(headers);
        changed.put(name, values);
        return changed;
    }
}
