package sallyport.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Views: who may open one, what a submission carries, and what its answer does. */
class ModalTest {
    /** As the documentation has it, written down here a second time. */
    private static final Duration TRIGGER_LIFE = Duration.ofSeconds(3);

    private static final String VIEW = "{\"type\":\"modal\",\"callback_id\":\"ask\",\"notify_on_close\":true,"
            + "\"private_metadata\":\"r-1\",\"title\":{\"type\":\"plain_text\",\"text\":\"Ask\"},"
            + "\"submit\":{\"type\":\"plain_text\",\"text\":\"Send\"},\"blocks\":[%s]}";
    private static final String INPUT = "{\"type\":\"input\",\"block_id\":\"why\",\"label\":{\"type\":\"plain_text\","
            + "\"text\":\"Why\"},\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"text\",\"max_length\":10}}";
    private static final String EXTERNAL = "{\"type\":\"input\",\"block_id\":\"where\",\"optional\":true,\"label\":"
            + "{\"type\":\"plain_text\",\"text\":\"Where\"},\"element\":{\"type\":\"external_select\",\"action_id\":\"service\"}}";

    private final ScriptedApp app = new ScriptedApp();
    private final SettableClock clock = new SettableClock();
    private final SimulatedSlack slack =
            SimulatedSlack.start(Options.defaults().withClock(clock).withAppBase(app.base()));
    private final Caller caller = new Caller(slack.endpoint());
    private String trigger = "";

    @BeforeEach
    void somebodyTypesACommand() throws Exception {
        trigger = freshTrigger();
    }

    @AfterEach
    void stop() {
        slack.close();
        app.close();
    }

    @Test
    void a_trigger_opens_one_view_within_three_seconds() throws Exception {
        assertThat(open(trigger).path("ok").asBoolean()).isTrue();
        assertThat(open(trigger).path("error").asString()).isEqualTo("exchanged_trigger_id");
        var late = freshTrigger();
        clock.advance(TRIGGER_LIFE);
        assertThat(open(late).path("ok").asBoolean()).as("at three seconds").isTrue();
        var later = freshTrigger();
        clock.advance(TRIGGER_LIFE.plusMillis(1));
        assertThat(open(later).path("error").asString()).isEqualTo("expired_trigger_id");
        assertThat(open("1.2.3").path("error").asString()).isEqualTo("invalid_trigger_id");
    }

    @Test
    void a_submission_carries_typed_values_and_closes_the_view() throws Exception {
        var view = opened();
        var outcome = submit(view, "{\"why\":{\"text\":\"because\"}}");
        assertThat(outcome.path("ok").asBoolean()).isTrue();
        var payload = app.next().payload();
        assertThat(payload.path("type").asString()).isEqualTo("view_submission");
        assertThat(payload.path("view").path("private_metadata").asString()).isEqualTo("r-1");
        assertThat(payload.path("view").path("hash").asString()).isNotEmpty();
        var value =
                payload.path("view").path("state").path("values").path("why").path("text");
        assertThat(value.path("type").asString()).isEqualTo("plain_text_input");
        assertThat(value.path("value").asString()).isEqualTo("because");
        assertThat(views()).isEmpty();
    }

    @Test
    void input_the_client_would_not_send_is_not_sent() throws Exception {
        var view = opened();
        assertThat(submit(view, "{}").path("error").asString()).contains("complete this required field");
        assertThat(submit(view, "{\"why\":{\"text\":\"longer than ten\"}}")
                        .path("error")
                        .asString())
                .contains("at most 10");
        assertThat(submit(view, "{\"who\":{\"text\":\"x\"}}").path("error").asString())
                .contains("no such input");
        assertThat(app.wasSentNothing()).isTrue();
        assertThat(views()).hasSize(1);
    }

    @Test
    void errors_keep_the_view_open_and_stand_under_their_inputs() throws Exception {
        var view = opened();
        app.answer("interactivity", x -> "{\"response_action\":\"errors\",\"errors\":{\"why\":\"Say more.\"}}");
        assertThat(submit(view, "{\"why\":{\"text\":\"x\"}}").path("response").asString())
                .contains("Say more.");
        assertThat(views().getFirst().path("errors").path("why").asString()).isEqualTo("Say more.");
        app.answer("interactivity", x -> "{\"response_action\":\"errors\",\"errors\":{\"nope\":\"Say more.\"}}");
        assertThat(submit(view, "{\"why\":{\"text\":\"x\"}}").path("error").asString())
                .startsWith("invalid_response");
    }

