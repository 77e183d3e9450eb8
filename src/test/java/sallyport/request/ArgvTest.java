package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ls|ls",
                "/usr/bin/env|/usr/bin/env",
                "a_B-9@x%y+z=1:2,3.4/5|a_B-9@x%y+z=1:2,3.4/5",
                "``|''",
                "two words|'two words'",
                "it's|'it'\\''s'",
                "'|''\\'''",
                "\"|'\"'",
                "$(id)|'$(id)'",
                "a;rm -rf /|'a;rm -rf /'",
                "#comment|'#comment'",
                "back\\slash|'back\\slash'",
                "*|'*'",
                "~|'~'",
                "grüße|'grüße'"
            })
    void an_argument_is_quoted_when_a_shell_could_read_it_otherwise(String argument, String quoted) {
        assertThat(Argv.of("p", argument).quoted()).isEqualTo("p " + quoted);
    }

    @Test
    void arguments_are_joined_by_one_space() {
        assertThat(Argv.of("a", "b c", "d").quoted()).isEqualTo("a 'b c' d");
        assertThat(Argv.of("a", "b").program()).isEqualTo("a");
    }

    @Test
    void a_command_needs_a_program() {
        assertThatThrownBy(() -> new Argv(List.of())).hasMessageContaining("program");
        assertThatThrownBy(() -> Argv.of("", "x")).hasMessageContaining("program");
    }

    @Test
    void a_hundred_arguments_are_taken_and_one_more_is_not() {
        assertThat(arguments(Argv.MAX_ARGUMENTS).arguments()).hasSize(100);
        assertThatThrownBy(() -> arguments(Argv.MAX_ARGUMENTS + 1)).hasMessageContaining("100");
    }

    @Test
    void two_thousand_characters_are_taken_and_one_more_is_not() {
        assertThat(Argv.of("x".repeat(Argv.MAX_LENGTH)).quoted()).hasSize(2_000);
        assertThatThrownBy(() -> Argv.of("x".repeat(Argv.MAX_LENGTH + 1))).hasMessageContaining("2000");
    }

    @Test
    void it_is_the_quoted_text_that_counts() {
        assertThatCode(() -> Argv.of(" ".repeat(1_998))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Argv.of(" ".repeat(1_999))).hasMessageContaining("2000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x09, 0x0a, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x9b, 0x9f})
    void a_control_character_is_refused(int c) {
        assertThatThrownBy(() -> Argv.of("echo", "a" + Character.toString(c)))
                .hasMessageContaining("control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud834", "a\udd06", "\udd06\ud834"})
    void half_a_character_is_refused_since_it_would_be_sent_as_another(String half) {
        assertThatThrownBy(() -> Argv.of("echo", half)).hasMessageContaining("half a character");
        assertThatCode(() -> Argv.of("echo", "\ud834\udd06")).doesNotThrowAnyException();
    }

    @Test
    void what_is_beyond_ascii_is_told_by_argument_each_character_once() {
        assertThat(Argv.of("p", "a", "äöä", "𝄆~").beyondAscii())
                .isEqualTo(
                        Map.of(3, List.of(new CodePoint('ä'), new CodePoint('ö')), 4, List.of(new CodePoint(0x1d106))));
        assertThat(Argv.of("p", " ~").beyondAscii()).isEmpty();
    }

    @Test
    void the_arguments_cannot_be_changed_later() {
        var given = new ArrayList<>(List.of("ls"));
        var argv = new Argv(given);
        given.add("-l");
        assertThat(argv.arguments()).containsExactly("ls");
        assertThatThrownBy(() -> argv.arguments().add("-l")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Argv arguments(int count) {
        return new Argv(Collections.nCopies(count, "x"));
    }
}
