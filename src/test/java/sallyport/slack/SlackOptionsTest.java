package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackOptionsTest {
    private final SlackOptions real = Requests.options(SlackOptions.SLACK_API);

    @Test
    void answers_go_to_slack() {
        assertThat(real.mayAnswerTo(URI.create("https://hooks.slack.com/commands/T1/2/3")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.slack.com/commands/T1",
                "https://hooks.slack.com:8443/commands/T1",
                "https://x@hooks.slack.com/commands/T1",
                "https://hooks.slack.com@evil.example/",
                "https://hooks.slack.com.evil.example/",
                "https://hooks.slack.com./commands/T1",
                "https://slack.com/api/chat.delete",
                "https://169.254.170.2/v2/credentials",
                "file:///etc/passwd",
                "mailto:a@b.example",
                "//hooks.slack.com/"
            })
    void answers_go_nowhere_else(String address) {
        assertThat(real.mayAnswerTo(URI.create(address))).isFalse();
    }

    @Test
    void where_another_host_plays_slack_it_is_answered_too() {
        var played = Requests.options(URI.create("http://127.0.0.1:3000/api/"));
        assertThat(played.mayAnswerTo(URI.create("http://127.0.0.1:3000/hooks/1")))
                .isTrue();
        assertThat(played.mayAnswerTo(URI.create("http://127.0.0.1:3001/hooks/1")))
                .isFalse();
        assertThat(played.mayAnswerTo(URI.create("mailto:a@b.example"))).isFalse();
    }

    @Test
    void no_team_at_all_stops_the_start() {
        assertThatThrownBy(() -> new SlackOptions(
                        Secret.of("x"),
                        List.of(Secret.of("y")),
                        Set.of(),
                        Optional.empty(),
                        SlackOptions.SLACK_API,
                        "/ecs"))
                .hasMessageContaining("team id");
    }
}
