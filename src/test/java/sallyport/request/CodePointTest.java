package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePointTest {
    @ParameterizedTest
    @ValueSource(strings = {" ", "~", "a", "é", "ß", "ж", "名", "가", "ー", "“", "–", "№", "½", "€", "٪", "𝄆", "ａ"})
    void what_everybody_sees_alike_is_legible(String character) {
        assertThat(new CodePoint(character.codePointAt(0)).isLegible()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "0x0000, control",
        "0x001f, control",
        "0x007f, control",
        "0x0085, control",
        "0x200b, format",
        "0x202e, bidirectional",
        "0x2066, bidirectional",
        "0xe0041, tag",
        "0x00ad, soft hyphen",
        "0x2028, line separator",
        "0x2029, paragraph separator",
        "0xd834, half of a pair",
        "0xe000, private use",
        "0x0378, unassigned",
        "0x00a0, no-break space",
        "0x3000, wide space",
        "0x0301, mark",
        "0x0903, spacing mark",
        "0x20dd, enclosing mark",
        "0xfe0f, variation selector",
        "0x115f, drawn as nothing",
        "0x1160, drawn as nothing",
        "0x2800, drawn as nothing",
        "0x3164, drawn as nothing",
        "0xffa0, drawn as nothing",
        "0xfffc, stand-in",
        "0xfffd, stand-in",
        "0x05d0, right to left",
        "0x0627, right to left",
        "0x0663, right to left",
        "0x212b, a second spelling of Å",
        "0x2126, a second spelling of Ω",
        "0xf900, a second spelling of 豈",
        "0x1f600, emoji",
        "0x1f3fb, emoji",
        "0x00a9, emoji",
        "0x1f10d, reserved for emoji"
    })
    void what_hides_joins_moves_or_has_another_spelling_is_not(int codePoint, String why) {
        assertThat(new CodePoint(codePoint).isLegible()).as(why).isFalse();
    }

    @Test
    void all_of_printable_ascii_is_legible_and_nothing_else_of_ascii() {
        assertThat(IntStream.range(0, 128).filter(c -> new CodePoint(c).isLegible()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(' ', '~').boxed().toList());
        assertThat(IntStream.range(0, 256).filter(CodePoint::isPrintableAscii))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(' ', '~').boxed().toList());
        assertThat(CodePoint.isPrintableAscii("a ~")).isTrue();
        assertThat(CodePoint.isPrintableAscii("a\u007f")).isFalse();
    }

    /** The Unicode of this JDK decides what is assigned, so the figure is only a fence. */
    @Test
    void whatever_is_legible_stays_itself_beside_anything_else_that_is_but_conjoining_letters() {
        var legible = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> new CodePoint(c).isLegible())
                .toArray();
        assertThat(legible).hasSizeBetween(100_000, 200_000);
        assertThat(IntStream.of(legible).filter(c -> !CodePoint.isComposed("a" + Character.toString(c) + "a")))
                .isEmpty();
    }

    @Test
    void the_first_illegible_character_is_found_by_its_index() {
        assertThat(CodePoint.firstIllegible("aé𝄆\u200bb\u202e")).isEqualTo(OptionalInt.of(4));
        assertThat(CodePoint.firstIllegible("\u200b")).isEqualTo(OptionalInt.of(0));
        assertThat(CodePoint.firstIllegible("aé𝄆")).isEmpty();
        assertThat(CodePoint.firstIllegible("")).isEmpty();
    }

    @Test
    void what_is_beyond_ascii_is_listed_once_in_order() {
        assertThat(CodePoint.beyondAscii("öa𝄆öä~"))
                .containsExactly(new CodePoint('ö'), new CodePoint(0x1d106), new CodePoint('ä'));
    }

    @ParameterizedTest
    @CsvSource({
        "0x00e9, U+00E9 LATIN SMALL LETTER E WITH ACUTE",
        "0x200b, U+200B ZERO WIDTH SPACE",
        "0xffff, U+FFFF (unassigned)",
        "0x10000, U+10000 LINEAR B SYLLABLE B008 A"
    })
    void it_is_named_by_number_and_name(int codePoint, String name) {
        assertThat(new CodePoint(codePoint).name()).isEqualTo(name);
        assertThat(new CodePoint(codePoint)).hasToString(Character.toString(codePoint));
    }

    @Test
    void composing_makes_one_letter_of_two() {
        assertThat(CodePoint.isComposed("e\u0301")).isFalse();
        assertThat(CodePoint.composed("e\u0301")).isEqualTo("é");
        assertThat(CodePoint.isComposed("é")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"“a”, \"a\"", "it’s, it's", "a–b—c, a-b-c", "a…, a...", "é, é"})
    void look_alikes_have_their_ascii(String typed, String ascii) {
        assertThat(LookAlikes.inAscii(typed)).isEqualTo(ascii);
    }
}
