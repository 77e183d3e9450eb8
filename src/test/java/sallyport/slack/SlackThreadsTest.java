package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.output.Page;
import sallyport.output.Shown;
import sallyport.request.Audience;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.RequestId;

class SlackThreadsTest {
    private static final RequestId RUN = Requests.ID;
    private static final Phase.Outcome DONE = new Phase.Done(new ExitStatus.Exited(0), Requests.NOW.plusSeconds(12));

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void the_first_page_is_posted_into_the_cards_thread_and_the_next_edits_it() {
        office.running();
        assertThat(show("one\n", false)).isEqualTo(new Shown.Done());
        assertThat(show("one\ntwo\n", false)).isEqualTo(new Shown.Done());

        var posted = office.stub.calls("chat.postMessage").getFirst();
        assertThat(posted.value("thread_ts")).isEqualTo(Office.CARD.ts());
        assertThat(posted.value("channel")).isEqualTo("C1");
        var updated = office.stub.calls("chat.update").getFirst();
        assertThat(updated.value("ts")).isEqualTo("1700000000.000001");
        assertThat(updated.value("blocks")).contains("one\\ntwo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel> <!here> <@U0ALEX> <https://evil.example|click>",
                "``` *bold* _it_ ~x~ `code` :tada: &lt;!channel&gt;",
                "{\"type\":\"actions\"} approved by <@U0ALEX>",
                "http://169.254.169.254/latest/meta-data"
            })
    void hostile_output_stays_to_the_letter_in_one_preformatted_element(String output) {
        office.running();
        show(output, false);
        var call = office.stub.calls("chat.postMessage").getFirst();
        var block = call.blocks().get(0);
        assertThat(block.get("type").asString()).isEqualTo("rich_text");
        assertThat(block.get("elements").get(0).get("type").asString()).isEqualTo("rich_text_preformatted");
        assertThat(block.get("elements").get(0).get("elements")).hasSize(1);
        assertThat(block.get("elements")
                        .get(0)
                        .get("elements")
                        .get(0)
                        .get("text")
                        .asString())
                .isEqualTo(output);
        assertThat(call.value("text")).isEqualTo(OutputMessage.FALLBACK);
        assertThat(call.value("parse")).isEqualTo("none");
        assertThat(call.value("link_names")).isIn("0", "false");
        assertThat(call.value("unfurl_links")).isIn("0", "false");
        assertThat(call.value("unfurl_media")).isIn("0", "false");
    }

