package sallyport.sandbox.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.slack.traffic.Pace;
import sallyport.sandbox.slack.traffic.Rate;

/** The official Java client must find here what it finds at Slack. */
class BoltClientTest {
    private static final String CHANNEL = "C0ECSOPS";

    private SimulatedSlack slack;
    private MethodsClient client;

    @BeforeEach
    void start() {
        open(Options.defaults());
    }

    private void open(Options options) {
        slack = SimulatedSlack.start(options);
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.endpoint() + "/api/");
        config.setStatsEnabled(false);
        client = Slack.getInstance(config).methods("xoxb-sandbox");
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void a_card_is_posted_edited_and_read_back() throws Exception {
        var posted = client.chatPostMessage(r -> r.channel(CHANNEL)
                .text("card")
                .blocks(List.of(
                        section(s -> s.text(markdownText("*hello*"))),
                        actions(a ->
                                a.elements(List.of(button(b -> b.actionId("go").text(plainText("Go")))))))));
        assertThat(posted.getError()).isNull();

        var edited =
                client.chatUpdate(r -> r.channel(CHANNEL).ts(posted.getTs()).text("done"));
        assertThat(edited.isOk()).isTrue();

        var read = client.conversationsReplies(r -> r.channel(CHANNEL).ts(posted.getTs()));
        assertThat(read.getMessages()).hasSize(1);
        assertThat(read.getMessages().getFirst().getText()).isEqualTo("done");
        assertThat(read.getMessages().getFirst().getBlocks())
                .as("an edit that names no blocks keeps them, buttons included")
                .hasSize(2);
    }

    @Test
    void people_groups_and_channels_can_be_looked_up() throws Exception {
        assertThat(client.authTest(r -> r).getUserId()).isEqualTo("U0SALLYPORT");
        assertThat(client.usersInfo(r -> r.user("U0GUEST")).getUser().isRestricted())
                .isTrue();
        assertThat(client.usergroupsList(r -> r).getUsergroups())
                .extracting("handle")
                .containsExactly("sre", "dev");
        assertThat(client.usergroupsUsersList(r -> r.usergroup("S0SRE")).getUsers())
                .containsExactly("U0APPROVER1", "U0APPROVER2");
        assertThat(client.conversationsInfo(r -> r.channel("C0GENERAL"))
                        .getChannel()
                        .isMember())
                .isFalse();
        assertThat(client.conversationsOpen(r -> r.users(List.of("U0REQUESTER")))
                        .getChannel()
                        .getId())
                .startsWith("D");
    }

    @Test
    void a_log_is_uploaded_into_a_thread() throws Exception {
        var root = client.chatPostMessage(r -> r.channel(CHANNEL).text("root")).getTs();
        var uploaded = client.filesUploadV2(r -> r.channel(CHANNEL)
                .threadTs(root)
                .filename("run.log")
                .title("Full log")
                .fileData("line 1\nline 2\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(uploaded.getError()).isNull();

        var replies =
                client.conversationsReplies(r -> r.channel(CHANNEL).ts(root)).getMessages();
        assertThat(replies).hasSize(2);
        assertThat(replies.getLast().getFiles()).extracting("title").containsExactly("Full log");
    }

    @Test
    void a_channel_over_its_budget_gets_429_with_a_wait_while_another_goes_on() throws Exception {
        slack.close();
        var tight = new Pace(new Rate(1, 60), new Rate(5, 20), new Rate(5, 50), new Rate(10, 100));
        open(Options.defaults().withPace(tight).withClock(new SettableClock()));

        assertThat(client.chatPostMessage(r -> r.channel(CHANNEL).text("one")).isOk())
                .isTrue();
        assertThatThrownBy(() -> client.chatPostMessage(r -> r.channel(CHANNEL).text("two")))
                .isInstanceOfSatisfying(SlackApiException.class, limited -> {
                    assertThat(limited.getResponse().code()).isEqualTo(429);
                    assertThat(limited.getResponse().header("Retry-After")).isEqualTo("1");
                });
        assertThat(client.chatPostMessage(r -> r.channel("U0REQUESTER").text("three"))
                        .isOk())
                .isTrue();
    }
}
