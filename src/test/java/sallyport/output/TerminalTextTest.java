package sallyport.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {
    private static final String ESC = "\u001b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain\n",
                "tab\there",
                "grüße",
                "€",
                "🚀",
                "日本語",
                "❤\ufe0f 👩\u200d💻",
                "نمی\u200cخواهم",
                "a\n\nb",
                ""
            })
    void ordinary_text_stays_as_it_is(String text) {
        assertThat(read(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[31m",
                "[@",
                "[1~",
                "[ q",
                "(0",
                "(/A",
                "[1;38;5;196m",
                "[2J",
                "[?25l",
                "[200~",
                "[>0;95;0c",
                "[!p",
                "(B",
                "#8",
                "$)C",
                " F",
                "7",
                "=",
                "c",
                "\\"
            })
    void an_escape_sequence_is_dropped_and_its_neighbours_stay(String sequence) {
        assertThat(read("left" + ESC + sequence + "right")).isEqualTo("leftright");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "]0;title\u0007",
                "]8;;https://example.org\u001b\\",
                "Pq#0~\u001b\\",
                "Xs\u001b\\",
                "^p\u001b\\",
                "_a\u001b\\"
            })
    void a_control_string_is_dropped_up_to_its_end(String string) {
        assertThat(read("a" + ESC + string + "b")).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"]", "P", "X", "^", "_", "]0;", "P1$r"})
    void a_control_string_without_end_takes_no_more_than_its_line(String start) {
        assertThat(read("a" + ESC + start + "lost\nkept\n")).isEqualTo("a\nkept\n");
        assertThat(read("a" + ESC + start + "lost\r\nkept\n")).isEqualTo("a\nkept\n");
    }

    @Test
    void a_control_string_may_be_cancelled() {
        assertThat(read(ESC + "]0;t\u0018a" + ESC + "]0;t\u001ab" + ESC + "]0;t" + ESC + "[1mc"))
                .isEqualTo("abc");
    }

    @Test
    void what_belongs_to_no_sequence_ends_it_and_stays() {
        assertThat(read("a" + ESC + "[12\nb")).isEqualTo("a\nb");
        assertThat(read("a" + ESC + "\nb")).isEqualTo("a\nb");
        assertThat(read("a" + ESC + "[1é")).isEqualTo("aé");
        assertThat(read("a" + ESC + "(\nb")).isEqualTo("a\nb");
    }

    @Test
    void an_escape_begins_a_sequence_wherever_it_comes() {
        assertThat(read(ESC + ESC + "[31mred")).isEqualTo("red");
        assertThat(read(ESC + "[3" + ESC + "[31mred")).isEqualTo("red");
        assertThat(read(ESC + "(" + ESC + "[31mred")).isEqualTo("red");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "a\\r\\nb|a\\nb",
                "a\\r\\r\\nb|a\\nb",
                "10%\\r20%\\r|10%\\n20%\\n",
                "a\\r|a\\n",
                "\\r\\r\\r|\\n",
                "a\\rb\\nc|a\\nb\\nc"
            },
            delimiter = '|')
    void a_carriage_return_hides_nothing(String given, String expected) {
        assertThat(read(given.translateEscapes())).isEqualTo(expected.translateEscapes());
    }

    @Test
    void control_characters_are_dropped_but_line_ends_and_tabs() {
        var given = new StringBuilder();
        for (char c = 0; c < 0xa0; c++) {
            given.append((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1b) || c >= 0x7f ? c : 'x');
        }
        assertThat(read(given.toString())).isEqualTo("x".repeat(4 + 0x7f - 0x20));
        assertThat(read("\u009b31m")).isEqualTo("31m");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b, 0x200c, 0x200d, 0x200e,
                0x200f, 0x202a, 0x202e, 0x2060, 0x2064, 0x2066, 0x2069, 0x206f, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0,
                0xfff0, 0xfffb, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000, 0xe0041, 0xe007f, 0xe0100, 0xe01ef, 0xe0fff
            })
    void what_nobody_sees_is_left_out_and_counted_at_the_end_of_its_line(int invisible) {
        var c = Character.toString(invisible);
        assertThat(read("a" + c + "b\nc")).isEqualTo("ab [1 invisible character left out]\nc");
        assertThat(read(c + "a" + c + c + "b")).isEqualTo("ab [3 invisible characters left out]");
        assertThat(read("a" + c + "\rb")).isEqualTo("a [1 invisible character left out]\nb");
        assertThat(read("a" + c + "\r")).isEqualTo("a [1 invisible character left out]\n");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xac, 0xae, 0x61b, 0x61d, 0x2010, 0x202f, 0x205f, 0x2070, 0x3163, 0x3165, 0xfefe, 0xff9f, 0xffa1,
                0xffef, 0xfffc, 0xfffd, 0x1bc9f, 0x1bca4, 0x1d172, 0x1d17b, 0xdffff, 0xe1000, 0x34e, 0x350, 0x115e,
                0x1161, 0x17b3, 0x17b6, 0x180a, 0x1810, 0xfdff, 0xfe10, 0x1f680
            })
    void its_neighbours_stay(int visible) {
        assertThat(read("a" + Character.toString(visible) + "b")).isEqualTo("a" + Character.toString(visible) + "b");
    }

    @Test
    void a_joiner_shapes_letters_and_emoji_but_nothing_at_the_start_of_a_line() {
        assertThat(read("é\u200d\n\u200dx")).isEqualTo("é\u200d\nx [1 invisible character left out]");
        assertThat(read("é\u2028\ufe0fx")).isEqualTo("é\nx [1 invisible character left out]");
    }

    @Test
    void a_line_separator_of_unicode_ends_a_line() {
        assertThat(read("a\u2028b\u2029c")).isEqualTo("a\nb\nc");
    }

    @Test
    void a_secret_is_not_split_by_what_nobody_sees() {
        for (var invisible : List.of("\u200b", "\u200d", "\u202e", "\ufe0f", "\ufeff", Character.toString(0xe0041))) {
            assertThat(Redactor.redact(read("AKIA" + invisible + "IOSFODNN7EXAMPLE\n")))
                    .isEqualTo("[redacted:aws-access-key] [1 invisible character left out]\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"ff,1", "c3,1", "c328,1", "e282,1", "f09f98,1", "c080,2", "eda080,1", "f8888080,4"})
    void malformed_bytes_become_replacement_characters(String hex, int replaced) {
        var bytes = HexFormat.of().parseHex(hex);
        var text = read(List.of(bytes));
        assertThat(text.chars().filter(c -> c == '\ufffd')).hasSize(replaced);
        assertThat(text.replace("\ufffd", "")).isEqualTo(hex.equals("c328") ? "(" : "");
    }

    @Test
    void a_character_cut_by_the_end_is_declared() {
        assertThat(read(List.of(new byte[] {'a', (byte) 0xe2, (byte) 0x82}))).isEqualTo("a\ufffd");
    }

    @Test
    void text_that_is_complete_does_not_wait() {
        var terminal = new TerminalText();
        assertThat(terminal.accept(ByteBuffer.wrap("$ ".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("$ ");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_split_of_the_bytes_gives_the_same_text(long seed) {
        var bytes = bytes(new Random(seed));
        var whole = read(List.of(bytes));
        for (int split = 0; split <= bytes.length; split++) {
            assertThat(read(List.of(slice(bytes, 0, split), slice(bytes, split, bytes.length))))
                    .as("split at %s", split)
                    .isEqualTo(whole);
        }
        assertThat(read(single(bytes))).as("byte by byte").isEqualTo(whole);
    }

    private static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    private static byte[] bytes(Random random) {
        var parts = List.of(
                "a",
                "é",
                "€",
                "🚀",
                "\n",
                "\r\n",
                "\r",
                ESC + "[31m",
                ESC + "]0;t\u0007",
                ESC + "]8;;x" + ESC + "\\",
                ESC + "P1~",
                ESC + "(B",
                ESC,
                ESC + "[",
                "\u0018",
                "\u009b",
                "\u200b",
                "\u200d",
                "\u2028",
                "\b");
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < 14; i++) {
            if (random.nextInt(4) == 0) {
                out.write(random.nextInt(256));
                out.write(0x80 + random.nextInt(64));
            } else {
                out.writeBytes(parts.get(random.nextInt(parts.size())).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static List<byte[]> single(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> slice(bytes, i, i + 1))
                .toList();
    }

    private static String read(String text) {
        return read(List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(List<byte[]> pieces) {
        var terminal = new TerminalText();
        var text = new StringBuilder();
        pieces.forEach(piece -> text.append(terminal.accept(ByteBuffer.wrap(piece))));
        return text.append(terminal.finish()).toString();
    }
}
