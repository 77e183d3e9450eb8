package sallyport.sandbox.aws.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShlexTest {
    private static List<String> words(String line) {
        var split = Shlex.split(line);
        assertThat(split).isInstanceOf(Shlex.Split.Words.class);
        return ((Shlex.Split.Words) split).words();
    }

    private static String unfinished(String line) {
        var split = Shlex.split(line);
        assertThat(split).isInstanceOf(Shlex.Split.Unfinished.class);
        return ((Shlex.Split.Unfinished) split).reason();
    }

    @Test
    void only_space_tab_and_line_ends_separate_words() {
        assertThat(words(" a\tb\r\nc  d ")).containsExactly("a", "b", "c", "d");
        assertThat(words("a\u00a0b\u000bc")).containsExactly("a\u00a0b\u000bc");
    }

    @Test
    void in_double_quotes_a_backslash_disappears_before_any_character() {
        assertThat(words("\"a\\nb\"")).containsExactly("anb");
        assertThat(words("\"\\$HOME \\\" \\\\\"")).containsExactly("$HOME \" \\");
    }

    @Test
    void in_single_quotes_everything_is_itself() {
        assertThat(words("'a\\nb \"$X\" #'")).containsExactly("a\\nb \"$X\" #");
    }

    @Test
    void outside_quotes_a_backslash_keeps_the_next_character_even_a_line_end() {
        assertThat(words("a\\ b \\# \\'")).containsExactly("a b", "#", "'");
        assertThat(words("a\\\nb")).containsExactly("a\nb");
    }

    @Test
    void a_hash_that_begins_a_word_hides_the_rest_of_its_line() {
        assertThat(words("migrate # --dry-run")).containsExactly("migrate");
        assertThat(words("a # b\nc")).containsExactly("a", "c");
        assertThat(words("a#b 'x'# \"#\"")).containsExactly("a#b", "x#", "#");
    }

    @Test
    void quotes_within_a_word_join_and_empty_quotes_are_an_empty_word() {
        assertThat(words("a'b'\"c\"d")).containsExactly("abcd");
        assertThat(words("x '' \"\"")).containsExactly("x", "", "");
    }

    @Test
    void what_a_shell_would_act_on_is_a_plain_word() {
        assertThat(words("echo $HOME | cat > f; rm *"))
                .containsExactly("echo", "$HOME", "|", "cat", ">", "f;", "rm", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "# all of it", "\t\n"})
    void nothing_but_blanks_and_comments_is_no_word(String line) {
        assertThat(words(line)).isEmpty();
    }

    @Test
    void an_unfinished_line_is_an_error() {
        assertThat(unfinished("a 'b")).isEqualTo("EOF found when expecting closing quote");
        assertThat(unfinished("a \"b")).isEqualTo("EOF found when expecting closing quote");
        assertThat(unfinished("a \\")).isEqualTo("EOF found after escape character");
        assertThat(unfinished("\"a\\")).isEqualTo("EOF found after escape character");
    }
}
