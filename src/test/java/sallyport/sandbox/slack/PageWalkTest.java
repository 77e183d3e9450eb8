package sallyport.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import sallyport.browser.Browser;
import sallyport.sandbox.slack.workspace.Json;

/** A newcomer's first minute, in a real browser, with an application that behaves as ours is meant to. */
class PageWalkTest {
    private static final Path SHOTS = Path.of("target", "screenshots");

    private final ScriptedApp app = new ScriptedApp();
    private SimulatedSlack slack;
    private Caller caller;
    private Browser browser;

    @BeforeEach
    void start() {
        slack = SimulatedSlack.start(Options.defaults().withAppBase(app.base()));
        caller = new Caller(slack.endpoint());
        browser = Browser.start();
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        slack.close();
        app.close();
    }

    @Test
    void a_command_is_typed_approved_by_somebody_else_and_its_output_read_in_the_thread() throws Exception {
        app.answer("commands", command -> {
            post(DemoCards.request(command.form().getOrDefault("text", "")));
            return "";
        });
        browser.open(slack.endpoint());
        browser.seeLive();
        browser.screenshot(SHOTS.resolve("1-first-visit.png"));
        browser.type("composer", "/");
        browser.see("suggestion");
        browser.type("composer", "ecs exec web \"uname -a\"");
        browser.screenshot(SHOTS.resolve("2-typing.png"));
        browser.type("composer", Keys.ENTER.toString());

        browser.seeText("message", "uname -a");
        var ts = String.valueOf(browser.see("message").getDomAttribute("data-ts"));
        app.answer("interactivity", click -> {
            switch (click.payload().path("type").asString("")) {
                case "block_actions" ->
                    api(
                            "views.open",
                            DemoCards.approval(
                                    click.payload().path("trigger_id").asString("")));
                case "view_submission" -> {
                    api("chat.update", DemoCards.approved(ts));
                    api("chat.postMessage", DemoCards.output(ts));
                }
                default -> throw new AssertionError("unexpected " + click.payload());
            }
            return "";
        });
        browser.screenshot(SHOTS.resolve("3-card.png"));

        browser.click("user-alex");
        browser.click("approve");
        browser.seeText("modal-title", "Approve");
        browser.type("reason", "looks right");
        browser.screenshot(SHOTS.resolve("4-modal.png"));
        browser.click("modal-submit");
        browser.seeNo("modal");
        browser.seeText("message", "Approved by");
        browser.click("replies");
        browser.seeText("thread", "Linux web-1");
        browser.screenshot(SHOTS.resolve("5-thread.png"));

        browser.resize(390, 844);
        browser.see("thread");
        browser.screenshot(SHOTS.resolve("6-phone-thread.png"));
        browser.click("thread-close");
        browser.see("messages");
        browser.screenshot(SHOTS.resolve("7-phone.png"));
        assertThat(caller.report("thread?channel=C0ECSOPS&ts=" + ts)
                        .path("messages")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void dangerous_clicks_are_confirmed_and_refusals_are_read_where_they_belong() throws Exception {
        post(DemoCards.request("rm -rf /tmp/cache"));
        browser.open(slack.endpoint());
        browser.seeLive();
        browser.click("deny");
        browser.seeText("confirm-yes", "Deny");
        browser.screenshot(SHOTS.resolve("8-confirm.png"));
        browser.click("confirm-no");
        browser.seeNo("confirm-no");
        assertThat(app.wasSentNothing()).as("a click taken back is not sent").isTrue();
        browser.click("deny");
        browser.click("confirm-yes");
        assertThat(app.next()
                        .payload()
                        .path("actions")
                        .path(0)
                        .path("action_id")
                        .asString())
                .isEqualTo("deny");

        app.answer("commands", command -> ":no_entry: *Not allowed.* Nothing was run. Try `/ecs allowed web`.");
        browser.type("composer", "/ecs exec web \"rm -rf /\"" + Keys.ENTER);
        browser.seeText("ephemeral", "Only visible to you");
        browser.screenshot(SHOTS.resolve("9-ephemeral.png"));

        app.answer("interactivity", click -> {
            if (click.payload().path("type").asString("").equals("block_actions")) {
                api(
                        "views.open",
                        DemoCards.approval(click.payload().path("trigger_id").asString("")));
                return "";
            }
            return "{\"response_action\":\"errors\",\"errors\":{\"why\":\"You cannot approve your own request.\"}}";
        });
        browser.click("approve");
        browser.click("modal-submit");
        browser.seeText("error-why", "Please complete this required field.");
        browser.type("reason", "please");
        browser.click("modal-submit");
        browser.seeText("error-why", "You cannot approve your own request.");
        assertThat(browser.see("reason").getDomProperty("value"))
                .as("what was typed stays")
                .isEqualTo("please");
        browser.screenshot(SHOTS.resolve("10-input-error.png"));
        browser.click("modal-cancel");
        browser.seeNo("modal");

        app.close();
        browser.click("more");
        browser.click("more-explain");
        browser.seeText("toasts", "dispatch_failed");
    }

    @Test
    void the_home_tab_is_published_when_it_is_opened_and_unread_messages_are_counted() throws Exception {
        app.answer("events", event -> {
            if (event.json().path("event").path("type").asString("").equals("app_home_opened")) {
                api("views.publish", DemoCards.home("U0GUEST"));
            }
            return "";
        });
        browser.open(slack.endpoint().resolve("/?user=U0GUEST&channel=C0GENERAL"));
        browser.seeLive();
        post(DemoCards.request("uptime"));
        browser.seeText("unread-ecs-ops", "1");
        browser.click("app-sallyport");
        browser.seeText("home-view", "Your requests");
        browser.screenshot(SHOTS.resolve("11-home.png"));
        browser.click("tab-messages");
        browser.see("composer");
        browser.click("channel-ecs-ops");
        browser.seeText("message", "uptime");
        browser.seeNo("unread-ecs-ops");
    }

    private void post(String call) {
        api("chat.postMessage", call);
    }

    private void api(String method, String json) {
        try {
            var answer = caller.api(method, json);
            assertThat(answer.path("ok").asBoolean()).as(Json.write(answer)).isTrue();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
