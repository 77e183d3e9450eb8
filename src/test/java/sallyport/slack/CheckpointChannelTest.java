package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sallyport.audit.Checkpoint;
import sallyport.request.ChannelId;

class CheckpointChannelTest {
    private static final Checkpoint NEWEST = new Checkpoint(41, "{}", "ab".repeat(32), "signature");

    @Test
    void the_channel_learns_what_verify_takes_for_a_witness() {
        try (var stub = new StubSlack()) {
            var channel = new CheckpointChannel(new SlackApi(stub.options()), new ChannelId("C7"));
            assertThat(channel.tell(NEWEST)).isTrue();
            assertThat(stub.calls("chat.postMessage")).singleElement().satisfies(call -> {
                assertThat(call.value("channel")).isEqualTo("C7");
                assertThat(call.value("blocks")).contains("--witness 41:" + NEWEST.hash());
            });
        }
    }

    @Test
    void what_slack_refuses_was_not_told() {
        try (var stub = new StubSlack()) {
            stub.fail("chat.postMessage", "channel_not_found");
            var channel = new CheckpointChannel(new SlackApi(stub.options()), new ChannelId("C7"));
            assertThat(channel.tell(NEWEST)).isFalse();
        }
    }
}
