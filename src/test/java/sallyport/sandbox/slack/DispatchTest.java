package sallyport.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the application is sent, and what becomes of its answers. */
class DispatchTest {
    private static final String COMMAND = "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"%s\"}";
    private static final String BUTTON = "[{\"type\":\"actions\",\"block_id\":\"b\",\"elements\":[{\"type\":\"button\","
            + "\"action_id\":\"go\",\"value\":\"v-1\",\"text\":{\"type\":\"plain_text\",\"text\":\"Go\"}},"
            + "{\"type\":\"static_select\",\"action_id\":\"pick\",\"options\":["
            + "{\"text\":{\"type\":\"plain_text\",\"text\":\"One\"},\"value\":\"1\"}]}]}]";

    private final ScriptedApp app = new ScriptedApp();
    private final SettableClock clock = new SettableClock();
    private final SimulatedSlack slack = SimulatedSlack.start(Options.defaults()
            .withClock(clock)
            .withAppBase(app.base())
            .withSecrets("s3cret", Caller.TOKEN)
            .withEventRetries(List.of(Duration.ZERO, Duration.ofMillis(20))));
    private final Caller caller = new Caller(slack.endpoint());

    @AfterEach
    void stop() {
        slack.close();
        app.close();
    }

    @Test
    void a_command_arrives_signed_with_everything_slack_says_about_it() throws Exception {
        var outcome = caller.control("command", COMMAND.formatted("/ecs exec web \\\"uname -a\\\" & <ü>"));
        assertThat(outcome.path("ok").asBoolean()).isTrue();
        assertThat(outcome.path("status").asInt()).isEqualTo(200);

        var sent = app.next();
        assertThat(sent.path()).isEqualTo("/slack/commands");
        assertThat(sent.timestamp()).isEqualTo(Long.toString(clock.instant().getEpochSecond()));
        assertThat(sent.signature()).isEqualTo(hmac("s3cret", "v0:" + sent.timestamp() + ":" + sent.body()));
        assertThat(sent.form())
                .containsEntry("command", "/ecs")
                .containsEntry("text", "exec web \"uname -a\" & <ü>")
                .containsEntry("team_id", "T0SANDBOX")
                .containsEntry("team_domain", "sandbox")
                .containsEntry("channel_id", "C0ECSOPS")
                .containsEntry("channel_name", "ecs-ops")
                .containsEntry("user_id", "U0REQUESTER")
                .containsEntry("user_name", "robin")
                .containsEntry("api_app_id", "A0SANDBOX")
                .containsEntry("is_enterprise_install", "false")
                .containsKeys("trigger_id", "response_url");
    }

    @Test
    void plain_text_answers_are_whispered_and_in_channel_ones_are_not() throws Exception {
        app.answer("commands", command -> "just for you");
        caller.control("command", COMMAND.formatted("help"));
        app.answer("commands", command -> "{\"response_type\":\"in_channel\",\"text\":\"for all\"}");
        caller.control("command", COMMAND.formatted("help"));

        assertThat(texts("messages?channel=C0ECSOPS")).containsExactly("for all");
        assertThat(texts("messages?channel=C0ECSOPS&user=U0REQUESTER")).containsExactly("just for you", "for all");
        assertThat(texts("messages?channel=C0ECSOPS&user=U0APPROVER1")).containsExactly("for all");
    }

    @Test
    void an_application_slower_than_three_seconds_is_an_operation_timeout() throws Exception {
        var release = new CountDownLatch(1);
        app.answer("commands", command -> {
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return "too late";
        });
        var outcome = caller.control("command", COMMAND.formatted("help"));
        release.countDown();
        assertThat(outcome.path("ok").asBoolean()).isFalse();
        assertThat(outcome.path("error").asString()).isEqualTo("operation_timeout");
        assertThat(texts("messages?channel=C0ECSOPS&user=U0REQUESTER"))
                .containsExactly("/ecs failed with the error \"operation_timeout\"");
    }

    @Test
    void an_error_status_and_a_missing_application_are_failed_dispatches() throws Exception {
        app.refuse("commands", 500);
        assertThat(caller.control("command", COMMAND.formatted("x"))
                        .path("error")
                        .asString())
                .isEqualTo("dispatch_failed");
        app.close();
        assertThat(caller.control("command", COMMAND.formatted("x"))
                        .path("error")
                        .asString())
                .startsWith("dispatch_failed: ");
    }

