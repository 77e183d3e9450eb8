package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.http.RawRequest;
import sallyport.http.RawResponse;
import sallyport.policy.Policy;
import sallyport.request.Actor;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Confirmation;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.StartFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SlackAppTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    @Nested
    class At_the_door {
        @Test
        void a_request_without_a_signature_is_refused_with_nothing_in_the_answer() {
            var body = command("help", Requests.ROBIN).getBytes(StandardCharsets.UTF_8);
            var answer =
                    office.app.handle(new RawRequest("/slack/commands", Map.of("Content-Type", List.of(FORM)), body));
            assertThat(answer).isEqualTo(RawResponse.empty(401));
        }

        @Test
        void a_request_signed_with_bolts_fallback_key_is_refused() {
            var forged = Office.signed("/slack/commands", FORM, command("help", Requests.ROBIN), "---", Requests.NOW);
            assertThat(office.app.handle(forged).status()).isEqualTo(401);
        }

        @Test
        void ssl_check_opens_nothing() {
            var body = "ssl_check=1&" + command("exec web \"uname -a\"", Requests.ROBIN);
            var unsigned = new RawRequest(
                    "/slack/commands", Map.of("Content-Type", List.of(FORM)), body.getBytes(StandardCharsets.UTF_8));
            assertThat(office.app.handle(unsigned).status()).isEqualTo(401);
        }

        @ParameterizedTest
        @CsvSource({
            "/slack/commands, application/json",
            "/slack/commands, text/plain",
            "/slack/interactivity, application/json",
            "/slack/events, application/x-www-form-urlencoded"
        })
        void a_wrong_content_type_is_refused(String path, String type) {
            var request = Office.signed(path, type, command("help", Requests.ROBIN), "new-secret", Requests.NOW);
            assertThat(office.app.handle(request).status()).isEqualTo(415);
        }

        @Test
        void a_command_is_not_taken_on_another_route() {
            assertThat(office.post("/slack/interactivity", command("exec web \"uname -a\"", Requests.ROBIN))
                            .status())
                    .isEqualTo(400);
            assertThat(office.ledger.latest(1)).isEmpty();
        }

        @Test
        void another_workspace_or_app_is_refused() {
            assertThat(office.post("/slack/commands", command("help", new Person("T2", "U0ROBIN")))
                            .status())
                    .isEqualTo(403);
            assertThat(office.post(
                                    "/slack/commands",
                                    command("help", Requests.ROBIN).replace("api_app_id=A1", "api_app_id=A2"))
                            .status())
                    .isEqualTo(403);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "nonsense",
                    "payload=%7B",
                    "payload=null",
                    "payload=%7B%22type%22%3A%22block_actions%22%7D"
                })
        void what_cannot_be_read_does_not_break_the_door(String body) {
            assertThat(office.post("/slack/interactivity", body).status()).isEqualTo(400);
        }

        @Test
        void slack_may_verify_the_events_address() {
            var body = "{\"type\":\"url_verification\",\"challenge\":\"c4\",\"token\":\"x\"}";
            var answer = office.app.handle(
                    Office.signed("/slack/events", "application/json", body, "old-secret", Requests.NOW));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("c4");
        }
    }

    @Nested
    class A_slash_command {
        @Test
        void help_is_answered_at_once_to_its_author_alone_and_nobody_is_asked() {
            var answer = type("help");
            assertThat(answer.path("response_type").asString()).isEqualTo("ephemeral");
            assertThat(answer.toString()).contains("/ecs exec", "/ecs logs");
            assertThat(office.stub.methods()).isEmpty();
        }

        @Test
        void exec_is_stored_and_acknowledged_empty_without_a_call_to_slack() {
            var answer = office.post("/slack/commands", command("exec web \"uname -a\"", Requests.ROBIN));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            var request = office.ledger.latest(1).getFirst().request();
            assertThat(request.argv()).isEqualTo(Argv.of("uname", "-a"));
            assertThat(request.requester()).isEqualTo(Requests.ROBIN);
            assertThat(office.stub.methods()).isEmpty();
        }

        @Test
        void a_replayed_command_makes_one_request() {
            var body = command("exec web \"uname -a\"", Requests.ROBIN);
            office.post("/slack/commands", body);
            var again = office.post("/slack/commands", body);
            assertThat(again.body()).contains("received before");
            assertThat(office.ledger.latest(10)).hasSize(1);
        }

        @Test
        void entities_are_decoded_before_the_command_is_read() {
            assertThat(toldLater("explain web -- uname \"a &amp;&amp; b\"", Requests.ROBIN))
                    .contains("a && b")
                    .doesNotContain("&amp;");
        }

        @Test
        void a_mistake_is_pointed_at_and_stores_nothing() {
            var answer = type("exce web \"uname -a\"");
            assertThat(answer.toString()).contains("Not understood", "Nothing was done", "/ecs exce web", "^", "exec");
            assertThat(office.ledger.latest(1)).isEmpty();
        }

        @Test
        void what_the_policy_denies_stores_nothing_and_says_what_to_try() {
            var answer = type("exec web \"rm -rf /\"");
            assertThat(answer.toString()).contains("Not allowed", "Nothing was done", "/ecs allowed web");
            assertThat(office.ledger.latest(1)).isEmpty();
        }

        @Test
        void a_refused_look_is_answered_at_once_and_then_offers_to_ask_the_owners() {
            assertThat(atOnce(command("logs web", Requests.SAM))).contains("Not allowed", "Its owners can grant it");
            await().until(() -> !office.stub.calls("hook").isEmpty());
            assertThat(office.stub.calls("hook").getLast().body())
                    .contains("Ask to allow", "explain web --capability logs");
        }

        @Test
        void explain_names_what_in_an_allowed_command_is_not_ascii() {
            office.inForce = Office.policy("""
                    version: 1
                    commands:
                      note:
                        summary: Note
                        argv: [note, "{words}"]
                        params: { words: { type: text, alphabet: "a-zäöüß", max_length: 40 } }
                        effect: read
                    grants:
                      - { id: notes, command: note, targets: [web], groups: [dev], approval: { all_of: [{ group: sre }] } }
                    """);
            assertThat(toldLater("explain web -- note größer", Requests.ROBIN))
                    .contains("You may ask for this", "Not only ASCII", "U+00F6 LATIN SMALL LETTER O WITH DIAERESIS");
            assertThat(toldLater("explain web -- note grozer", Requests.ROBIN)).doesNotContain("Not only ASCII");
            assertThat(toldLater("explain web -- note é", Requests.ROBIN)).contains("its alphabet is a-zäöüß");
        }

        @Test
        void explain_says_of_a_capability_that_admins_always_have_it_or_that_nothing_asks_for_it_yet() {
            assertThat(toldLater("explain web --capability stop", Office.ADA))
                    .contains("You may do this", "people.admins")
                    .doesNotContain("Nothing asks for");
            assertThat(toldLater("explain web --capability shell", Office.ADA))
                    .contains("Not allowed", "Nothing asks for shell yet");
        }

        @Test
        void an_unknown_service_gets_the_nearest_name() {
            assertThat(type("exec wbe \"uname -a\"").toString()).contains("no service `wbe`", "Did you mean `web`");
        }

        @Test
        void explain_allowed_services_and_status_are_answered_to_their_author_alone() {
            office.pending();
            assertThat(toldLater("explain web \"uname -a\"", Requests.ROBIN))
                    .contains("\"response_type\":\"ephemeral\"", "You may ask for this", "web-kernel");
            assertThat(toldLater("explain web \"uname -x\"", Requests.ROBIN)).contains("web-kernel", "argument 2");
            assertThat(toldLater("explain wbe \"uname -a\"", Requests.ROBIN)).contains("Did you mean `web`");
            assertThat(toldLater("allowed web", Requests.ROBIN)).contains("uname", "Kernel and machine", "1 of sre");
            assertThat(toldLater("services", Requests.ROBIN)).contains("prod/api-web");
            assertThat(toldLater("status", Requests.ROBIN))
                    .contains("r0123456789ab", "Waiting for approval", "uname -a");
            assertThat(office.stub.calls("chat.postMessage")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "explain web \"uname -a\"",
                    "allowed web",
                    "allowed nowhere",
                    "status",
                    "status r0123456789ab",
                    "approve r0123456789ab",
                    "deny r0123456789ab"
                })
        void a_guest_is_told_nothing_of_services_rules_and_requests(String text) {
            office.pending();
            office.stub.user("U0SAM", ",\"is_restricted\":true");
            assertThat(toldLater(text, Requests.SAM))
                    .contains("Nothing was done, because guests may not take part")
                    .doesNotContain("web", "uname", "r0123456789ab");
            assertThat(office.stub.calls("views.open")).isEmpty();
        }

        @Test
        void a_guest_is_told_no_names_of_services() {
            office.stub.user("U0SAM", ",\"is_restricted\":true");
            assertThat(toldLater("services", Requests.SAM))
                    .contains("Nothing was read, because guests may not take part")
                    .doesNotContain("web");
        }

        @Test
        void nobody_is_told_anything_while_slack_cannot_vouch_for_them() {
            office.stub.breakDown("users.info");
            assertThat(toldLater("services", Requests.ROBIN))
                    .contains("Slack could not vouch for you", "Try again in a minute")
                    .doesNotContain("api-web");
        }

        @Test
        void status_without_the_store_says_that_it_cannot_be_read() {
            office.ledger.stopAnswering();
            assertThat(toldLater("status", Requests.ROBIN)).contains("My records cannot be read just now");
            assertThat(toldLater("approve r0123456789ab", Requests.ALEX))
                    .contains("My records cannot be read just now");
        }

        @Test
        void status_lists_what_is_open_in_the_channel_with_who_asked_it_when() {
            office.pending();
            assertThat(toldLater("status", Requests.SAM))
                    .contains("r0123456789ab", "Waiting for approval", "needs 1 of sre", "uname -a")
                    .contains("`web` · asked by <@U0ROBIN> · <!date^" + Requests.NOW.getEpochSecond());
            assertThat(toldLater(command("status", Requests.SAM).replace("channel_id=C1", "channel_id=C2")))
                    .contains("Nothing is open");
            assertThat(toldLater(command("status", Requests.ROBIN).replace("channel_id=C1", "channel_id=C2")))
                    .contains("r0123456789ab");
            office.journal.record(Requests.ID, new Event.DenialGiven(Requests.SAM, true, "no", Requests.NOW));
            assertThat(toldLater("status", Requests.SAM))
                    .contains("Nothing is open")
                    .doesNotContain("uname");
        }

        @Test
        void before_there_is_a_policy_only_admins_read_and_only_in_the_owners_channel() {
            office.inForce = Policy.absent();
            assertThat(atOnce(command("logs web", Requests.ROBIN))).contains("There is no policy yet");
            assertThat(atOnce(command("exec web \"uname -a\"", Office.ADA))).contains("There is no policy yet");
            var here = command("tasks web", Office.ADA);
            assertThat(atOnce(here.replace("channel_id=C1", "channel_id=C2"))).contains("There is no policy yet");
            assertThat(office.stub.calls("chat.postMessage")).isEmpty();
            assertThat(atOnce(here)).isEmpty();
            await().until(() -> office.stub.methods().contains("chat.postMessage"));
        }

        @Test
        void status_says_which_files_are_broken_and_only_to_admins_how() {
            var problem = "line 3, column 5: Unknown key `aproval`.";
            office.alarms = List.of(
                    new FileAlarm("policy", "is broken", Requests.NOW, Collections.nCopies(11, problem), "a1b2c3"),
                    new FileAlarm("on-call", "is broken", Requests.NOW, List.of("line 9, column 1: No."), "d4e5f6"));
            assertThat(toldLater("status", Office.ADA))
                    .contains("The policy file is broken since <!date^" + Requests.NOW.getEpochSecond())
                    .contains("; version `a1b2c3` stays in force.", problem, "1 more in the log")
                    .contains("The on-call file is broken since", "; version `d4e5f6` stays in force.", "line 9")
                    .contains("Nothing is open");
            office.pending();
            assertThat(toldLater("status", Requests.SAM))
                    .contains("The policy file is broken", "Admins see what is wrong with it", "r0123456789ab")
                    .doesNotContain("line 3");
            assertThat(toldLater("status r0123456789ab", Requests.ROBIN)).contains("The policy file is broken");
        }

        @Test
        void status_says_of_which_user_groups_it_is_not_known_who_is_in_them_and_only_to_admins_why() {
            office.alarms = List.of(
                    new UserGroupAlarm("sre", "gone <!here>", Requests.NOW, Optional.of(Requests.NOW.plusSeconds(60))),
                    new UserGroupAlarm("dba", "Slack did not answer", Requests.NOW, Optional.empty()));
            assertThat(toldLater("status", Office.ADA))
                    .contains("Who is in the Slack user group `sre` could not be read since <!date^")
                    .contains("; those who were in it count until <!date^", "gone <!here>.")
                    .contains("Who is in the Slack user group `dba` could not be verified since <!date^")
                    .contains("so nobody counts as a member.", "Slack did not answer.");
            assertThat(toldLater("status", Requests.SAM))
                    .contains("`sre` could not be read", "`dba` could not be verified", "Admins see why.")
                    .doesNotContain("gone", "did not answer");
        }

        @Test
        void a_request_of_another_channel_is_shown_to_its_requester_only() {
            office.pending();
            var elsewhere = command("status r0123456789ab", Requests.SAM).replace("channel_id=C1", "channel_id=C2");
            assertThat(toldLater(elsewhere)).contains("No such request");
            var own = command("status r0123456789ab", Requests.ROBIN).replace("channel_id=C1", "channel_id=C2");
            assertThat(toldLater(own)).contains("uname -a");
        }

        @ParameterizedTest
        @ValueSource(strings = {"approve", "deny"})
        void a_review_is_opened_in_the_channel_of_its_request_only(String verb) {
            office.pending();
            var here = command(verb + " r0123456789ab", Requests.ALEX);
            assertThat(toldLater(here.replace("channel_id=C1", "channel_id=C2")))
                    .contains("No such request was asked by you or in this channel. Nothing was done.");
            assertThat(office.stub.calls("views.open")).isEmpty();
            office.post("/slack/commands", here);
            await().until(() -> office.stub.calls("views.open").size() == 1);
        }

        @Test
        void logs_are_posted_into_the_channel_redacted_and_without_escapes() {
            assertThat(office.post("/slack/commands", command("logs web", Requests.ROBIN))
                            .body())
                    .isEmpty();
            await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
            assertThat(office.stub.calls("chat.postMessage").getFirst().blocks().toString())
                    .contains("[001122] 12:00:00 GET / password=[redacted:")
                    .doesNotContain("hunter22");
        }

        @Test
        void where_the_bot_is_no_member_the_answer_goes_to_the_asker_with_a_hint() {
            office.stub.fail("chat.postMessage", "not_in_channel");
            office.post("/slack/commands", command("tasks web", Requests.ROBIN));
            await().until(() -> !office.stub.calls("hook").isEmpty());
            var whisper = JSON.readTree(office.stub.calls("hook").getFirst().body());
            assertThat(whisper.get("response_type").asString()).isEqualTo("ephemeral");
            assertThat(whisper.toString()).contains("prod/api-web", "Only you see this", "/invite");
        }

        @Test
        void a_pasted_arn_is_taken_where_it_is_configured_and_shown_as_its_alias() {
            var arns = "arn:aws:ecs:eu-central-1:123456789012:";
            office.post("/slack/commands", command("logs " + arns + "service/prod/api-web", Requests.ROBIN));
            await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
            assertThat(office.stub.calls("chat.postMessage").getFirst().blocks().toString())
                    .contains("*Logs* of web,");
            assertThat(type("logs web --task " + arns + "task/other/0123").toString())
                    .contains("task/other/0123` is not one of `web`. Nothing was done.");
        }

        @Test
        void a_guest_reads_nothing() {
            office.stub.user("U0ROBIN", ",\"is_restricted\":true");
            office.post("/slack/commands", command("logs web", Requests.ROBIN));
            await().until(() -> !office.stub.calls("hook").isEmpty());
            assertThat(office.stub.calls("hook").getFirst().body()).contains("guests may not take part");
            assertThat(office.stub.calls("chat.postMessage")).isEmpty();
        }

        @Test
        void reads_are_granted_by_the_policy_too() {
            var answer = office.post("/slack/commands", command("logs web", Requests.SAM));
            assertThat(answer.body()).contains("Not allowed");
            assertThat(office.stub.calls("chat.postMessage")).isEmpty();
        }

        @Test
        void an_answer_is_sent_nowhere_but_to_slack() {
            office.stub.fail("chat.postMessage", "not_in_channel");
            var body = command("tasks web", Requests.ROBIN)
                    .replace(encode(office.stub.hook()), encode("http://127.0.0.1:1/steal"));
            office.post("/slack/commands", body);
            await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
            assertThat(office.stub.options().mayAnswerTo(URI.create("http://127.0.0.1:1/steal")))
                    .isFalse();
        }

        private String toldLater(String text, Person person) {
            return toldLater(command(text, person));
        }

        /** What its author is told once it was found out who that is. */
        private String toldLater(String body) {
            int before = office.stub.calls("hook").size();
            var answer = office.post("/slack/commands", body);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            await().until(() -> office.stub.calls("hook").size() > before);
            return JSON.readTree(office.stub.calls("hook").getLast().body()).toString();
        }

        private String atOnce(String body) {
            return office.post("/slack/commands", body).body();
        }

        private JsonNode type(String text) {
            var answer = office.post("/slack/commands", command(text, Requests.ROBIN));
            assertThat(answer.status()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }

    @Nested
    class A_button {
        @Test
        void approve_opens_a_review_rendered_from_the_ledger() {
            office.pending();
            click("request.approve", Requests.ALEX, Office.CARD);
            await().until(() -> !office.stub.calls("views.open").isEmpty());
            var view = JSON.readTree(office.stub.calls("views.open").getFirst().value("view"));
            assertThat(view.toString()).contains("  1  uname\\n  2  -a", "prod/api-web", "<@U0ROBIN>");
            assertThat(view.has("external_id")).isFalse();
            assertThat(office.stub.calls("views.open").getFirst().value("trigger_id"))
                    .isEqualTo("trigger");
        }

        @Test
        void where_no_review_is_wanted_the_cards_button_approves_what_it_shows() {
            office.rule("confirm: none");
            office.pending(Requests.request(Examples.confirmed(Confirmation.NONE)));
            click("request.approve_at_once", Requests.ROBIN, Office.CARD);
            assertThat(whispered()).contains("somebody else has to review it");
            click("request.approve_at_once", Requests.ALEX, Office.CARD);
            await().until(() -> office.entry(Requests.ID).phase() instanceof Phase.Approved);
            assertThat(office.stub.calls("views.open")).isEmpty();
            click("request.approve_at_once", Requests.SAM, Office.CARD);
            await().until(() -> office.stub.calls("hook").size() == 2);
            assertThat(office.stub.calls("hook").getLast().body()).contains("does not wait for a review any more");
        }

        @Test
        void a_button_without_review_is_worth_nothing_where_a_review_is_wanted() {
            office.pending();
            click("request.approve_at_once", Requests.ALEX, Office.CARD);
            assertThat(whispered()).contains("not the card");
            assertThat(office.entry(Requests.ID).phase()).isInstanceOf(Phase.Pending.class);
        }

        @Test
        void who_may_stand_in_reviews_once_it_has_escalated_and_may_say_no_before() {
            office.pending(Requests.request(Examples.escalating("admins", 10)));
            click("request.approve", Office.ADA, Office.CARD);
            assertThat(whispered()).contains("not among those who may do this");
            click("request.deny", Office.ADA, Office.CARD);
            await().until(() -> office.stub.calls("views.open").size() == 1);
            office.journal.record(Requests.ID, new Event.TimePassed(Requests.NOW.plusSeconds(600)));
            click("request.approve", Office.ADA, Office.CARD);
            await().until(() -> office.stub.calls("views.open").size() == 2);
        }

        @Test
        void on_a_message_that_is_not_the_card_it_does_nothing() {
            office.pending();
            click("request.approve", Requests.ALEX, new MessageRef(Requests.CHANNEL, "1699999999.000999"));
            assertThat(whispered()).contains("not the card");
            click("request.take_back", Requests.ROBIN, new MessageRef(new ChannelId("C2"), Office.CARD.ts()));
            await().until(() -> office.stub.calls("hook").size() == 2);
            assertThat(office.stub.calls("views.open")).isEmpty();
            assertThat(office.entry(Requests.ID).phase()).isInstanceOf(Phase.Pending.class);
        }

        @Test
        void the_requester_cannot_review_their_own_request() {
            office.pending();
            click("request.approve", Requests.ROBIN, Office.CARD);
            assertThat(whispered()).contains("somebody else has to review it");
            assertThat(office.stub.calls("views.open")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"request.approve", "request.deny"})
        void a_review_is_not_opened_to_people_of_no_group_that_may_review(String action) {
            office.pending();
            click(action, new Person("T1", "U0PASSERBY"), Office.CARD);
            assertThat(whispered()).contains("not among those who may do this: 1 of sre");
            assertThat(office.stub.calls("views.open")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"request.approve", "request.deny"})
        void a_review_is_not_opened_to_guests(String action) {
            office.pending();
            office.stub.user("U0SAM", ",\"is_ultra_restricted\":true");
            click(action, Requests.SAM, Office.CARD);
            assertThat(whispered()).contains("guests may not take part");
            assertThat(office.stub.calls("views.open")).isEmpty();
        }

        @Test
        void take_back_calls_the_request_off() {
            office.pending();
            click("request.take_back", Requests.ROBIN, Office.CARD);
            await().until(() -> office.entry(Requests.ID).phase() instanceof Phase.Cancelled);
        }

        @Test
        void stop_is_refused_to_people_who_have_no_part_in_it() {
            office.running();
            click("run.stop", new Person("T1", "U0PASSERBY"), Office.CARD);
            assertThat(whispered()).contains("not among those who may stop this");
            click("run.stop", Requests.SAM, Office.CARD);
            await().until(() -> office.entry(Requests.ID).phase() instanceof Phase.Running running
                    && running.stopAskedBy().isPresent());
        }

        @Test
        void a_click_after_the_end_says_so() {
            office.pending();
            office.journal.record(Requests.ID, new Event.DenialGiven(Requests.SAM, true, "no", Requests.NOW));
            click("request.approve", Requests.ALEX, Office.CARD);
            assertThat(whispered()).contains("ended already");
        }

        @Test
        void run_without_exit_code_files_one_new_request_however_often_it_is_pressed() {
            office.journal.file(Requests.request("uname", "-a"), "mark");
            office.ledger.cardPosted(Requests.ID, Office.CARD);
            office.journal.record(
                    Requests.ID,
                    new Event.StartRefused(
                            new StartFailure(StartFailure.Kind.NO_SHELL, "The image has no sh."),
                            Actor.component("resolver"),
                            Requests.NOW));
            click("request.without_exit_code", Requests.ROBIN, Office.CARD);
            await().until(() -> office.ledger.latest(10).size() == 2);
            var again = office.ledger.latest(10).stream()
                    .map(entry -> entry.request().id())
                    .filter(id -> !id.equals(Requests.ID))
                    .findFirst()
                    .orElseThrow();
            click("request.without_exit_code", Requests.ALEX, Office.CARD);
            assertThat(whispered()).contains("asked already without exit code, as request `" + again + "`");
            assertThat(office.ledger.latest(10)).hasSize(2);
        }

        private String whispered() {
            await().until(() -> !office.stub.calls("hook").isEmpty());
            return office.stub.calls("hook").getFirst().body();
        }
    }

    @Nested
    class A_submitted_review {
        @Test
        void approves_what_it_showed() {
            office.pending();
            var answer = submit(Requests.ALEX, opened());
            assertThat(answer.body()).isEmpty();
            assertThat(office.entry(Requests.ID).phase()).isInstanceOf(Phase.Approved.class);
        }

        @Test
        void is_refused_when_its_blocks_were_edited() {
            office.pending();
            var view = JSON.readTree(opened().toString().replace("  2  -a", "  2  -r"));
            assertThat(submit(Requests.ALEX, view).body())
                    .contains("\"response_action\":\"update\"", "not what is stored");
            assertThat(office.entry(Requests.ID).phase()).isInstanceOf(Phase.Pending.class);
        }

        @Test
        void is_refused_when_its_digest_was_edited() {
            office.pending();
            var view = (ObjectNode) opened();
            view.put("private_metadata", Requests.ID + " " + "0".repeat(64) + " 0");
            assertThat(submit(Requests.ALEX, view).body()).contains("not what is stored");
            assertThat(office.entry(Requests.ID).phase()).isInstanceOf(Phase.Pending.class);
        }

        @Test
        void is_refused_to_the_requester_to_outsiders_and_to_guests() {
            office.pending();
            office.stub.user("U0SAM", ",\"is_ultra_restricted\":true");
            var view = opened();
            assertThat(submit(Requests.ROBIN, view).body()).contains("somebody else has to review it");
            assertThat(submit(new Person("T1", "U0PASSERBY"), view).body()).contains("not among those");
            assertThat(submit(Requests.SAM, view).body()).contains("guests may not take part");
            assertThat(office.entry(Requests.ID).phase())
                    .isInstanceOfSatisfying(
                            Phase.Pending.class,
                            pending -> assertThat(pending.approvals()).isEmpty());
        }

        @Test
        void sent_twice_counts_once_and_says_so() {
            office.pending();
            var view = opened();
            submit(Requests.ALEX, view);
            assertThat(submit(Requests.ALEX, view).body()).contains("does not wait for a review any more");
        }

        @Test
        void denies_with_a_reason_in_one_line() {
            office.pending();
            click("request.deny", Requests.ALEX, Office.CARD);
            await().until(() -> !office.stub.calls("views.open").isEmpty());
            var view = (ObjectNode)
                    JSON.readTree(office.stub.calls("views.open").getFirst().value("view"));
            view.putObject("state")
                    .putObject("values")
                    .putObject("reason")
                    .putObject("text")
                    .put("type", "plain_text_input")
                    .put("value", "not\non Friday");
            assertThat(submit(Requests.ALEX, view).body()).isEmpty();
            assertThat(office.entry(Requests.ID).phase())
                    .isInstanceOfSatisfying(
                            Phase.Denied.class,
                            denied -> assertThat(denied.reason()).isEqualTo("not on Friday"));
        }

        private JsonNode opened() {
            click("request.approve", Requests.ALEX, Office.CARD);
            await().until(() -> !office.stub.calls("views.open").isEmpty());
            return JSON.readTree(office.stub.calls("views.open").getFirst().value("view"));
        }

        private RawResponse submit(Person person, JsonNode view) {
            var payload = JSON.createObjectNode();
            payload.put("type", "view_submission");
            payload.put("api_app_id", "A1");
            payload.put("trigger_id", "trigger-2");
            payload.putObject("team").put("id", person.teamId());
            payload.putObject("user").put("id", person.userId()).put("team_id", person.teamId());
            payload.set("view", view);
            return office.post("/slack/interactivity", "payload=" + encode(payload.toString()));
        }
    }

    private void click(String actionId, Person person, MessageRef message) {
        var payload = JSON.createObjectNode();
        payload.put("type", "block_actions");
        payload.put("api_app_id", "A1");
        payload.put("trigger_id", "trigger");
        payload.put("response_url", office.stub.hook());
        payload.putObject("team").put("id", person.teamId());
        payload.putObject("user").put("id", person.userId()).put("team_id", person.teamId());
        payload.putObject("channel").put("id", message.channel().value());
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", message.ts())
                .put("channel_id", message.channel().value());
        payload.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("action_id", actionId)
                .put("block_id", "actions")
                .put("value", Requests.ID.value());
        assertThat(office.post("/slack/interactivity", "payload=" + encode(payload.toString()))
                        .status())
                .isEqualTo(200);
    }

    private String command(String text, Person person) {
        return List.of(
                        "team_id=" + person.teamId(),
                        "team_domain=sandbox",
                        "channel_id=C1",
                        "channel_name=ops",
                        "user_id=" + person.userId(),
                        "user_name=x",
                        "command=" + encode("/ecs"),
                        "text=" + encode(text),
                        "response_url=" + encode(office.stub.hook()),
                        "trigger_id=" + encode("13." + text.hashCode()),
                        "api_app_id=A1")
                .stream()
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
