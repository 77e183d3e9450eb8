package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.policy.Alphabet.Reading;
import sallyport.policy.Argument.Filled;
import sallyport.policy.Argument.Literal;
import sallyport.policy.Parameter.FreeText;
import sallyport.request.Argv;
import sallyport.request.CodePoint;

class AlphabetTest {
    private static final long SEED = 20_261_129;
    /** Fewer, for mutation tests: {@code -Dpolicy.pairs=20000}. */
    private static final int TEXTS = Integer.getInteger("policy.pairs", 100_000);

    private static final String NONE = "An alphabet lists characters and ranges such as a-z, a dash at its very end.";

    private static Alphabet alphabet(String written) {
        assertThat(Alphabet.read(written)).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) Alphabet.read(written)).alphabet();
    }

    @ParameterizedTest
    @CsvSource({
        "A-Za-z0-9 äöüß, 67",
        "a, 1",
        "aa, 1",
        "a-c-, 4",
        "а-яё, 33",
        "a-zа, 27",
        "À-ÿ, 64",
        "𝄆-𝄇, 2",
        "一-三, 10",
        "a-z“”–, 29",
        "-, 1"
    })
    void characters_and_ranges_are_listed_in_one_text(String written, int characters) {
        var alphabet = alphabet(written);
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(alphabet::holds))
                .hasSize(characters);
        assertThat(alphabet.shown()).isEqualTo(written);
    }

    @Test
    void a_range_holds_its_ends_and_nothing_beside_them() {
        var alphabet = alphabet("b-dä");
        assertThat("abcdeäåã".codePoints().filter(alphabet::holds))
                .containsExactly((int) 'b', (int) 'c', (int) 'd', (int) 'ä');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "z-a", "-a", "a-c-e", "--a"})
    void a_dash_elsewhere_and_a_range_upside_down_are_none(String written) {
        assertThat(Alphabet.read(written)).isEqualTo(new Reading.Refused(NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "a\u0009b, U+0009 CHARACTER TABULATION",
        "a\u200b, U+200B ZERO WIDTH SPACE",
        "a\u202e, U+202E RIGHT-TO-LEFT OVERRIDE",
        "a\u0302\u0302, U+0302 COMBINING CIRCUMFLEX ACCENT",
        "a\u0378, U+0378 (unassigned)",
        "a\ue000, U+E000 PRIVATE USE AREA E000",
        "a\u00a0b, U+00A0 NO-BREAK SPACE",
        "\u05d0-\u05ea, U+05D0 HEBREW LETTER ALEF",
        "!-ÿ, U+007F DELETE",
        "a😀, U+1F600 GRINNING FACE",
        "\udb40\udc41, U+E0041 TAG LATIN CAPITAL LETTER A"
    })
    void what_cannot_be_told_by_looking_at_it_is_in_no_alphabet(String written, String first) {
        // In front of the two marks an a would be one letter with the first of them.
        var text = written.replace("a\u0302", "x\u0302");
        assertThat(Alphabet.read(text))
                .isEqualTo(new Reading.Refused("An alphabet cannot hold " + first
                        + ": only characters that everybody sees alike, where they are written."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-ze\u0301", "\u212b", "\u1100\u1161"})
    void an_alphabet_is_written_in_one_form(String written) {
        assertThat(Alphabet.read(written))
                .isEqualTo(new Reading.Refused("The alphabet is not in Unicode's form NFC, which writes a letter and"
                        + " its accent as one character."));
    }

    @Test
    void ranges_are_of_one_script_and_single_letters_of_any() {
        assertThat(Alphabet.read("A-Zа-я"))
                .isEqualTo(new Reading.Refused("Ranges with letters of Latin and Cyrillic look alike in one alphabet;"
                        + " keep those of one of them, and list of the others the letters one by one."));
        assertThat(Alphabet.read("A-ZаβԱ")).isInstanceOf(Reading.Read.class);
        assertThat(Alphabet.read("0-9 -~а-я")).isInstanceOf(Reading.Refused.class);
        assertThat(Alphabet.read("0-9!-/а-яѐ-ё")).isInstanceOf(Reading.Read.class);
        assertThat(Alphabet.read("ァ-ー")).isInstanceOf(Reading.Read.class);
    }

    private static final Policy NOTES = policy("""
            version: 1
            commands:
              note: { summary: s, argv: [note, "--for={who}", "{words}"], effect: write, params: {
                who: { type: pattern, pattern: "[a-z]+" },
                words: { type: text, alphabet: "A-Za-z äöüß", max_length: 20 } } }
            grants:
              - { id: notes, command: note, targets: [web], groups: [dev], approval: { all_of: [{ group: sre }] } }
            """);

    @Test
    void a_rule_allows_what_its_alphabet_lists() {
        assertThat(NOTES.decide(ask("note", "--for=a", "größer als")))
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        allowed -> assertThat(allowed.argv()).isEqualTo(Argv.of("note", "--for=a", "größer als")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--for=a | grоß  | U+043E CYRILLIC SMALL LETTER O stands inside argument 3. | `grоß` holds U+043E"
                        + " CYRILLIC SMALL LETTER O at character 3, which does not belong there",
                "--for=ä | x     | U+00E4 LATIN SMALL LETTER A WITH DIAERESIS stands inside argument 2. | `--for=ä`"
                        + " holds U+00E4 LATIN SMALL LETTER A WITH DIAERESIS at character 7, which does not belong there"
            })
    void whatever_else_is_refused_by_name_and_place(String who, String words, String sentence, String reason) {
        assertThat(NOTES.decide(ask("note", who, words))).isInstanceOfSatisfying(Decision.Denied.class, denied -> {
            assertThat(denied.explanation())
                    .contains(sentence + " Beyond printable ASCII only what a rule's alphabet lists can be run,"
                            + " so that what is approved is what is seen. Nearest comes")
                    .contains(reason);
        });
    }

    @Test
    void where_it_can_be_told_what_was_meant_it_is_offered() {
        assertThat(NOTES.decide(ask("ls", "a–b", "it’s")))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.explanation())
                                .contains("U+2013 EN DASH stands inside argument 2.")
                                .contains(" Did you mean `ls a-b 'it'\\''s'`?"));
        assertThat(NOTES.decide(ask("ls", "é–b")))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.explanation()).doesNotContain("Did you mean"));
        assertThat(NOTES.decide(ask("ls", "b")))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.explanation()).doesNotContain("ASCII"));
    }

    /** Random alphabets and texts, judged by a second opinion that knows sets of characters only. */
    @Test
    void accepted_means_that_each_character_is_listed_and_the_whole_is_composed() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        int accepted = 0;
        for (int i = 0; i < TEXTS; i++) {
            var listed = listed(random);
            var command = PolicyFixture.command(
                    new Literal("p"), new Filled("n=", new FreeText(alphabet(written(listed)), 6, true), "", false));
            var text = text(random, listed);
            boolean expected = !text.isEmpty()
                    && text.length() <= 6
                    && listed.containsAll(text.codePoints().boxed().toList())
                    && CodePoint.isComposed(text);
            var argv = Argv.of("p", "n=" + text);
            var match = command.match(argv);
            if (match instanceof Match.Matches != expected) {
                throw new AssertionError("%s is judged wrongly by %s".formatted(text, written(listed)));
            }
            if (match instanceof Match.Matches(Argv rendered)) {
                assertThat(rendered).isEqualTo(argv);
                accepted++;
            }
        }
        assertThat(accepted).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    }

    private static final List<String> SOME = List.of(
            "a", "b", "Z", "0", " ", "'", "\"", "\\", "#", "ä", "é", "ß", "ж", "а", "名", "𝄆", "–", "’", "ᅡ", "ᄀ");
    private static final List<String> HOSTILE =
            List.of("\u200b", "\u0301", "\u202e", "\u00a0", "\ufe0f", "\u05d0", "e\u0301", "😀");

    private static Set<Integer> listed(RandomGenerator random) {
        var listed = new HashSet<Integer>();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            listed.add(pick(random, SOME).codePointAt(0));
        }
        return listed;
    }

    /** From the last to the first, since two conjoining letters in order would be one. */
    private static String written(Set<Integer> listed) {
        return listed.stream()
                .sorted((one, other) -> Integer.compare(other, one))
                .map(Character::toString)
                .collect(Collectors.joining());
    }

    private static String text(RandomGenerator random, Set<Integer> listed) {
        var own = listed.stream().sorted().map(Character::toString).toList();
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    random.nextInt(12) == 0 ? pick(random, random.nextBoolean() ? SOME : HOSTILE) : pick(random, own));
        }
        return text.toString();
    }

    private static String pick(RandomGenerator random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
