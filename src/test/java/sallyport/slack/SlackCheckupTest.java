package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.ChannelId;
import sallyport.watch.Checks;
import sallyport.watch.Severity;

class SlackCheckupTest {
    private static final String ALL = "commands,chat:write,files:write,users:read";
    private final StubSlack slack = new StubSlack();

    @AfterEach
    void close() {
        slack.close();
    }

    private Checks checks() {
        return checks(false);
    }

    private Checks checks(boolean readsUserGroups) {
        return new Checks(new SlackCheckup(slack.options(), readsUserGroups)
                .of(List.of(new ChannelId("C1"), new ChannelId("C1"))));
    }

    private void knows(String team, String scopes) {
        slack.scopes(scopes);
        slack.answers("auth.test", "{\"ok\":true,\"team_id\":\"" + team + "\",\"team\":\"ours\",\"user_id\":\"U1\"}");
    }

    @Test
    void a_token_of_our_workspace_with_its_scopes_in_the_owners_channel_is_fine() {
        knows("T1", ALL);
        slack.answers("conversations.info", "{\"ok\":true,\"channel\":{\"id\":\"C1\",\"is_member\":true}}");

        assertThat(checks().values())
                .hasSize(3)
                .allSatisfy(check -> assertThat(check.severity()).isEqualTo(Severity.FINE));
    }

    @Test
    void a_token_that_slack_refuses_blocks_and_leaves_the_rest_open() {
        slack.fail("auth.test", "invalid_auth");

        var checks = checks();

        assertThat(checks.get("I3").severity()).isEqualTo(Severity.BLOCKS);
        assertThat(checks.get("I4").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
    }

    @Test
    void a_token_of_another_workspace_blocks() {
        knows("T9", ALL);

        var token = checks().get("I3");
        assertThat(token.severity()).isEqualTo(Severity.BLOCKS);
        assertThat(token.title()).contains("T9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"commands,chat:write,files:write; BLOCKS", "''; COULD_NOT_CHECK"})
    void a_scope_that_lacks_blocks_and_silence_is_not_taken_for_good(String scopes, Severity severity) {
        knows("T1", scopes);

        assertThat(checks().get("I4").severity()).isEqualTo(severity);
    }

    @Test
    void the_scope_for_user_groups_is_needed_only_where_there_are_some() {
        knows("T1", ALL);

        assertThat(checks(false).get("I4").severity()).isEqualTo(Severity.FINE);
        assertThat(checks(true).get("I4").severity()).isEqualTo(Severity.BLOCKS);

        knows("T1", ALL + ",usergroups:read");
        assertThat(checks(true).get("I4").severity()).isEqualTo(Severity.FINE);
    }

    @ParameterizedTest
    @CsvSource({
        "channel_not_found, ADVICE",
        "missing_scope, COULD_NOT_CHECK",
        "team_access_not_granted, COULD_NOT_CHECK"
    })
    void a_channel_that_slack_does_not_tell_about(String error, Severity severity) {
        knows("T1", ALL);
        slack.fail("conversations.info", error);

        assertThat(checks().get("I5").severity()).isEqualTo(severity);
    }

    @Test
    void a_channel_without_the_bot_is_told() {
        knows("T1", ALL);
        slack.answers("conversations.info", "{\"ok\":true,\"channel\":{\"id\":\"C1\",\"is_member\":false}}");

        var channel = checks().get("I5");
        assertThat(channel.severity()).isEqualTo(Severity.ADVICE);
        assertThat(channel.remedy().orElseThrow().sentence()).contains("/invite");
    }

    @Test
    void nothing_is_posted() {
        knows("T1", ALL);
        checks();

        assertThat(Set.copyOf(slack.methods())).containsExactlyInAnyOrder("auth.test", "conversations.info");
    }

    @Test
    void the_scopes_are_those_of_the_manifest() throws IOException {
        var manifest = Files.readString(Path.of("manifest.yml"));

        assertThat(manifest.lines()
                        .dropWhile(line -> !line.strip().equals("bot:"))
                        .skip(1)
                        .takeWhile(line -> line.strip().startsWith("- "))
                        .map(line -> line.strip().substring(2)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SlackCheckup.SCOPES.stream(), Stream.of(SlackCheckup.USER_GROUPS_SCOPE))
                                .toList());
    }
}