    @Test
    void a_run_that_never_started_has_no_output_to_show() {
        office.pending();
        assertThat(show("", true)).isEqualTo(new Shown.Done());
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_run_that_printed_nothing_says_so() {
        office.running();
        assertThat(show("", true)).isEqualTo(new Shown.Done());
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("No output.");
    }

    @Test
    void output_for_the_requester_alone_goes_to_them_and_the_thread_tells_the_end() {
        office.running(Requests.request(Examples.seenBy(Audience.REQUESTER)));
        show("secret\n", false);
        office.end(RUN, DONE);
        show("secret\nmore\n", true);
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
        var posts = office.stub.calls("chat.postMessage");
        assertThat(posts).hasSize(2);
        assertThat(posts.getFirst().value("channel")).isEqualTo(Requests.ROBIN.userId());
        assertThat(posts.getFirst().value("thread_ts")).isEmpty();
        assertThat(posts.getLast().value("thread_ts")).isEqualTo(Office.CARD.ts());
        assertThat(posts.getLast().value("blocks")).contains("exit 0").doesNotContain("secret");
        assertThat(office.stub.calls("chat.update").getFirst().value("blocks")).contains("secret\\nmore");
    }

    @Test
    void the_last_page_says_how_the_run_ended_if_nobody_else_is_about_to() {
        office.running();
        office.end(RUN, DONE);
        show("one\n", true);
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("one", "exit 0");
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
        assertThat(office.stub.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void a_last_page_that_comes_while_another_replica_tells_the_end_says_nothing_of_it() {
        office.running();
        office.end(RUN, DONE);
        assertThat(new CardTurns(office.ledger, "elsewhere", office.clock).take(RUN))
                .isTrue();
        show("one\n", true);
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("one")
                .doesNotContain("exit 0");
    }

    @Test
    void too_many_requests_hand_back_slacks_pause() {
        office.running();
        office.stub.tooFast("chat.postMessage", Duration.ofSeconds(7));
        assertThat(show("one\n", false)).isEqualTo(new Shown.TooFast(Duration.ofSeconds(7)));
        assertThat(show("one\n", false)).isEqualTo(new Shown.Done());
    }

    @Test
    void ratelimited_without_a_pause_is_too_fast_as_well() {
        office.running();
        office.stub.fail("chat.postMessage", "ratelimited");
        assertThat(show("one\n", false)).isInstanceOf(Shown.TooFast.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"message_not_found", "channel_not_found", "is_archived", "cant_update_message", "token_revoked"})
    void what_can_never_work_is_gone(String error) {
        office.running();
        show("one\n", false);
        office.stub.fail("chat.update", error);
        assertThat(show("two\n", false)).isEqualTo(new Shown.Gone(error));
    }

    @Test
    void what_may_work_next_time_failed() {
        office.running();
        office.stub.fail("chat.postMessage", "internal_error");
        assertThat(show("one\n", false)).isInstanceOf(Shown.Failed.class);
        office.stub.breakDown("chat.postMessage");
        assertThat(show("one\n", false)).isInstanceOf(Shown.Failed.class);
    }

    @Test
    void output_waits_for_the_card() {
        office.journal.file(Requests.request("uname", "-a"), "mark");
        assertThat(show("one\n", false)).isEqualTo(new Shown.Failed("its card is not posted yet"));
        assertThat(office.stub.methods()).isEmpty();
    }

    @Test
    void the_last_page_of_an_ended_run_says_how_it_ended() {
        office.running();
        office.end(RUN, DONE);
        show("Linux\n", true);
        var blocks = office.stub.calls("chat.postMessage").getFirst().value("blocks");
        assertThat(blocks).contains("Linux", "exit 0, as the container reports it", "ran 12 s", "42 bytes of output");
    }

    @Test
    void an_end_that_is_known_after_the_last_page_is_added_to_it() {
        office.running();
        show("Linux\n", true);
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .doesNotContain("exit");
        office.end(RUN, DONE);
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
        assertThat(office.stub.calls("chat.update").getFirst().value("blocks")).contains("Linux", "exit 0");
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
        assertThat(office.stub.methods()).hasSize(2);
    }

    @Test
    void an_end_waits_for_the_last_page_of_a_run_that_just_ended() {
        office.running();
        show("Linux\n", false);
        office.end(RUN, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW));
        assertThat(tellEnd()).isInstanceOf(SlackThreads.Told.Later.class);
    }

    @Test
    void the_loss_of_a_run_that_this_process_never_showed_waits_for_no_page() {
        office.running();
        loseSight();
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
    }

    @Test
    void the_loss_of_a_run_that_this_process_showed_waits_for_its_last_page() {
        office.running();
        show("Linux\n", false);
        loseSight();
        assertThat(tellEnd()).isInstanceOf(SlackThreads.Told.Later.class);
    }

    private void loseSight() {
        office.journal.record(RUN, new Event.SightLost("token", "Sallyport stopped.", true, Requests.NOW));
    }

    @Test
    void an_end_that_another_replica_has_told_is_not_told_again_by_a_late_page() {
        office.running();
        office.end(RUN, DONE);
        office.ledger.endShown(RUN);
        show("Linux\n", true);
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("Linux")
                .doesNotContain("exit");
    }

    @Test
    void an_end_that_this_replica_has_told_and_not_noted_yet_is_not_told_again_by_a_late_page() {
        office.running();
        loseSight();
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
        show("Linux\n", true);
        assertThat(office.stub.calls("chat.postMessage"))
                .extracting(call -> call.value("blocks"))
                .satisfiesExactly(
                        end -> assertThat(end).contains("Sallyport stopped."),
                        page -> assertThat(page).contains("Linux").doesNotContain("Sallyport stopped."));
    }

    @Test
    void an_end_that_no_page_will_tell_is_a_reply_that_mentions_the_requester() {
        office.pending();
        office.journal.record(RUN, new Event.DenialGiven(Requests.ALEX, true, "not now", Requests.NOW));
        assertThat(tellEnd()).isEqualTo(new SlackThreads.Told.Yes());
        var reply = office.stub.calls("chat.postMessage").getFirst();
        assertThat(reply.value("thread_ts")).isEqualTo(Office.CARD.ts());
        assertThat(reply.blocks().toString()).contains("<@U0ROBIN>", "Denied", "not now", "It did not run");
    }

    @Test
    void skipped_lines_are_counted_and_the_whole_output_is_attached_at_the_end() {
        office.running();
        office.end(RUN, DONE);
        office.threads.show(RUN, new Page("tail\n", 1_234, 99_999, true));
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("1,234 earlier lines are not shown here");
        await().until(() -> office.stub.methods().contains("files.completeUploadExternal"));
        assertThat(office.stub.calls("upload").getFirst().body()).isEqualTo("all the lines\n");
        assertThat(office.stub.calls("files.completeUploadExternal").getFirst().value("thread_ts"))
                .isEqualTo(Office.CARD.ts());
    }

    private Shown show(String text, boolean last) {
        return office.threads.show(RUN, new Page(text, 0, 42, last));
    }

    private SlackThreads.Told tellEnd() {
        return office.threads.tellEnd(Story.read(office.ledger, office.entry(RUN), Requests.NOW), Office.CARD);
    }
}
