package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Argv;

class ExitMarkerTest {
    private static final Pattern MARKER = Pattern.compile("sallyport-exit-[0-9a-f]{16}=");
    private static final long SEED = 42;
    private static final String MARK = mark();

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 127, 255})
    void the_code_after_the_marker_is_the_exit_code_and_the_marker_is_no_output(int code) {
        assertEverySplit("hello\n\n" + MARK + code + "\n", "hello\n", OptionalInt.of(code));
    }

    @Test
    void output_without_a_line_end_is_kept_as_it_is() {
        assertEverySplit("hello\n" + MARK + "0\n", "hello", OptionalInt.of(0));
        assertEverySplit("\n" + MARK + "0\n", "", OptionalInt.of(0));
    }

    @Test
    void the_last_line_end_may_be_missing() {
        assertEverySplit("hello\n" + MARK + "3", "hello", OptionalInt.of(3));
    }

    @Test
    void of_several_markers_the_last_counts_and_the_others_are_output() {
        assertEverySplit("a\n" + MARK + "0\nb\n" + MARK + "7\n", "a\n" + MARK + "0\nb", OptionalInt.of(7));
        assertEverySplit("a\n" + MARK + "0\n" + MARK + "7\n", "a\n" + MARK + "0", OptionalInt.of(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "999", "1000", "-1", "", "x", "7x", "7\nmore", "\n7", " 7", "٣", "7\n\n"})
    void anything_else_after_the_marker_is_output_and_no_code(String tail) {
        assertEverySplit("a\n" + MARK + tail, "a\n" + MARK + tail, OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource({"sallyport-exit-", "sallyport-exit-0000000000000000=0", "s"})
    void what_looks_like_a_marker_is_output(String line) {
        assertEverySplit("a\n" + line + "\n", "a\n" + line + "\n", OptionalInt.empty());
        assertEverySplit("a" + MARK + "0\n", "a" + MARK + "0\n", OptionalInt.empty());
    }

    @Test
    void without_a_marker_there_is_no_code() {
        assertEverySplit("", "", OptionalInt.empty());
        assertEverySplit("a\n\n\n" + MARK.substring(0, 20), "a\n\n\n" + MARK.substring(0, 20), OptionalInt.empty());
    }

    @Test
    void output_does_not_wait_longer_than_it_could_be_a_marker() {
        var marker = ExitMarker.random(new Random(SEED));
        assertThat(marker.accept("hello")).isEqualTo("hello");
        assertThat(marker.accept("\n")).isEmpty();
        assertThat(marker.accept("world")).isEqualTo("\nworld");
        assertThat(marker.accept("\n" + MARK + "0\n")).isEmpty();
        assertThat(marker.accept("late")).isEqualTo("\n" + MARK + "0\nlate");
    }

    @Test
    void every_run_has_a_marker_of_its_own() {
        var random = new Random(SEED);
        assertThat(markIn(ExitMarker.random(random))).isNotEqualTo(markIn(ExitMarker.random(random)));
    }

    private static void assertEverySplit(String given, String output, OptionalInt code) {
        for (int split = 0; split <= given.length(); split++) {
            assertRead(output, code, given.substring(0, split), given.substring(split));
        }
        assertRead(output, code, given.split(""));
    }

    private static void assertRead(String output, OptionalInt code, String... pieces) {
        var marker = ExitMarker.random(new Random(SEED));
        var text = new StringBuilder();
        for (var piece : pieces) {
            text.append(marker.accept(piece));
        }
        var end = marker.finish();
        assertThat(text.append(end.rest()).toString()).isEqualTo(output);
        assertThat(end.code()).isEqualTo(code);
    }

    private static String mark() {
        return markIn(ExitMarker.random(new Random(SEED)));
    }

    private static String markIn(ExitMarker marker) {
        var matcher = MARKER.matcher(marker.wrap(Argv.of("ls")));
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }
}
