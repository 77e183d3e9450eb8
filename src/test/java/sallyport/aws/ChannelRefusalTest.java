package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelRefusalTest {
    private static final String DENIED = "User: arn:aws:sts::111122223333:assumed-role/sallyport-exec/r0123456789ab is"
            + " not authorized to perform: ssmmessages:OpenDataChannel";

    @ParameterizedTest
    @CsvSource({
        "with an explicit deny in a service control policy, its administrators",
        "because no session policy allows the ssmmessages:OpenDataChannel action, The session was narrowed",
        "because no VPC endpoint policy allows the ssmmessages:OpenDataChannel action, policy of the VPC endpoint",
        "because no identity-based policy allows the ssmmessages:OpenDataChannel action, Allow ssmmessages"
    })
    void a_denial_in_its_usual_form_says_whose_policy_has_to_change(String reason, String advice) {
        assertThat(ChannelRefusal.of(403, "{\"message\":\"" + DENIED + " " + reason + "\"}"))
                .startsWith("AWS did not let us read the session's output (HTTP 403). AWS denied"
                        + " ssmmessages:OpenDataChannel to arn:aws:sts")
                .contains(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "400, check this machine's clock",
        "401, check this machine's clock",
        "403, Allow ssmmessages:OpenDataChannel",
        "404, does not know the session",
        "410, does not know the session",
        "429, Try again in a minute",
        "500, an error of its own",
        "503, an error of its own",
        "302, no reason"
    })
    void any_other_answer_is_told_by_its_status(int status, String words) {
        assertThat(ChannelRefusal.of(status, "<html>&</html>"))
                .contains("HTTP " + status)
                .contains(words);
        assertThat(ChannelRefusal.of(status, "")).contains(words);
        assertThat(ChannelRefusal.of(status, "{\"Message\":\"no\"}")).contains(words);
    }

    @Test
    void a_proxy_that_does_not_connect_is_told_from_a_network_that_does_not() {
        assertThat(ChannelRefusal.unreachable("java.io.IOException: Tunnel failed, got: 407"))
                .contains("the proxy answered HTTP 407")
                .contains("no_proxy");
        assertThat(ChannelRefusal.unreachable("java.nio.channels.UnresolvedAddressException"))
                .contains("its name does not resolve");
        assertThat(ChannelRefusal.unreachable("java.net.ConnectException"))
                .contains("Check DNS, routes, proxy")
                .doesNotContain("Exception");
    }

    @Test
    void a_key_that_was_denied_says_what_to_allow() {
        assertThat(ChannelRefusal.aboutKey("KMS refused the session's key (AccessDeniedException)"))
                .contains("kms:GenerateDataKey");
        assertThat(ChannelRefusal.aboutKey("KMS did not answer")).isEmpty();
    }
}
