package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sallyport.browser.Browser;

/** The main job as a person does it, on the page, in headless Chromium. */
class BrowserWalkTest extends Walk {
    @Test
    void a_person_asks_another_approves_and_the_kernels_own_line_is_in_the_thread() {
        try (var browser = Browser.start()) {
            browser.open(sandbox().slackEndpoint());
            browser.seeLive();
            browser.type("composer", "/ecs exec web \"uname -a\"");
            browser.click("composer-send");
            browser.seeText("messages", "Waiting for approval");

            browser.click("user-alex");
            browser.seeLive();
            browser.click("request.approve");
            browser.seeText("modal", "uname");
            browser.click("modal-submit");
            browser.seeText("messages", "Done");

            browser.click("replies");
            browser.seeText("thread", "exit 0");
            assertThat(browser.see("thread").getText()).contains("Linux");
            browser.screenshot(Path.of("target/screenshots/sandbox.png"));
        }
    }

    @Test
    void what_is_wrong_is_told_at_a_glance_and_its_thread_has_what_led_to_it() {
        try (var browser = Browser.start()) {
            browser.open(sandbox().slackEndpoint());
            browser.seeLive();
            browser.type("composer", "/ecs why batch");
            browser.click("composer-send");
            browser.seeText("messages", "was killed for memory");
            browser.seeText("messages", "2 replies");

            browser.click("replies");
            browser.seeText("thread", "MiB of 1024MiB");
            browser.screenshot(Path.of("target/screenshots/why.png"));
        }
    }
}
