package sallyport.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.slack.control.AwsFaults;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What scripts rely on. */
class ControlApiTest {
    private final RecordedFaults aws = new RecordedFaults();
    private final SimulatedSlack slack = SimulatedSlack.start(Options.defaults().withAwsFaults(aws));
    private final Caller caller = new Caller(slack.endpoint());

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void the_state_names_the_requester_first_then_the_approvers_the_guest_and_the_bot() throws Exception {
        var state = caller.report("state");
        assertThat(ids(state.path("users")))
                .containsExactly("U0REQUESTER", "U0APPROVER1", "U0APPROVER2", "U0GUEST", "U0SALLYPORT");
        assertThat(state.path("users").path(4).path("is_bot").asBoolean()).isTrue();
        assertThat(ids(state.path("channels"))).containsExactly("C0ECSOPS", "C0GENERAL", "C0WORKER");
        assertThat(state.path("channels").path(0).path("name").asString()).isEqualTo("ecs-ops");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "command | {'channel':'ecs-ops','text':'x'} | missing field user",
                "command | {'user':'robin','text':'x'} | missing field channel",
                "command | {'user':'robin','channel':'ecs-ops'} | missing field text",
                "command | {'user':'nobody','channel':'ecs-ops','text':'x'} | no such user: nobody",
                "command | {'user':'robin','channel':'nowhere','text':'x'} | no such channel: nowhere",
                "command | {'user':7,'channel':'ecs-ops','text':'x'} | field user must be a string",
                "command | {'user':'robin','chanel':'ecs-ops'} | unknown field chanel; this takes: user, channel, text",
                "command | [] | the body must be one JSON object",
                "click | {'user':'robin','channel':'ecs-ops','ts':'1.1','action_id':'a'} | no message 1.1 that robin can see",
                "submit | {'user':'robin','view_id':'V0'} | no view V0 open for robin",
                "fault | {'side':'moon','name':'x'} | field side must be aws or slack",
                "fault | {'side':'slack','name':'slow','params':{}} | missing field params.millis",
                "fault | {'side':'slack','name':'slow','count':0} | field count must be a whole number from 1",
                "message | {'user':'robin','channel':'ecs-ops','text':'x','thread_ts':'1.1'} | no message 1.1 to reply to in #ecs-ops"
            })
    void a_bad_field_gets_one_clear_sentence(String name, String body, String sentence) throws Exception {
        var response = caller.postJson("/control/" + name, body.replace('\'', '"'));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"ok\":false").contains("\"error\":\"" + sentence);
    }

    @Test
    void a_command_may_have_no_text_but_not_lack_it() throws Exception {
        var answer = caller.control("command", "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"\"}");
        assertThat(answer.has("status")).isTrue();
    }

    @Test
    void an_unknown_fault_is_answered_with_the_list_of_those_there_are() throws Exception {
        var answer = caller.control("fault", "{\"side\":\"slack\",\"name\":\"gremlins\"}");
        assertThat(answer.path("error").asString())
                .contains("no such fault: gremlins")
                .contains("drop-answer");
    }

    @Test
    void faults_for_aws_are_handed_on_with_their_parameters_and_count() throws Exception {
        var fault = "{\"side\":\"aws\",\"name\":\"throttle\",\"params\":{\"api\":\"ExecuteCommand\"},\"count\":3}";
        assertThat(caller.control("fault", fault).path("ok").asBoolean()).isTrue();
        assertThat(aws.injected).containsExactly("throttle {\"api\":\"ExecuteCommand\"} 3");
        var refused = caller.control("fault", "{\"side\":\"aws\",\"name\":\"unheard-of\"}");
        assertThat(refused.path("error").asString()).isEqualTo("AWS has no such fault");
    }

    @Test
    void a_reset_forgets_everything_on_both_sides() throws Exception {
        caller.post("[{\"type\":\"divider\"}]");
        caller.control(
                "fault", "{\"side\":\"slack\",\"name\":\"error\",\"params\":{\"error\":\"fatal_error\"},\"count\":9}");
        assertThat(caller.control("reset", "{}").path("ok").asBoolean()).isTrue();
        assertThat(caller.report("messages?channel=C0ECSOPS").path("messages").isEmpty())
                .isTrue();
        assertThat(caller.report("log").path("log").isEmpty()).isTrue();
        assertThat(caller.api("auth.test", "{}").path("ok").asBoolean()).isTrue();
        assertThat(aws.injected).contains("reset");
    }

    @Test
    void the_log_has_every_call_oldest_first_and_no_token() throws Exception {
        caller.api("auth.test", "{\"token\":\"" + Caller.TOKEN + "\"}");
        caller.api("chat.teleport", "{}");
        caller.control("command", "{\"user\":\"robin\",\"channel\":\"ecs-ops\",\"text\":\"x\"}");
        var log = caller.report("log").path("log");
        assertThat(log.valueStream().map(entry -> entry.path("name").asString()))
                .containsExactly("auth.test", "chat.teleport", "/slack/commands");
        assertThat(log.path(1).path("result").asString()).isEqualTo("unknown_method");
        assertThat(log.path(2).path("kind").asString()).isEqualTo("dispatch");
        assertThat(log.path(2).path("result").asString()).startsWith("dispatch_failed: no application");
        assertThat(log.toString()).doesNotContain(Caller.TOKEN);
    }

    @Test
    void what_one_person_sees_includes_their_direct_messages_and_nobody_elses() throws Exception {
        caller.api("chat.postMessage", "{\"channel\":\"U0APPROVER1\",\"text\":\"please review\"}");
        caller.api("chat.postEphemeral", "{\"channel\":\"C0ECSOPS\",\"user\":\"U0APPROVER1\",\"text\":\"psst\"}");
        assertThat(messages("&user=U0APPROVER1")).containsExactly("please review", "psst");
        assertThat(messages("&user=U0REQUESTER")).isEmpty();
        assertThat(messages("")).isEmpty();
    }

    private List<String> messages(String query) throws Exception {
        return caller.report("messages?channel=C0ECSOPS" + query)
                .path("messages")
                .valueStream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static List<String> ids(JsonNode array) {
        return array.valueStream().map(node -> node.path("id").asString()).toList();
    }

    /** An AWS side that knows one fault. */
    private static final class RecordedFaults implements AwsFaults {
        private final List<String> injected = new ArrayList<>();

        @Override
        public Optional<String> inject(String name, ObjectNode params, int count) {
            if (!name.equals("throttle")) {
                return Optional.of("AWS has no such fault");
            }
            injected.add(name + " " + params + " " + count);
            return Optional.empty();
        }

        @Override
        public void reset() {
            injected.add("reset");
        }
    }
}
