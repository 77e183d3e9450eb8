package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.audit.LedgerEntry;
import sallyport.policy.Policy;
import sallyport.request.Argv;
import sallyport.request.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** "Read the logs instead?", from the line that was typed to what its buttons do. */
class LogsQuestionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String POLICY = """
            version: 1
            commands:
              log:
                summary: The application's log file
                argv: [tail, "-n", "{count}", app.log]
                params:
                  count: { type: int, min: 1, max: 1000 }
                effect: read
              find:
                summary: Look for something in the log
                argv: [grep, "{what}", app.log]
                params:
                  what: { type: text, alphabet: "A-Za-z0-9 *", max_length: 80 }
                effect: read
              quick:
                summary: The beginning of the log
                argv: [cat, app.log]
                effect: read
            grants:
              - id: with-approval
                commands: [log, find]
                targets: [web]
                groups: [dev]
                approval: { all_of: [ { group: sre, count: 1 } ] }
              - id: at-once
                command: quick
                targets: [web]
                groups: [dev]
                approval: none
              - id: reads
                capabilities: [describe]
                targets: [web]
                groups: [dev]
            """;

    private final Office office = new Office();

    @BeforeEach
    void grant() {
        office.inForce = granting("logs, describe");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private static Policy granting(String capabilities) {
        return Office.policy(POLICY.replace("[describe]", "[" + capabilities + "]"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What Slack is answered at once. */
    private String typed(String line) {
        return office.type(line, Requests.ROBIN).body();
    }

    private static JsonNode button(String answer, String action) {
        return JSON.readTree(answer).findParents("action_id").stream()
                .filter(element -> element.path("action_id").asString("").equals(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + action + " in " + answer));
    }

    private void press(Person person, String channel, String action, String value) {
        var payload = JSON.createObjectNode();
        payload.put("type", "block_actions");
        payload.put("api_app_id", "A1");
        payload.put("trigger_id", "trigger");
        payload.put("response_url", office.stub.hook());
        payload.putObject("team").put("id", person.teamId());
        payload.putObject("user").put("id", person.userId()).put("team_id", person.teamId());
        payload.putObject("channel").put("id", channel);
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", "1700000000.000001")
                .put("channel_id", channel);
        payload.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("action_id", action)
                .put("block_id", "actions")
                .put("value", value);
        assertThat(office.post("/slack/interactivity", "payload=" + encode(payload.toString()))
                        .status())
                .isEqualTo(200);
    }

    private void press(String action, String value) {
        press(Requests.ROBIN, Requests.CHANNEL.value(), action, value);
    }

    private List<LedgerEntry> stored() {
        return office.ledger.latest(10);
    }

    private void awaitAnswer(String saying) {
        await().until(() ->
                office.stub.calls("hook").stream().anyMatch(call -> call.body().contains(saying)));
    }

    @Test
    void a_command_that_only_reads_a_log_is_answered_with_the_line_that_shows_it_and_nothing_is_stored() {
        assertThat(typed("exec web \"tail -n 50 app.log\""))
                .contains("Read the logs instead?", "Nothing was asked yet", "tail -n 50 app.log")
                .contains("/ecs logs web --since 1h --tail 50")
                .contains("Read the logs\"", "Ask for it all the same\"")
                .contains("\"response_type\":\"ephemeral\"");
        assertThat(stored()).isEmpty();
        assertThat(office.stub.methods()).isEmpty();
    }

    @Test
    void what_the_logs_show_differently_is_said() {
        office.inForce = Office.policy(POLICY.replace("[describe]", "[logs]")
                .replace("[tail, \"-n\", \"{count}\"", "[head, \"-n\", \"{count}\""));
        assertThat(typed("exec web \"head -n 5 app.log\""))
                .contains("The newest lines are shown; the oldest ones need");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exec web \"cat app.log\"", "breakglass --reason \"all is down\" web \"tail -n 50 app.log\""})
    void what_needs_nobody_and_what_breaks_the_glass_is_not_asked_about(String line) {
        assertThat(typed(line)).doesNotContain("Read the logs instead?");
    }

    @Test
    void who_may_not_read_logs_there_is_not_asked() {
        office.inForce = granting("describe");
        assertThat(typed("exec web \"tail -n 50 app.log\"")).isEmpty();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void a_command_that_is_not_allowed_is_refused_and_not_asked_about() {
        assertThat(typed("exec web \"tail -n 5000 app.log\"")).contains("Not allowed by Sallyport");
    }

    @Test
    void a_pattern_that_logs_would_not_take_is_not_offered() {
        assertThat(typed("exec web \"grep 'a**' app.log\"")).doesNotContain("Read the logs instead?");
        assertThat(stored()).hasSize(1);
    }

    @Test
    void the_first_button_reads_the_logs_at_once() {
        var read = button(typed("exec web \"tail -n 50 app.log\""), LogsQuestion.READ);

        press(LogsQuestion.READ, read.path("value").asString());

        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("*Logs* of web, last 1 h, asked by \\u003c@U0ROBIN\\u003e");
        assertThat(office.logQueries)
                .singleElement()
                .satisfies(query -> assertThat(query.limit()).isEqualTo(50));
        assertThat(stored()).isEmpty();
    }

    @Test
    void the_second_button_asks_for_the_command_as_it_was_typed_once() {
        var ask = button(typed("exec --reason \"to look\" web \"tail -n 50 app.log\""), LogsQuestion.ASK);

        press(LogsQuestion.ASK, ask.path("value").asString());
        await().until(() -> stored().size() == 1);
        press(LogsQuestion.ASK, ask.path("value").asString());
        awaitAnswer("Nothing new was asked");

        assertThat(stored()).singleElement().satisfies(entry -> {
            assertThat(entry.request().argv()).isEqualTo(Argv.of("tail", "-n", "50", "app.log"));
            assertThat(entry.request().requester()).isEqualTo(Requests.ROBIN);
            assertThat(entry.request().reason()).contains("to look");
        });
    }

    @Test
    void what_the_policy_allows_no_longer_is_not_asked() {
        var ask = button(typed("exec web \"tail -n 50 app.log\""), LogsQuestion.ASK);
        office.inForce = Office.policy(POLICY.replace("commands: [log, find]", "command: find"));

        press(LogsQuestion.ASK, ask.path("value").asString());

        awaitAnswer("Not allowed by Sallyport");
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_button_does_nothing_for_somebody_else_elsewhere_or_as_another_button() {
        var value = button(typed("exec web \"tail -n 50 app.log\""), LogsQuestion.ASK)
                .path("value")
                .asString();

        press(Requests.SAM, Requests.CHANNEL.value(), LogsQuestion.ASK, value);
        press(Requests.ROBIN, "C2", LogsQuestion.ASK, value);
        press(Requests.ROBIN, Requests.CHANNEL.value(), LogsQuestion.READ, value);

        await().until(() -> office.stub.calls("hook").size() == 3);
        assertThat(office.stub.calls("hook"))
                .allSatisfy(call -> assertThat(call.body()).contains("its buttons do nothing"));
        assertThat(stored()).isEmpty();
        assertThat(office.logQueries).isEmpty();
    }

    @Test
    void a_button_that_we_did_not_make_does_nothing() {
        var forged = new ButtonSeal(List.of(Secret.of("xoxb-test")))
                .value(
                        Requests.ROBIN,
                        Requests.CHANNEL,
                        LogsQuestion.ASK,
                        new ButtonSeal.Sealed("mark", "exec web \"cat app.log\""))
                .orElseThrow();
        for (var value : List.of(forged, "exec web \"cat app.log\"", "")) {
            press(LogsQuestion.ASK, value);
        }
        await().until(() -> office.stub.calls("hook").size() == 3);
        assertThat(stored()).isEmpty();
    }
}
