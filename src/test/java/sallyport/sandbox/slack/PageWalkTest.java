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
