package sallyport.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.parse.Shlex.Active;
import sallyport.parse.Shlex.Split.Unbalanced;
import sallyport.parse.Shlex.Split.Words;
import sallyport.request.Argv;

class ShlexTest {
    /** Fewer, for mutation tests: {@code -Dparse.argvs=20000}. */
    private static final int ROUND_TRIPS = Integer.getInteger("parse.argvs", 1_000_000);

    private static final long SEED = 20_261_123;
    private static final String HOSTILE = "'\"\\# $`;|&<>()*?[]{}~!=a1-\t\n\r“\u00a0éäж名";

    static Stream<Arguments> quirks() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of(" \t\r\n", List.of()),
                Arguments.of("# all of it", List.of()),
                Arguments.of("migrate # --dry-run", List.of("migrate")),
                Arguments.of("migrate #one\n two", List.of("migrate", "two")),
                Arguments.of("a #b\rc\nd #e", List.of("a", "d")),
                Arguments.of("a#b c\\#d", List.of("a#b", "c#d")),
                Arguments.of("''#b", List.of("#b")),
                Arguments.of("'#a' \"#b\" \\#c", List.of("#a", "#b", "#c")),
                Arguments.of("\"a\\nb\"", List.of("anb")),
                Arguments.of("\"a\\\"b\\\\c\"", List.of("a\"b\\c")),
                Arguments.of("'a\\nb'", List.of("a\\nb")),
                Arguments.of("a\\ b c\\\\d", List.of("a b", "c\\d")),
                Arguments.of("a\\\nb", List.of("a\nb")),
                Arguments.of("'' a \"\"", List.of("", "a", "")),
                Arguments.of("a'b c'\"d e\"f", List.of("ab cd ef")),
                Arguments.of("a\tb\rc\nd", List.of("a", "b", "c", "d")),
                Arguments.of("a\u00a0b\u2003c", List.of("a\u00a0b\u2003c")),
                Arguments.of("a\u000bb\fc", List.of("a\u000bb\fc")),
                Arguments.of("a|b;c>d&&e", List.of("a|b;c>d&&e")),
                Arguments.of("$HOME $(id) `id` * ~", List.of("$HOME", "$(id)", "`id`", "*", "~")));
    }

    @ParameterizedTest
    @MethodSource("quirks")
    void splits_as_the_agent_does(String line, List<String> words) {
        assertThat(words(line).texts()).isEqualTo(words);
    }

    static Stream<Arguments> unbalanced() {
        return Stream.of(
                Arguments.of("a 'b", '\'', 2),
                Arguments.of("a \"b 'c'", '"', 2),
                Arguments.of("'it''s", '\'', 4),
                Arguments.of("a\\", '\\', 1),
                Arguments.of("\"a\\", '"', 0),
                Arguments.of("\"a\\\"", '"', 0));
    }

    @ParameterizedTest
    @MethodSource("unbalanced")
    void an_open_end_is_an_error_that_says_where_it_opened(String line, char open, int index) {
        assertThat(Shlex.split(line)).isEqualTo(new Unbalanced(open, index));
    }

    @Test
    void whatever_we_quote_splits_back_into_the_same_arguments() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < ROUND_TRIPS; i++) {
            var arguments = arguments(random);
            var quoted = Argv.quoted(arguments);
            if (!(Shlex.split(quoted) instanceof Words words && words.texts().equals(arguments))) {
                throw new AssertionError("%s is not what %s splits into".formatted(arguments, quoted));
            }
        }
    }

    @Test
    void a_quoted_command_holds_nothing_a_shell_would_act_upon() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < 1_000; i++) {
            var split = words(Argv.quoted(arguments(random)));
            assertThat(split.words())
                    .allSatisfy(word -> assertThat(word.active()).isEmpty());
            assertThat(split.comment()).isEmpty();
        }
    }

    @Test
    void each_word_knows_where_it_begins() {
        assertThat(words("  ab 'c d'\te").words()).extracting(Shlex.Word::index).containsExactly(2, 5, 11);
    }

    @Test
    void a_word_tells_which_of_its_unquoted_characters_a_shell_would_act_upon() {
        var word = words("a;'|'\"&\"\\>*$x`").words().getFirst();

        assertThat(word.active())
                .containsExactly(new Active(';', 1), new Active('*', 10), new Active('$', 11), new Active('`', 13));
    }

    @Test
    void the_first_comment_is_told() {
        assertThat(words("a #b\n#c").comment()).isEqualTo(OptionalInt.of(2));
        assertThat(words("a '#b'").comment()).isEmpty();
    }

    private static Words words(String line) {
        assertThat(Shlex.split(line)).isInstanceOf(Words.class);
        return (Words) Shlex.split(line);
    }

    private static List<String> arguments(RandomGenerator random) {
        var arguments = new ArrayList<String>();
        for (int count = random.nextInt(1, 8); count > 0; count--) {
            var argument = new StringBuilder();
            for (int length = random.nextInt(0, 9); length > 0; length--) {
                argument.appendCodePoint(
                        random.nextInt(8) == 0
                                ? random.nextInt(Character.MAX_CODE_POINT)
                                : HOSTILE.charAt(random.nextInt(HOSTILE.length())));
            }
            arguments.add(argument.toString());
        }
        return arguments;
    }
}
