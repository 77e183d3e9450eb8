package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlackReadinessTest {
    @Test
    void slack_is_missing_until_it_has_answered() {
        try (var stub = new StubSlack();
                var readiness = new SlackReadiness(new SlackApi(stub.options()))) {
            assertThat(readiness.missing()).contains("Slack was not asked yet");
            readiness.start();
            await().until(() -> readiness.missing().isEmpty());
        }
    }

    @Test
    void a_refused_token_is_named() {
        try (var stub = new StubSlack();
                var readiness = new SlackReadiness(new SlackApi(stub.options()))) {
            stub.fail("auth.test", "invalid_auth");
            readiness.start();
            await().until(() -> readiness.missing().equals(Optional.of("Slack refuses the bot token: invalid_auth")));
        }
    }
}
