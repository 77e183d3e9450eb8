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
    @ValueSource(strings = {"plain\n", "tab\there", "grüße", "€", "🚀", "日本語", "\u2028", "a\n\nb", ""})
    void ordinary_text_stays_as_it_is(String text) {
        assertThat(read(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[31m",
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
