package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.parse.LogFormat;
import sallyport.parse.LogSearch;
import sallyport.parse.SlashCommand;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Selector;
import sallyport.watch.FollowEnd;
import sallyport.watch.LineFilter;

class FollowDeskTest {
    private static final SlashCommand.FollowLogs FOLLOW = new SlashCommand.FollowLogs(
            new Selector("web", Optional.empty(), Optional.empty()),
            Duration.ofMinutes(5),
            LogSearch.EVERYTHING,
            100,
            LogFormat.SHORT,
            false);

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void lines_grow_in_the_thread_of_a_message_with_a_button() {
        var followed = begin();
        followed.writes("one password=hunter22", "{\"level\":\"error\",\"msg\":\"two\"}");
        followed.tells("AWS slows reading down.");

        await().until(() -> latest().contains("-- AWS slows reading down."));

        assertThat(root()).contains("*Following logs* of web, asked by <@U0ROBIN>", "Stop", "at the latest");
        assertThat(latest())
                .contains("[001122] 12:00:00 one password=[redacted:assignment]", "[001122] 12:00:00 ERROR two")
                .doesNotContain("hunter22");
        assertThat(followed.query.since()).isEqualTo(Requests.NOW.minus(Duration.ofMinutes(5)));
        assertThat(followed.query.most()).isEqualTo(FollowDesk.MAX_LINES);
    }

    @Test
    void a_live_follow_is_begun_by_live_tail_and_says_so_and_why_it_broke_off() {
        office.follows.begin(
                new Asked(Requests.ROBIN, Requests.CHANNEL, "", "", office.stub.hook(), ""),
                new SlashCommand.FollowLogs(
                        FOLLOW.selector(), FOLLOW.since(), FOLLOW.search(), FOLLOW.tail(), FOLLOW.format(), true),
                new LogPatterns.Compiled(LineFilter.EVERYTHING, Optional.empty()),
                () -> true);
        office.liveTail.begun.getFirst().ends(new FollowEnd.BrokenOff("The <connection> broke. Ask again."));

        assertThat(office.follower.begun).isEmpty();
        assertThat(root()).contains("*Following logs live* of web");
        assertThat(office.stub.calls("chat.update"))
                .anySatisfy(call -> assertThat(call.blocks().toString())
                        .contains("It has ended early. The &lt;connection&gt; broke. Ask again."));
    }

    @Test
    void who_may_not_read_any_more_is_shown_nothing_more_and_told_so() {
        var may = new AtomicBoolean(true);
        office.follows.begin(
                new Asked(Requests.ROBIN, Requests.CHANNEL, "", "", office.stub.hook(), ""),
                FOLLOW,
                new LogPatterns.Compiled(LineFilter.EVERYTHING, Optional.empty()),
                may::get);
        var followed = office.follower.begun.getLast();
        followed.writes("before");
        may.set(false);
        followed.writes("after");
        followed.ends(new FollowEnd.Stopped());

        assertThat(ended())
                .hasValueSatisfying(
                        end -> assertThat(end).contains("The policy no longer lets <@U0ROBIN> read these logs"));
        assertThat(office.stub.calls("upload").toString() + office.stub.calls("chat.update"))
                .doesNotContain("after");
    }

    @Test
    void its_end_is_said_in_place_of_the_button() {
        begin().ends(new FollowEnd.TimeIsUp(FollowDesk.LONGEST));

        assertThat(office.stub.calls("chat.update"))
                .anySatisfy(call -> assertThat(call.blocks().toString())
                        .contains("It ended after 15 min. Ask again to go on.")
                        .doesNotContain(FollowMessage.STOP));
    }

    @Test
    void more_lines_than_a_message_holds_are_attached_at_the_end() {
        var followed = begin();
        IntStream.range(0, 500).forEach(i -> followed.writes("line " + i));
        followed.ends(new FollowEnd.TooManyLines(500));

        assertThat(office.stub.calls("upload"))
                .singleElement()
                .satisfies(
                        upload -> assertThat(upload.body()).contains("] 12:00:00 line 0\n", "] 12:00:00 line 499\n"));
    }

