package sallyport.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {
    private static final int MAX = Pages.MAX_CHARACTERS;
    private final Pages pages = new Pages();

    @Test
    void what_fits_is_shown_whole() {
        pages.append("one\n");
        pages.append("two");
        assertThat(pages.page(7, false)).isEqualTo(new Page("one\ntwo", 0, 7, false));
    }

    @Test
    void a_page_is_full_at_its_limit_and_one_more_character_drops_the_oldest_line() {
        pages.append("first\n" + "x".repeat(MAX - 6));
        assertThat(pages.page(0, false).text()).hasSize(MAX);
        pages.append("y");
        assertThat(pages.page(0, true)).isEqualTo(new Page("x".repeat(MAX - 6) + "y", 1, 0, true));
    }

    @Test
    void every_dropped_line_is_counted() {
        int lines = 5_000;
        IntStream.range(0, lines).forEach(n -> pages.append(String.format("%09d%n", n)));
        var page = pages.page(0, true);
        assertThat(page.text()).hasSize(MAX).startsWith("000004100\n").endsWith("000004999\n");
        assertThat(page.skippedLines()).isEqualTo(lines - 900);
    }

    @Test
    void ampersands_and_angle_brackets_weigh_what_slack_counts() {
        pages.append("a\n" + "&".repeat(1_799));
        assertThat(pages.page(0, false).skippedLines()).isZero();
        pages.append("&");
        assertThat(pages.page(0, false).skippedLines()).isEqualTo(1);
        var entities = new Pages();
        entities.append("a\n" + "<>".repeat(1_124));
        assertThat(entities.page(0, false).skippedLines()).isZero();
        entities.append("<>");
        assertThat(entities.page(0, false).skippedLines()).isEqualTo(1);
    }

    @Test
    void a_line_longer_than_a_page_keeps_its_end_and_counts_as_skipped_once() {
        pages.append("x".repeat(MAX * 3) + "the end");
        var page = pages.page(0, false);
        assertThat(page.text()).endsWith("the end");
        assertThat(page.text().length()).isBetween(MAX * 7 / 8, MAX);
        assertThat(page.skippedLines()).isEqualTo(1);
        pages.append("\n" + "y".repeat(MAX));
        assertThat(pages.page(0, false)).isEqualTo(new Page("y".repeat(MAX), 1, 0, false));
    }

    @Test
    void a_long_line_that_has_ended_is_cut_like_one_that_has_not() {
        pages.append("x".repeat(MAX + 5) + "\n");
        assertThat(pages.page(0, false).text()).endsWith("xx\n").hasSizeLessThanOrEqualTo(MAX);
        assertThat(pages.page(0, false).skippedLines()).isEqualTo(1);
    }

    @Test
    void a_cut_never_halves_a_character() {
        for (int odd = 0; odd < 2; odd++) {
            var rockets = new Pages();
            rockets.append("x".repeat(odd) + "🚀".repeat(MAX));
            var text = rockets.page(0, false).text();
            assertThat(text.replace("🚀", "")).isEmpty();
            assertThat(text).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_page_is_always_the_end_of_the_output_and_never_too_heavy(int seed) {
        var random = new Random(seed);
        var all = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            var piece = piece(random);
            all.append(piece);
            pages.append(piece);
            var page = pages.page(0, false);
            assertThat(all.toString().endsWith(page.text())).isTrue();
            assertThat(weight(page.text())).isLessThanOrEqualTo(MAX);
            var before = all.substring(0, all.length() - page.text().length());
            long touched =
                    before.chars().filter(c -> c == '\n').count() + (before.isEmpty() || before.endsWith("\n") ? 0 : 1);
            assertThat(page.skippedLines()).isEqualTo(touched);
        }
    }

    private static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static String piece(Random random) {
        var letters = "ab&<>🚀";
        var piece = new StringBuilder();
        int length = random.nextInt(random.nextInt(10) == 0 ? 4_000 : 200);
        for (int i = 0; i < length; i++) {
            piece.append(
                    random.nextInt(random.nextInt(1, 400)) == 0 ? "\n" : letters.substring(0, 1 + random.nextInt(5)));
        }
        return piece.toString();
    }

    private static int weight(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .length();
    }
}
