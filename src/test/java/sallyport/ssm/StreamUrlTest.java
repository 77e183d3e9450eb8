package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.ssm.StreamUrl.Parsed;

class StreamUrlTest {
    private static final String SESSION = "ecs-execute-command-0123456789abcdef0";
    private static final String GOOD = "wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION;
    private static final StreamEndpoint.Aws IRELAND =
            new StreamEndpoint.Aws("eu-west-1", List.of("amazonaws.com", "api.aws"));

    @Test
    void the_form_the_service_sends_is_accepted_with_its_query_untouched() {
        var text = GOOD + "?role=publish_subscribe&cell-number=AAEA%2Bx/y+z%3D%3D";

        var parsed = StreamUrl.parse(text, IRELAND, SESSION);

        assertThat(parsed).isInstanceOfSatisfying(Parsed.Accepted.class, accepted -> {
            assertThat(accepted.url().uri()).hasToString(text);
            assertThat(accepted.url().sessionId()).isEqualTo(SESSION);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://ssmmessages-fips.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION + "?",
            })
    void fips_and_an_empty_query_are_accepted(String text) {
        assertThat(StreamUrl.parse(text, IRELAND, SESSION)).isInstanceOf(Parsed.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not a url",
                "wss:opaque",
                "//ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "ws://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "https://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "WSS://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss:///v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com:443/v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com:/v1/data-channel/" + SESSION,
                "wss://user@ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com@evil.example/v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com./v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com.evil.example/v1/data-channel/" + SESSION,
                "wss://evil.ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss://ssmmessages.us-east-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com.cn/v1/data-channel/" + SESSION,
                "wss://SSMMESSAGES.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss://ssmmessage\u0455.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss://%73smmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                "wss://[::1]/v1/data-channel/" + SESSION,
                "wss://127.0.0.1/v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com\\@evil.example/v1/data-channel/" + SESSION,
                "wss://evil.example#@ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/" + SESSION,
                GOOD + "#fragment",
                GOOD + "/",
                GOOD + "0",
                GOOD + "/../other",
                "wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/other",
                "wss://ssmmessages.eu-west-1.amazonaws.com//v1/data-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com/v1/control-channel/" + SESSION,
                "wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/%65cs-execute-command-0123456789abcdef0",
                GOOD + "?a=\r\nHost: evil.example",
                " " + GOOD,
            })
    void every_other_form_is_refused_with_a_reason(String text) {
        assertThat(StreamUrl.parse(text, IRELAND, SESSION))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class,
                        refused -> assertThat(refused.reason()).isNotBlank().doesNotContain("evil"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://ssmmessages.eu-west-1.api.aws/v1/data-channel/" + SESSION,
                "wss://ssmmessages-fips.eu-west-1.api.aws/v1/data-channel/" + SESSION,
            })
    void names_of_dual_stack_are_accepted(String text) {
        assertThat(StreamUrl.parse(text, IRELAND, SESSION)).isInstanceOf(Parsed.Accepted.class);
    }

    @Test
    void china_has_its_own_names_and_no_other() {
        var china = new StreamEndpoint.Aws("cn-north-1", List.of("amazonaws.com.cn", "api.amazonwebservices.com.cn"));

        assertThat(StreamUrl.parse(
                        "wss://ssmmessages.cn-north-1.amazonaws.com.cn/v1/data-channel/" + SESSION, china, SESSION))
                .isInstanceOf(Parsed.Accepted.class);
        assertThat(StreamUrl.parse(
                        "wss://ssmmessages.cn-north-1.amazonaws.com/v1/data-channel/" + SESSION, china, SESSION))
                .isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void a_private_endpoint_is_connected_to_instead_with_path_and_query_untouched() {
        var host = "vpce-0a1b-x.ssmmessages.eu-west-1.vpce.amazonaws.com";
        var rest = "/v1/data-channel/" + SESSION + "?cell-number=AAEA%2Bx/y+z%3D%3D";
        var closed = new StreamEndpoint.Instead(IRELAND, host);

        assertThat(List.of("wss://ssmmessages.eu-west-1.amazonaws.com" + rest, "wss://" + host + rest))
                .allSatisfy(named -> assertThat(StreamUrl.parse(named, closed, SESSION))
                        .isInstanceOfSatisfying(
                                Parsed.Accepted.class,
                                accepted -> assertThat(accepted.url().uri()).hasToString("wss://" + host + rest)));
        assertThat(StreamUrl.parse("wss://evil.example" + rest, closed, SESSION))
                .isInstanceOf(Parsed.Refused.class);
        assertThat(StreamUrl.parse("wss://" + host + rest, IRELAND, SESSION)).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void a_session_id_cannot_bring_a_path_along() {
        assertThat(StreamUrl.parse(GOOD + "/x", IRELAND, SESSION + "/x")).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void a_url_has_at_most_2048_characters() {
        var longest = GOOD + "?" + "x".repeat(StreamUrl.MAX_LENGTH - GOOD.length() - 1);

        assertThat(StreamUrl.parse(longest, IRELAND, SESSION)).isInstanceOf(Parsed.Accepted.class);
        assertThat(StreamUrl.parse(longest + "x", IRELAND, SESSION)).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void the_override_allows_exactly_one_origin() {
        var sandbox = new StreamEndpoint.Exactly(URI.create("ws://127.0.0.1:3001"));

        assertThat(StreamUrl.parse("ws://127.0.0.1:3001/v1/data-channel/" + SESSION, sandbox, SESSION))
                .isInstanceOf(Parsed.Accepted.class);
        assertThat(StreamUrl.parse("ws://127.0.0.1:3002/v1/data-channel/" + SESSION, sandbox, SESSION))
                .isInstanceOf(Parsed.Refused.class);
        assertThat(StreamUrl.parse("wss://127.0.0.1:3001/v1/data-channel/" + SESSION, sandbox, SESSION))
                .isInstanceOf(Parsed.Refused.class);
        assertThat(StreamUrl.parse(GOOD, sandbox, SESSION)).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void an_endpoint_that_could_name_another_host_is_a_mistake_of_the_caller() {
        assertThatThrownBy(() -> new StreamEndpoint.Aws("eu-west-1.evil.example/", List.of("amazonaws.com")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamEndpoint.Aws("eu-west-1", List.of("com")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamEndpoint.Aws("eu-west-1", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamEndpoint.Instead(IRELAND, "evil.example/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamEndpoint.Exactly(URI.create("http://127.0.0.1:1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StreamEndpoint.Exactly(URI.create("ws://127.0.0.1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