    @Test
    void answers_update_push_and_clear_the_stack() throws Exception {
        var view = opened();
        app.answer("interactivity", x -> "{\"response_action\":\"push\",\"view\":" + VIEW.formatted(EXTERNAL) + "}");
        submit(view, "{\"why\":{\"text\":\"x\"}}");
        assertThat(views()).hasSize(2);
        var top = views().getFirst();
        assertThat(top.path("previous_view_id").asString()).isEqualTo(view);

        app.answer("interactivity", x -> "{\"response_action\":\"update\",\"view\":" + VIEW.formatted(INPUT) + "}");
        submit(top.path("id").asString(), "{}");
        assertThat(views().getFirst().path("hash").asString())
                .isNotEqualTo(top.path("hash").asString());
        assertThat(views().getFirst().path("blocks").path(0).path("block_id").asString())
                .isEqualTo("why");

        app.answer("interactivity", x -> "{\"response_action\":\"clear\"}");
        submit(top.path("id").asString(), "{\"why\":{\"text\":\"x\"}}");
        assertThat(views()).isEmpty();
    }

    @Test
    void a_fourth_view_does_not_fit_on_the_stack() throws Exception {
        opened();
        for (var i = 0; i < 2; i++) {
            assertThat(push().path("ok").asBoolean()).isTrue();
        }
        assertThat(push().path("error").asString()).isEqualTo("push_limit_reached");
    }

    @Test
    void an_update_with_an_old_hash_loses() throws Exception {
        var view = open(trigger).path("view");
        var call = "{\"view_id\":\"" + view.path("id").asString() + "\",\"hash\":\""
                + view.path("hash").asString() + "\",\"view\":" + VIEW.formatted(EXTERNAL) + "}";
        assertThat(caller.api("views.update", call).path("ok").asBoolean()).isTrue();
        assertThat(caller.api("views.update", call).path("error").asString()).isEqualTo("hash_conflict");
    }

    @Test
    void private_metadata_ends_at_3000_characters() throws Exception {
        var view = VIEW.formatted(INPUT).replace("r-1", "x".repeat(3_001));
        var call = "{\"trigger_id\":\"" + trigger + "\",\"view\":" + view + "}";
        assertThat(caller.api("views.open", call).path("errors").path(0).asString())
                .isEqualTo("must be less than 3001 characters [json-pointer:/view/private_metadata]");
        assertThat(open(trigger).path("ok").asBoolean())
                .as("a refused view leaves the trigger unused")
                .isTrue();
    }

    @Test
    void an_external_select_gets_its_options_from_the_application() throws Exception {
        caller.api("views.open", "{\"trigger_id\":\"" + trigger + "\",\"view\":" + VIEW.formatted(EXTERNAL) + "}");
        var view = views().getFirst().path("id").asString();
        app.answer(
                "interactivity",
                x -> "{\"options\":[{\"text\":{\"type\":\"plain_text\",\"text\":\"Web\"},\"value\":\"web\"}]}");
        var ask = "{\"user\":\"robin\",\"view_id\":\"" + view + "\",\"action_id\":\"service\",\"text\":\"we\"}";
        assertThat(caller.control("options", ask).path("response").asString()).contains("\"web\"");
        assertThat(app.next().payload().path("value").asString()).isEqualTo("we");
        app.answer("interactivity", x -> "{\"options\":[{\"text\":\"Web\"}]}");
        assertThat(caller.control("options", ask).path("error").asString()).startsWith("invalid_options");
    }

    private String freshTrigger() throws Exception {
        caller.control("command", "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"x\"}");
        return app.next().form().getOrDefault("trigger_id", "");
    }

    private JsonNode open(String triggerId) throws Exception {
        return caller.api(
                "views.open", "{\"trigger_id\":\"" + triggerId + "\",\"view\":" + VIEW.formatted(INPUT) + "}");
    }

    private JsonNode push() throws Exception {
        return caller.api(
                "views.push", "{\"trigger_id\":\"" + freshTrigger() + "\",\"view\":" + VIEW.formatted(INPUT) + "}");
    }

    private String opened() throws Exception {
        return open(trigger).path("view").path("id").asString();
    }

    private JsonNode submit(String view, String values) throws Exception {
        return caller.control("submit", "{\"user\":\"robin\",\"view_id\":\"" + view + "\",\"values\":" + values + "}");
    }

    private List<JsonNode> views() throws Exception {
        return caller.report("views?user=U0REQUESTER")
                .path("views")
                .valueStream()
                .toList();
    }
}
