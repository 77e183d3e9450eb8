package sallyport.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.slack.traffic.Pace;
import tools.jackson.databind.JsonNode;

/** What the Web API refuses, and with which of Slack's words. */
class WebApiTest {
    private static final String DIVIDER = "[{\"type\":\"divider\"}]";

    private final SettableClock clock = new SettableClock();
    private SimulatedSlack slack = SimulatedSlack.start(Options.defaults().withClock(clock));
    private Caller caller = new Caller(slack.endpoint());

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void a_call_without_the_bots_token_is_refused() throws Exception {
        assertThat(form("auth.test", "token=xoxb-other")).contains("\"error\":\"invalid_auth\"");
        assertThat(form("auth.test", "")).contains("\"error\":\"not_authed\"");
        assertThat(form("auth.test", "token=" + Caller.TOKEN)).contains("\"ok\":true");
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "chat.teleport | {} | unknown_method",
                "chat.postMessage | {'text':'x'} | invalid_arguments",
                "chat.postMessage | {'channel':'C0NOWHERE','text':'x'} | channel_not_found",
                "chat.postMessage | {'channel':'C0GENERAL','text':'x'} | not_in_channel",
                "chat.postMessage | {'channel':'C0ECSOPS'} | no_text",
                "chat.postMessage | {'channel':'C0ECSOPS','text':'x','blocks':[{'type':'nope'}]} | invalid_blocks",
                "chat.postMessage | {'channel':'C0ECSOPS','text':'x','thread_ts':'1.000001'} | thread_not_found",
                "chat.update | {'channel':'C0ECSOPS','ts':'1.000001','text':'x'} | message_not_found",
                "chat.postEphemeral | {'channel':'C0ECSOPS','user':'U0NOBODY','text':'x'} | user_not_in_channel",
                "conversations.replies | {'channel':'C0ECSOPS','ts':'1.000001'} | thread_not_found",
                "users.info | {'user':'U0NOBODY'} | user_not_found",
                "usergroups.users.list | {'usergroup':'S0NONE'} | no_such_subteam",
                "files.getUploadURLExternal | {'filename':'a','length':0} | invalid_arguments",
                "files.completeUploadExternal | {'files':[{'id':'F0NONE'}]} | file_not_found"
            })
    void each_impossible_call_has_slacks_own_error(String method, String call, String error) throws Exception {
        assertThat(caller.api(method, call.replace('\'', '"')).path("error").asString())
                .isEqualTo(error);
    }

    @Test
    void an_edit_takes_4000_characters_and_refuses_4001_whole() throws Exception {
        var ts = caller.post(DIVIDER);
        assertThat(update(ts, "x".repeat(4_000)).path("ok").asBoolean()).isTrue();
        assertThat(update(ts, "y".repeat(4_001)).path("error").asString()).isEqualTo("msg_too_long");
        assertThat(thread(ts)).contains("\"x").doesNotContain("\"y");
    }

    @Test
    void a_post_over_40000_characters_is_cut_with_a_warning() throws Exception {
        var answer =
                caller.api("chat.postMessage", "{\"channel\":\"C0ECSOPS\",\"text\":\"" + "x".repeat(40_001) + "\"}");
        assertThat(answer.path("ok").asBoolean()).isTrue();
        assertThat(answer.path("response_metadata").path("warnings").path(0).asString())
                .isEqualTo("message_truncated");
        assertThat(answer.path("message").path("text").asString()).hasSize(40_000);
    }

    @Test
    void too_much_text_in_all_blocks_together_is_refused() throws Exception {
        var section = "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + "x".repeat(3_000) + "\"}}";
        var blocks = "[" + String.join(",", section, section, section, section) + "]";
        var answer =
                caller.api("chat.postMessage", "{\"channel\":\"C0ECSOPS\",\"text\":\"x\",\"blocks\":" + blocks + "}");
        assertThat(answer.path("error").asString()).isEqualTo("msg_blocks_too_long");
    }

    @Test
    void somebody_elses_message_cannot_be_edited() throws Exception {
        var said = caller.control("message", "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"hello\"}");
        assertThat(update(said.path("ts").asString(), "changed").path("error").asString())
                .isEqualTo("cant_update_message");
    }

    @Test
    void an_archived_channel_takes_no_messages() throws Exception {
        caller.control(
                "fault",
                "{\"side\":\"slack\",\"name\":\"channel\",\"params\":{\"channel\":\"C0ECSOPS\",\"is_archived\":true}}");
        var answer = caller.api("chat.postMessage", "{\"channel\":\"C0ECSOPS\",\"text\":\"x\"}");
        assertThat(answer.path("error").asString()).isEqualTo("is_archived");
    }

    @Test
    void a_deleted_root_leaves_a_tombstone_for_its_thread() throws Exception {
        var ts = caller.post(DIVIDER);
        caller.api("chat.postMessage", "{\"channel\":\"C0ECSOPS\",\"text\":\"reply\",\"thread_ts\":\"" + ts + "\"}");
        caller.api("chat.delete", "{\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts + "\"}");
        assertThat(thread(ts)).contains("This message was deleted.").contains("reply");
    }

    @Test
    void metadata_comes_back_only_when_asked_for() throws Exception {
        var metadata = "{\"event_type\":\"page\",\"event_payload\":{\"n\":1}}";
        var ts = caller.api(
                        "chat.postMessage", "{\"channel\":\"C0ECSOPS\",\"text\":\"x\",\"metadata\":" + metadata + "}")
                .path("ts")
                .asString();
        var call = "{\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts + "\"%s}";
        assertThat(caller.api("conversations.replies", call.formatted("")).toString())
                .doesNotContain("event_type");
        assertThat(caller.api("conversations.replies", call.formatted(",\"include_all_metadata\":true"))
                        .toString())
                .contains("event_type");
    }

    @Test
    void a_long_thread_comes_in_pages() throws Exception {
        var ts = caller.post(DIVIDER);
        for (var i = 0; i < 4; i++) {
            caller.api(
                    "chat.postMessage",
                    "{\"channel\":\"C0ECSOPS\",\"text\":\"r" + i + "\",\"thread_ts\":\"" + ts + "\"}");
        }
        var first = caller.api("conversations.replies", "{\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts + "\",\"limit\":3}");
        assertThat(first.path("messages").size()).isEqualTo(3);
        var cursor = first.path("response_metadata").path("next_cursor").asString();
        var last = caller.api(
                "conversations.replies",
                "{\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts + "\",\"limit\":3,\"cursor\":\"" + cursor + "\"}");
        assertThat(last.path("messages").size()).isEqualTo(2);
        assertThat(last.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void edits_draw_on_one_budget_for_the_whole_workspace_which_refills() throws Exception {
        slack.close();
        slack = SimulatedSlack.start(Options.defaults().withClock(clock).withPace(Pace.published()));
        caller = new Caller(slack.endpoint());
        var ts = caller.post(DIVIDER);
        for (var i = 0; i < 5; i++) {
            assertThat(update(ts, "edit " + i).path("ok").asBoolean()).isTrue();
        }
        var limited = caller.apiResponse("chat.update", edit(ts, "one too many"));
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("2");
        clock.advance(Duration.ofSeconds(2));
        assertThat(update(ts, "after the wait").path("ok").asBoolean()).isTrue();
    }

    @Test
    void rehearsed_faults_strike_as_often_as_asked_and_then_stop() throws Exception {
        fault(
                "{\"side\":\"slack\",\"name\":\"ratelimit\",\"params\":{\"method\":\"chat.update\",\"retry_after\":7},\"count\":2}");
        fault(
                "{\"side\":\"slack\",\"name\":\"error\",\"params\":{\"method\":\"auth.test\",\"error\":\"token_revoked\"}}");
        var ts = caller.post(DIVIDER);
        for (var i = 0; i < 2; i++) {
            var limited = caller.apiResponse("chat.update", edit(ts, "x"));
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        }
        assertThat(update(ts, "x").path("ok").asBoolean()).isTrue();
        assertThat(caller.api("auth.test", "{}").path("error").asString()).isEqualTo("token_revoked");
        assertThat(caller.api("auth.test", "{}").path("ok").asBoolean()).isTrue();
    }

    @Test
    void a_dropped_answer_leaves_the_message_posted_and_the_caller_without_a_word() throws Exception {
        fault("{\"side\":\"slack\",\"name\":\"drop-answer\",\"params\":{\"method\":\"chat.postMessage\"}}");
        assertThatThrownBy(() -> caller.post(DIVIDER)).isInstanceOf(IOException.class);
        assertThat(caller.report("messages?channel=C0ECSOPS").path("messages").size())
                .isEqualTo(1);
    }

    private void fault(String json) throws Exception {
        assertThat(caller.control("fault", json).path("ok").asBoolean()).isTrue();
    }

    private JsonNode update(String ts, String text) throws Exception {
        return caller.api("chat.update", edit(ts, text));
    }

    private static String edit(String ts, String text) {
        return "{\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts + "\",\"text\":\"" + text + "\"}";
    }

    private String thread(String ts) throws Exception {
        return caller.report("thread?channel=C0ECSOPS&ts=" + ts).toString();
    }

    private String form(String method, String body) throws Exception {
        return caller.send(caller.request("/api/" + method)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .body();
    }
}
