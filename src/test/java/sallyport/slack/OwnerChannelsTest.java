package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.ChannelId;

class OwnerChannelsTest {
    private static final ChannelId WEB = new ChannelId("C7");
    private static final ChannelId BATCH = new ChannelId("C8");

    private final StubSlack stub = new StubSlack();
    private final OwnerChannels owners = owners(WEB, BATCH, WEB);

    private OwnerChannels owners(ChannelId... channels) {
        return new OwnerChannels(new SlackApi(stub.options()), List.of(channels));
    }

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void each_channel_is_told_once_which_version_replaces_which() {
        assertThat(owners.tell(policy(Optional.empty(), List.of("- robin may run `uptime` on web"))))
                .isTrue();
        assertThat(stub.calls("chat.postMessage"))
                .extracting(call -> call.value("channel"))
                .containsExactly("C7", "C8");
        assertThat(posted())
                .contains("The policy changed", "`a1b2c3` → `d4e5f6`", "does not know who changed the file")
                .contains("- robin may run `uptime` on web")
                .doesNotContain("in force before");
    }

    @Test
    void a_version_that_was_in_force_before_is_said_loudly() {
        owners.tell(policy(Optional.of(Requests.NOW), List.of()));
        assertThat(posted()).contains("No change of who may do what was found.");
        assertThat(posted()).contains(":rotating_light: *This version was in force before, until <!date^");
    }

    @Test
    void no_policy_is_called_so() {
        owners.tell(new Announcement.PolicyChanged(
                Optional.empty(), Optional.of("d4e5f6"), Requests.NOW, Optional.empty(), List.of()));
        assertThat(posted()).contains("no policy → `d4e5f6`");
    }

    @Test
    void changed_groups_are_told_too() {
        owners.tell(new Announcement.PeopleChanged(Requests.NOW, List.of("+ T1/U2 joined sre")));
        assertThat(posted()).contains("The groups of the configuration changed", "+ T1/U2 joined sre");
    }

    @Test
    void changed_members_of_user_groups_are_told_too() {
        owners.tell(new Announcement.UserGroupsChanged(Requests.NOW, List.of("- T1/U2 left sre")));
        assertThat(posted())
                .contains("Others are in the Slack user groups that the policy names", "- T1/U2 left sre", "<!date^");
    }

    @Test
    void changed_schedules_are_told_too() {
        owners.tell(new Announcement.OnCallChanged(Requests.NOW, List.of("+ people: [U2]")));
        assertThat(posted()).contains("The on-call schedules changed", "+ people: [U2]", "<!date^");
    }

    @Test
    void a_long_change_is_cut_and_says_how_much_is_missing() {
        var lines = Collections.nCopies(OwnerChannels.MAX_LINES, "+ " + "x".repeat(OwnerChannels.MAX_LINE));
        owners.tell(policy(Optional.empty(), lines));
        assertThat(posted()).contains("x…").doesNotContain("not shown here");
        owners.tell(policy(Optional.empty(), Collections.nCopies(OwnerChannels.MAX_LINES + 1, "+ y")));
        assertThat(posted()).contains("1 more line not shown here", "sallyport audit export");
    }

    @Test
    void what_a_policy_says_cannot_hide_or_call_anybody() {
        owners.tell(policy(Optional.empty(), List.of("+ <!channel> \u202Eevil")));
        var changes = stub.calls("chat.postMessage").getLast().blocks().get(1);
        assertThat(changes.path("type").asString()).isEqualTo("rich_text");
        assertThat(changes.toString()).contains("+ <!channel> \uFFFDevil");
    }

    @Test
    void a_channel_that_cannot_be_told_does_not_keep_the_others_from_it() {
        stub.fail("chat.postMessage", "channel_not_found");
        assertThat(owners.tell(policy(Optional.empty(), List.of()))).isTrue();
        stub.tooFast("chat.postMessage", Duration.ofSeconds(1));
        stub.breakDown("chat.postMessage");
        assertThat(owners.tell(policy(Optional.empty(), List.of()))).isFalse();
        assertThat(stub.calls("chat.postMessage")).hasSize(4);
    }

    @Test
    void without_channels_nobody_is_missed() {
        assertThat(owners().tell(policy(Optional.empty(), List.of()))).isTrue();
        assertThat(stub.methods()).isEmpty();
    }

    private String posted() {
        return stub.calls("chat.postMessage").getLast().blocks().toString();
    }

    private static Announcement policy(Optional<Instant> until, List<String> changes) {
        return new Announcement.PolicyChanged(
                Optional.of("a1b2c3"), Optional.of("d4e5f6"), Requests.NOW, until, changes);
    }
}
