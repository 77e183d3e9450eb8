package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.policy.Argument.Filled;
import sallyport.policy.Parameter.Choice;
import sallyport.policy.Parameter.FreeText;
import sallyport.policy.Parameter.Matching;
import sallyport.policy.Parameter.PathBelow;
import sallyport.policy.Parameter.WholeNumber;

class ParameterTest {
    private static final WholeNumber NUMBER = new WholeNumber(-5, 200);
    private static final Matching WORD = new Matching(Pattern.compile("-?[a-z]*"), false);
    private static final PathBelow LOGS = new PathBelow("/var/log/app");

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-1", "0", "1", "20", "200"})
    void a_number_is_accepted_from_its_least_to_its_most(String text) {
        assertThat(fits(NUMBER, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-6",
                "201",
                "",
                "-",
                "+1",
                "01",
                "-0",
                "00",
                "1e9",
                "0x10",
                "1.0",
                "1_0",
                " 1",
                "1 ",
                "٣",
                "１",
                "9999999999",
                "4294967297"
            })
    void a_number_is_refused_beyond_or_in_any_other_form(String text) {
        assertThat(fits(NUMBER, text)).isFalse();
    }

    @Test
    void free_text_is_out_of_its_alphabet_and_no_longer_than_allowed() {
        var text = new FreeText(alphabet("a-c -"), 4, false);
        assertThat(List.of("a", "abc", "a b", "a-b", " a", "cccc")).allMatch(value -> fits(text, value));
        assertThat(List.of("", "d", "A", "ccccc", "-a", "a\tb", "a\nb", "á")).noneMatch(value -> fits(text, value));
        var dashed = new FreeText(alphabet("a-"), 4, true);
        assertThat(fits(dashed, "-a")).isTrue();
        assertThat(dashed.isFreeToBeAnOption()).isTrue();
        assertThat(text.isFreeToBeAnOption()).isFalse();
        assertThat(text.description()).isEqualTo("text of 1 to 4 out of a-c - without a dash in front");
        assertThat(dashed.description()).isEqualTo("text of 1 to 4 out of a-");
        assertThat(text.usage()).isEqualTo("text");
    }

    @Test
    void free_text_may_hold_what_its_alphabet_lists_beyond_ascii_and_nothing_like_it() {
        var text = new FreeText(alphabet("a-z äöüß𝄆"), 6, false);
        assertThat(List.of("größer", "ä", "ß ü", "𝄆𝄆𝄆")).allMatch(value -> fits(text, value));
        assertThat(List.of("Ä", "é", "gro\u0308", "а", "ä\u200b", "𝄇", "𝄆𝄆𝄆a", "\ud834"))
                .noneMatch(value -> fits(text, value));
        assertThat(text.mayHold('ä')).isTrue();
        assertThat(text.mayHold('é')).isFalse();
    }

    @Test
    void what_is_not_composed_is_not_accepted_though_each_of_its_characters_is() {
        var parts = new FreeText(alphabet("\u1161\u1100"), 9, false);
        assertThat(fits(parts, "\u1100")).isTrue();
        assertThat(fits(parts, "\u1161\u1100")).isTrue();
        assertThat(fits(parts, "\u1100\u1161")).isFalse();
    }

    @Test
    void a_character_that_cannot_be_in_an_argument_is_named_with_its_place() {
        var text = new Filled("--m=", new FreeText(alphabet("a-zä𝄆"), 9, false), "", false);
        assertThat(text.difference("--m=𝄆ä𝄇"))
                .isEqualTo("`--m=𝄆ä𝄇` holds U+1D107 MUSICAL SYMBOL RIGHT REPEAT SIGN at character 7, which does not"
                        + " belong there; its alphabet is a-zä𝄆");
        assertThat(text.difference("--m=a;b"))
                .isEqualTo("`a;b` is not text of 1 to 9 out of a-zä𝄆 without a dash in" + " front");
        assertThat(new Argument.Literal("cache").difference("сache"))
                .isEqualTo("`сache` holds U+0441 CYRILLIC SMALL LETTER ES at character 1, which does not belong there");
        assertThat(new Argument.Literal("cache").difference("cash")).isEqualTo("`cash` is not cache");
    }

    @Test
    void a_choice_is_exactly_one_of_its_values() {
        var choice = new Choice(List.of("-a", "db", "Db"));
        assertThat(List.of("-a", "db", "Db")).allMatch(text -> fits(choice, text));
        assertThat(List.of("", "-A", "DB", "db ", " db", "d", "db\n", "dbx", "db && id"))
                .noneMatch(text -> fits(choice, text));
    }

    @Test
    void a_pattern_matches_the_whole_text() {
        var digits = new Matching(Pattern.compile("[0-9]{2}|x"), false);
        assertThat(List.of("12", "x")).allMatch(text -> fits(digits, text));
        assertThat(List.of("123", "1", "x1", "12x", "12\n", "a12", "")).noneMatch(text -> fits(digits, text));
    }

    @Test
    void a_pattern_accepts_no_leading_dash_unless_it_says_so() {
        assertThat(fits(WORD, "abc")).isTrue();
        assertThat(fits(WORD, "-abc")).isFalse();
        assertThat(fits(WORD, "")).isFalse();
        assertThat(fits(new Matching(WORD.pattern(), true), "-abc")).isTrue();
        assertThat(WORD.isFreeToBeAnOption()).isFalse();
        assertThat(new Matching(WORD.pattern(), true).isFreeToBeAnOption()).isTrue();
        assertThat(NUMBER.isFreeToBeAnOption()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/log/app/x",
                "/var/log/app/x/y.log",
                "/var/log/app/..x",
                "/var/log/app/.x",
                "/var/log/app/-x"
            })
    void a_path_below_the_directory_is_accepted(String text) {
        assertThat(fits(LOGS, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/log/app",
                "/var/log/app/",
                "/var/log/app/x/",
                "/var/log/app-evil/x",
                "/var/log/app//x",
                "/var/log/app/./x",
                "/var/log/app/../../etc/passwd",
                "/var/log/app/x/..",
                "/var/log/app/..",
                "//var/log/app/x",
                "var/log/app/x",
                "./var/log/app/x",
                "-/var/log/app/x",
                "/proc/self/environ",
                "/VAR/LOG/APP/x",
                "",
                "/"
            })
    void every_other_path_is_refused(String text) {
        assertThat(fits(LOGS, text)).isFalse();
    }

    @Test
    void no_type_accepts_what_cannot_be_seen() {
        var anything = new Matching(Pattern.compile("(?s).*"), true);
        assertThat(fits(anything, "a ~")).isTrue();
        assertThat(List.of("a\nb", "a\tb", "a\u0000", "é", "a\u200b", "\u202ea", "a\u00a0b", "\u007f", "\u001f"))
                .noneMatch(text -> fits(anything, text));
    }

    @Test
    void what_is_fixed_around_a_value_must_be_there() {
        var limit = new Filled("--limit=", NUMBER, "k", false);
        assertThat(limit.rendered("--limit=20k")).contains("--limit=20k");
        assertThat(limit.rendered("--limit=20")).isEmpty();
        assertThat(limit.difference("--limit=20")).isEqualTo("`--limit=20` is not of the form --limit=…k");
        assertThat(limit.rendered("limit=20k")).isEmpty();
        assertThat(limit.difference("limit=20k")).isEqualTo("`limit=20k` is not of the form --limit=…k");
        assertThat(limit.rendered("--limit=k")).isEmpty();
        assertThat(limit.difference("--limit=k")).isEqualTo("`` is not a whole number from -5 to 200");
        var twice = new Filled("aa", WORD, "aa", false);
        assertThat(twice.rendered("aaa")).isEmpty();
        assertThat(twice.difference("aaa")).isEqualTo("`aaa` is not of the form aa…aa");
        assertThat(limit.rendered("é")).isEmpty();
        assertThat(limit.difference("é"))
                .isEqualTo(
                        "`é` holds U+00E9 LATIN SMALL LETTER E WITH ACUTE at character 1, which does not belong there");
    }

    @Test
    void each_type_says_what_it_accepts() {
        assertThat(List.of(
                        NUMBER,
                        WORD,
                        new Matching(WORD.pattern(), true),
                        LOGS,
                        new Choice(List.of("a", "b")),
                        new Choice(List.of("a"))))
                .extracting(Parameter::description)
                .containsExactly(
                        "a whole number from -5 to 200",
                        "text of the form -?[a-z]* without a dash in front",
                        "text of the form -?[a-z]*",
                        "a path below /var/log/app/ without . .. or //",
                        "one of a, b",
                        "a");
        assertThat(List.of(NUMBER, WORD, LOGS, new Choice(List.of("a", "b"))))
                .extracting(Parameter::usage)
                .containsExactly("-5..200", "-?[a-z]*", "/var/log/app/…", "a|b");
    }

    private static boolean fits(Parameter parameter, String text) {
        return new Filled("", parameter, "", false).rendered(text).equals(Optional.of(text));
    }

    private static Alphabet alphabet(String written) {
        var reading = Alphabet.read(written);
        assertThat(reading).isInstanceOf(Alphabet.Reading.Read.class);
        return ((Alphabet.Reading.Read) reading).alphabet();
    }
}
