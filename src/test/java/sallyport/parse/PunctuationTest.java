package sallyport.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.parse.Parsed.Ok;
import sallyport.parse.Parsed.Usage;
import sallyport.request.Argv;
import sallyport.request.Selector;

/** Lines as phones and desktop keyboards change them. */
class PunctuationTest {
    private static final Optional<String> NONE = Optional.empty();

    static Stream<Arguments> repaired() {
        return Stream.of(
                Arguments.of("exec web “uname -a”", List.of("uname", "-a"), List.of(10)),
                Arguments.of("exec web ”uname -a”", List.of("uname", "-a"), List.of(10)),
                Arguments.of("exec web „uname -a“", List.of("uname", "-a"), List.of(10)),
                Arguments.of("exec web ‘uname -a’", List.of("uname", "-a"), List.of(10)),
                Arguments.of("exec web “grep ‘a b’ f”", List.of("grep", "a b", "f"), List.of(10, 16)),
                Arguments.of("exec web “grep \"a b\" f”", List.of("grep", "a b", "f"), List.of(10)),
                Arguments.of("exec web “grep 'a\\b' f”", List.of("grep", "a\\b", "f"), List.of(10)),
                Arguments.of("exec web “grep a\\ ” b” f”", List.of("grep", "a ", "b", "f"), List.of()),
                Arguments.of("exec web ‘grep \"a\\.b\" f’", List.of("grep", "a.b", "f"), List.of(10)),
                Arguments.of("exec web — uname -a", List.of("uname", "-a"), List.of(10)),
                Arguments.of("exec web – uname —all", List.of("uname", "--all"), List.of(10, 18)),
                Arguments.of("exec web “uname —all –x”", List.of("uname", "--all", "-x"), List.of(10, 17, 22)),
                Arguments.of("exec web “uname –a”", List.of("uname", "-a"), List.of(10, 17)),
                Arguments.of("exec web -- head –5 f", List.of("head", "-5", "f"), List.of(18)),
                Arguments.of("exec web -- ls —l –al –é", List.of("ls", "-l", "--al", "-é"), List.of(16, 19, 23)),
                Arguments.of("exec web -- ls —l –al –!", List.of("ls", "-l", "--al", "--!"), List.of(16, 19, 23)),
                Arguments.of("exec web -- echo “a b” ‘c d’", List.of("echo", "a b", "c d"), List.of(18, 24)),
                Arguments.of("exec web -- ls —color=“a b”", List.of("ls", "--color=a b"), List.of(16, 23)),
                Arguments.of("exec\u00a0web\u00a0“uname\u00a0-a”", List.of("uname", "-a"), List.of(5, 9, 10, 16)));
    }

    @ParameterizedTest
    @MethodSource("repaired")
    void what_acts_as_syntax_is_repaired_and_told(String line, List<String> argv, List<Integer> columns) {
        if (columns.isEmpty()) {
            assertThat(SlashCommandParser.parse(line)).isInstanceOf(Usage.class);
            return;
        }
        assertThat(SlashCommandParser.parse(line)).isInstanceOfSatisfying(Ok.class, ok -> {
            assertThat(ok.command())
                    .isEqualTo(new SlashCommand.Exec(new Selector("web", NONE, NONE), new Argv(argv), NONE, NONE));
            assertThat(ok.repairs()).extracting(Repair::column).containsExactlyInAnyOrderElementsOf(columns);
        });
    }

    @Test
    void a_dash_before_a_single_letter_is_told_as_one() {
        assertThat(((Ok) SlashCommandParser.parse("exec web -- uname –a")).repairs())
                .containsExactly(new Repair("– read as -", 19));
    }

    @Test
    void repairs_are_named() {
        assertThat(((Ok) SlashCommandParser.parse("exec\u00a0—task ab web “ls”")).repairs())
                .containsExactly(
                        new Repair("no-break space read as a space", 5),
                        new Repair("— read as --", 6),
                        new Repair("“ and ” read as straight quotes", 19));
    }

    @Test
    void an_option_may_begin_with_a_long_dash_and_hold_a_curly_value() {
        assertThat(SlashCommandParser.parse("exec —reason=“it’s slow” –task ab web ls"))
                .isInstanceOfSatisfying(
                        Ok.class,
                        ok -> assertThat(ok.command())
                                .isEqualTo(new SlashCommand.Exec(
                                        new Selector("web", Optional.of("ab"), NONE),
                                        Argv.of("ls"),
                                        Optional.of("it’s slow"),
                                        NONE)));
    }

    static Stream<Arguments> leftAlone() {
        return Stream.of(
                Arguments.of("exec web \"echo a“b”\"", "a“b”"),
                Arguments.of("exec web \"echo '—all'\"", "—all"),
                Arguments.of("exec web \"echo a—b\"", "a—b"),
                Arguments.of("exec web \"echo ——\"", "--—"),
                Arguments.of("exec web \"echo x=“a”\"", "x=“a”"),
                Arguments.of("exec web \"echo \\“a\"", "“a"),
                Arguments.of("exec web \"echo 'it’s'\"", "it’s"));
    }

    @ParameterizedTest
    @MethodSource("leftAlone")
    void inside_an_argument_nothing_is_guessed(String line, String argument) {
        assertThat(SlashCommandParser.parse(line))
                .isInstanceOfSatisfying(
                        Ok.class,
                        ok -> assertThat(((SlashCommand.Exec) ok.command()).argv())
                                .isEqualTo(Argv.of("echo", argument)));
    }

    @ParameterizedTest
    @CsvSource({"exec web \"echo 'a\u00a0b'\", 18, U+00A0", "exec web -- echo a\u2007b, 19, U+2007"})
    void a_blank_inside_an_argument_is_the_space_or_refused(String line, int column, String codePoint) {
        assertThat(SlashCommandParser.parse(line)).isInstanceOfSatisfying(Usage.class, usage -> {
            assertThat(usage.problem()).startsWith(codePoint + " ");
            assertThat(usage.column()).isEqualTo(column);
        });
    }

    static Stream<Arguments> unclosed() {
        return Stream.of(
                Arguments.of("exec web “uname -a", '“', 10),
                Arguments.of("exec web “uname -a”x", '“', 10),
                Arguments.of("exec web “uname -a\"", '“', 10),
                Arguments.of("exec web “uname \\”", '“', 10),
                Arguments.of("exec web \"echo ’tis\"", '’', 16));
    }

    @ParameterizedTest
    @MethodSource("unclosed")
    void a_curly_quote_without_its_partner_is_an_error(String line, char quote, int column) {
        assertThat(SlashCommandParser.parse(line)).isInstanceOfSatisfying(Usage.class, usage -> {
            assertThat(usage.problem()).isEqualTo("The quote " + quote + " is never closed.");
            assertThat(usage.column()).isEqualTo(column);
        });
    }
}