    @Test
    void a_click_carries_the_message_its_action_and_a_response_url_that_replaces_it() throws Exception {
        var ts = caller.post(BUTTON);
        caller.control(
                "click", "{\"user\":\"alex\",\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts + "\",\"action_id\":\"go\"}");

        var payload = app.next().payload();
        assertThat(payload.path("type").asString()).isEqualTo("block_actions");
        assertThat(payload.path("user").path("id").asString()).isEqualTo("U0APPROVER1");
        assertThat(payload.path("container").path("message_ts").asString()).isEqualTo(ts);
        assertThat(payload.path("message").path("blocks").size()).isEqualTo(1);
        assertThat(payload.path("state").path("values").path("b").has("pick")).isTrue();
        var action = payload.path("actions").path(0);
        assertThat(action.path("action_id").asString()).isEqualTo("go");
        assertThat(action.path("block_id").asString()).isEqualTo("b");
        assertThat(action.path("value").asString()).isEqualTo("v-1");

        var url =
                payload.path("response_url").asString().replace(slack.endpoint().toString(), "");
        assertThat(caller.postJson(url, "{\"replace_original\":true,\"text\":\"done\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(texts("messages?channel=C0ECSOPS")).containsExactly("done");
    }

    @Test
    void a_menu_sends_the_option_chosen_and_refuses_one_it_does_not_have() throws Exception {
        var ts = caller.post(BUTTON);
        var click = "{\"user\":\"alex\",\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts
                + "\",\"action_id\":\"pick\",\"value\":\"%s\"}";
        assertThat(caller.control("click", click.formatted("2")).path("error").asString())
                .startsWith("no_such_option");
        assertThat(app.wasSentNothing()).isTrue();
        caller.control("click", click.formatted("1"));
        var action = app.next().payload().path("actions").path(0);
        assertThat(action.path("selected_option").path("value").asString()).isEqualTo("1");
    }

    @Test
    void a_response_url_takes_five_answers_within_thirty_minutes() throws Exception {
        caller.control("command", COMMAND.formatted("x"));
        var url = app.next()
                .form()
                .getOrDefault("response_url", "")
                .replace(slack.endpoint().toString(), "");
        for (var i = 0; i < 5; i++) {
            assertThat(caller.postJson(url, "{\"text\":\"n\"}").statusCode()).isEqualTo(200);
        }
        var sixth = caller.postJson(url, "{\"text\":\"n\"}");
        assertThat(sixth.statusCode()).isEqualTo(404);
        assertThat(sixth.body()).contains("used_url");

        caller.control("command", COMMAND.formatted("x"));
        var later = app.next()
                .form()
                .getOrDefault("response_url", "")
                .replace(slack.endpoint().toString(), "");
        clock.advance(Duration.ofMinutes(30).plusSeconds(1));
        assertThat(caller.postJson(later, "{\"text\":\"n\"}").body()).contains("expired_url");
    }

    @Test
    void a_mention_arrives_as_message_and_as_app_mention_escaped_as_slack_escapes() throws Exception {
        var said = caller.control(
                "message", "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"@sallyport run a < b && c\"}");
        var message = app.next().json();
        var mention = app.next().json();
        assertThat(message.path("type").asString()).isEqualTo("event_callback");
        assertThat(message.path("event").path("type").asString()).isEqualTo("message");
        assertThat(message.path("event").path("channel_type").asString()).isEqualTo("channel");
        assertThat(mention.path("event").path("type").asString()).isEqualTo("app_mention");
        assertThat(mention.path("event").path("text").asString()).isEqualTo("<@U0SALLYPORT> run a &lt; b &amp;&amp; c");
        assertThat(mention.path("event").path("ts").asString())
                .isEqualTo(said.path("ts").asString());
        assertThat(mention.path("event_id").asString())
                .isNotEqualTo(message.path("event_id").asString());
    }

    @Test
    void a_reply_names_its_thread() throws Exception {
        var ts = caller.post(BUTTON);
        caller.control(
                "message",
                "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"!stop\",\"thread_ts\":\"" + ts + "\"}");
        assertThat(app.next().json().path("event").path("thread_ts").asString()).isEqualTo(ts);
        assertThat(texts("thread?channel=C0ECSOPS&ts=" + ts)).containsExactly("card", "!stop");
    }

    @Test
    void where_the_bot_is_no_member_it_hears_nothing() throws Exception {
        caller.control("message", "{\"user\":\"robin\",\"channel\":\"general\",\"text\":\"hello\"}");
        assertThat(app.wasSentNothing()).isTrue();
    }

    @Test
    void an_event_nobody_took_comes_again_and_says_so() throws Exception {
        app.refuse("events", 503);
        caller.control("message", "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"hello\"}");
        assertThat(app.next().headers()).doesNotContainKey("X-Slack-Retry-Num");
        assertThat(app.next().headers())
                .containsEntry("X-Slack-Retry-Num", "1")
                .containsEntry("X-Slack-Retry-Reason", "http_error");
        assertThat(app.next().headers()).containsEntry("X-Slack-Retry-Num", "2");
    }

    @Test
    void the_events_address_is_verified_by_a_challenge() {
        app.answer("events", event -> event.json().path("challenge").asString(""));
        assertThat(slack.isEventsAddressVerified()).isTrue();
        app.answer("events", event -> "whatever");
        assertThat(slack.isEventsAddressVerified()).isFalse();
    }

    @Test
    void forged_stale_and_duplicate_requests_can_be_rehearsed() throws Exception {
        for (var name : List.of("forged", "stale-timestamp", "duplicate-dispatch")) {
            caller.control(
                    "fault", "{\"side\":\"slack\",\"name\":\"" + name + "\",\"params\":{\"method\":\"commands\"}}");
        }
        caller.control("command", COMMAND.formatted("x"));
        var first = app.next();
        var second = app.next();
        assertThat(first.signature()).isNotEqualTo(hmac("s3cret", "v0:" + first.timestamp() + ":" + first.body()));
        assertThat(Long.parseLong(first.timestamp())).isEqualTo(clock.instant().getEpochSecond() - 301);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.signature()).isEqualTo(first.signature());
    }

    @Test
    void the_application_can_be_made_to_hear_its_own_message() throws Exception {
        caller.control("fault", "{\"side\":\"slack\",\"name\":\"echo-own-message\"}");
        var ts = caller.post(BUTTON);
        var event = app.next().json().path("event");
        assertThat(event.path("ts").asString()).isEqualTo(ts);
        assertThat(event.path("bot_id").asString()).isEqualTo("B0SALLYPORT");
    }

    @Test
    void a_person_who_is_deactivated_is_seen_so_and_announced() throws Exception {
        caller.control(
                "fault",
                "{\"side\":\"slack\",\"name\":\"user\",\"params\":{\"user\":\"U0APPROVER1\",\"deleted\":true}}");
        assertThat(app.next().json().path("event").path("type").asString()).isEqualTo("user_change");
        assertThat(caller.api("users.info", "{\"user\":\"U0APPROVER1\"}")
                        .path("user")
                        .path("deleted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shortcuts_and_the_home_tab_reach_the_application() throws Exception {
        caller.control("shortcut", "{\"user\":\"robin\",\"callback_id\":\"run\"}");
        assertThat(app.next().payload().path("type").asString()).isEqualTo("shortcut");
        var ts = caller.post(BUTTON);
        caller.control(
                "shortcut",
                "{\"user\":\"robin\",\"callback_id\":\"run\",\"channel\":\"C0ECSOPS\",\"ts\":\"" + ts + "\"}");
        var onMessage = app.next().payload();
        assertThat(onMessage.path("type").asString()).isEqualTo("message_action");
        assertThat(onMessage.path("message").path("ts").asString()).isEqualTo(ts);
        caller.control("home", "{\"user\":\"robin\"}");
        assertThat(app.next().json().path("event").path("type").asString()).isEqualTo("app_home_opened");
    }

    private List<String> texts(String report) throws Exception {
        return caller.report(report)
                .path("messages")
                .valueStream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static String hmac(String secret, String signed) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v0=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
