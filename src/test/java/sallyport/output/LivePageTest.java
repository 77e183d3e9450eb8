package sallyport.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.request;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LivePageTest {
    private final ScriptedOutlet outlet = new ScriptedOutlet();
    private final AtomicLong now = new AtomicLong();
    private final Pace pace = new Pace(now::get);
    private final LivePage page = LivePage.open(request().id(), outlet, pace);

    @Test
    void the_first_output_appears_without_more_coming() {
        page.append("hello\n");
        awaitShown(1);
        assertThat(outlet.shown()).containsExactly(new Page("hello\n", 0, 6, false));
    }

    @Test
    void nothing_is_shown_before_there_is_something() {
        assertThat(outlet.given()).isEmpty();
        page.finish();
        awaitShown(1);
        assertThat(outlet.shown()).containsExactly(new Page("", 0, 0, true));
    }

    @Test
    void what_comes_while_a_call_is_under_way_is_shown_by_the_next_call_together() {
        outlet.hold();
        page.append("1\n");
        await().until(() -> outlet.given().size() == 1);
        for (int n = 2; n <= 50; n++) {
            page.append(n + "\n");
        }
        page.finish();
        outlet.release();
        awaitLast();
        assertThat(outlet.shown()).hasSize(2);
        assertThat(outlet.shown().getLast().text()).startsWith("1\n2\n").endsWith("50\n");
        assertThat(outlet.shown().getLast().totalBytes()).isEqualTo(9 * 2 + 41 * 3);
        assertThat(outlet.mostInside()).isEqualTo(1);
    }

    @Test
    void what_is_counted_is_what_is_shown_in_utf_8() {
        page.append("grüße 🚀\n");
        page.finish();
        awaitLast();
        assertThat(outlet.shown().getLast().totalBytes()).isEqualTo(13);
    }

    @Test
    void a_page_that_came_too_fast_is_shown_later_with_what_came_since() {
        outlet.answerNext(new Shown.TooFast(ofMillis(20)));
        page.append("a\n");
        page.append("b\n");
        awaitShown(1);
        assertThat(outlet.shown()).containsExactly(new Page("a\nb\n", 0, 4, false));
        assertThat(outlet.given()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void the_last_page_is_delivered_though_it_fails_at_first() {
        outlet.answerNext(new Shown.Failed("500"));
        outlet.answerNext(new Shown.TooFast(ofMillis(5)));
        page.append("a\n");
        page.finish();
        awaitLast();
        assertThat(outlet.shown()).containsExactly(new Page("a\n", 0, 2, true));
    }

    @Test
    void the_end_uses_the_token_that_output_must_leave() {
        spendAllButReserve();
        page.append("a\n");
        page.finish();
        awaitLast();
        assertThat(outlet.shown()).containsExactly(new Page("a\n", 0, 2, true));
    }

    @Test
    void output_waits_for_its_turn_until_the_end_comes() {
        spendAllButReserve();
        page.append("a\n");
        await().during(ofMillis(400))
                .atMost(ofSeconds(5))
                .until(() -> outlet.given().isEmpty());
        page.finish();
        awaitLast();
        assertThat(outlet.shown()).hasSize(1);
    }

    @Test
    void nothing_more_is_tried_once_the_thread_is_gone() {
        outlet.answerNext(new Shown.Gone("thread deleted"));
        page.append("a\n");
        await().until(() -> outlet.given().size() == 1);
        page.append("b\n");
        page.finish();
        await().during(ofMillis(400))
                .atMost(ofSeconds(5))
                .until(() -> outlet.given().size() == 1);
        assertThat(outlet.shown()).isEmpty();
    }

    private void spendAllButReserve() {
        while (pace.take(false).isZero()) {
            assertThat(now).hasValue(0);
        }
    }

    private void awaitShown(int pages) {
        await().until(() -> outlet.shown().size() == pages);
    }

    private void awaitLast() {
        await().until(() ->
                !outlet.shown().isEmpty() && outlet.shown().getLast().last());
    }
}