    @Test
    void its_asker_and_admins_can_stop_it_and_nobody_else() {
        begin();
        assertThat(office.follows.stop(click(Requests.SAM)))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("<@U0ROBIN>", "Nothing was done."));
        assertThat(ended()).isEmpty();

        assertThat(office.follows.stop(click(Requests.ROBIN))).isEmpty();
        assertThat(ended()).hasValueSatisfying(end -> assertThat(end).contains("Stopped by <@U0ROBIN>."));
    }

    @Test
    void an_admin_stops_what_somebody_else_follows() {
        begin();
        assertThat(office.follows.stop(click(Office.ADA))).isEmpty();
        assertThat(ended()).hasValueSatisfying(end -> assertThat(end).contains("Stopped by <@U0ADA>."));
    }

    @Test
    void the_button_of_a_process_that_is_gone_says_that_it_has_ended() {
        var old = new Click(
                Requests.SAM, new MessageRef(Requests.CHANNEL, "1"), FollowMessage.STOP, "r0123456789ab", "", "");
        assertThat(office.follows.stop(old)).isEmpty();
        assertThat(ended()).hasValueSatisfying(end -> assertThat(end).contains("Sallyport was restarted since"));
    }

    @Test
    void a_process_that_ends_says_so_in_each_message() {
        begin();
        office.follows.close();
        assertThat(ended()).hasValueSatisfying(end -> assertThat(end).contains("Sallyport is being restarted"));
        start();
        assertThat(office.follower.begun).hasSize(1);
    }

    @Test
    void there_are_no_more_at_once_than_slack_has_edits_for() {
        IntStream.range(0, FollowDesk.MAX_AT_ONCE + 1).forEach(_ -> start());
        assertThat(office.follower.begun).hasSize(FollowDesk.MAX_AT_ONCE);
        assertThat(office.stub.calls("hook").getLast().body()).contains("10 logs are being followed already");

        office.follower.begun.getFirst().ends(new FollowEnd.Stopped());
        start();
        assertThat(office.follower.begun).hasSize(FollowDesk.MAX_AT_ONCE + 1);
    }

    @Test
    void where_the_bot_is_no_member_nothing_is_followed_and_the_asker_is_told() {
        office.stub.fail("chat.postMessage", "not_in_channel");
        start();
        assertThat(office.follower.begun).isEmpty();
        assertThat(office.stub.calls("hook").getLast().body()).contains("Nothing is followed", "/invite");
    }

    private ScriptedFollower.Followed begin() {
        start();
        return office.follower.begun.getLast();
    }

    private void start() {
        var asked = new Asked(Requests.ROBIN, Requests.CHANNEL, "", "", office.stub.hook(), "");
        office.follows.begin(
                asked, FOLLOW, new LogPatterns.Compiled(LineFilter.EVERYTHING, Optional.empty()), () -> true);
    }

    private Click click(Person person) {
        return new Click(
                person, new MessageRef(Requests.CHANNEL, "1700000000.000001"), FollowMessage.STOP, value(), "", "");
    }

    private String value() {
        return root().replaceAll("(?s).*\"value\":\"(r[0-9a-z]{12})\".*", "$1");
    }

    private String root() {
        return office.stub.calls("chat.postMessage").getFirst().blocks().toString();
    }

    /** The newest state of the lines: the reply, or its last edit. */
    private String latest() {
        var edits = office.stub.calls("chat.update");
        var posts = office.stub.calls("chat.postMessage");
        return edits.isEmpty()
                ? posts.getLast().blocks().toString()
                : edits.getLast().blocks().toString();
    }

    private Optional<String> ended() {
        return office.stub.calls("chat.update").stream()
                .map(call -> call.blocks().toString())
                .filter(blocks -> blocks.contains("\"block_id\":\"end\""))
                .findFirst();
    }
}
