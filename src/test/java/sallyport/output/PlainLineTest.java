package sallyport.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line is told as a terminal would, however plain it is. */
class PlainLineTest {
    /** Each character that counts for a terminal, among letters. */
    private static final String ALPHABET =
            "abcdefghij ~!\t\r\n\u0000\u0007\u001b[]mP\\\u007f\u0085\u00e9\u202e\u2028\u200b";

    private static String told(String written) {
        var terminal = new TerminalText();
        return terminal.accept(ByteBuffer.wrap(written.getBytes(StandardCharsets.UTF_8))) + terminal.finish();
    }

    @Test
    void any_line_is_what_a_terminal_would_tell_of_it() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int seen = 1 + random.nextInt(ALPHABET.length());
            var line = IntStream.range(0, random.nextInt(12))
                    .mapToObj(_ -> String.valueOf(ALPHABET.charAt(random.nextInt(seen))))
                    .collect(Collectors.joining());
            assertThat(PlainLine.unredacted(line)).isEqualTo(told(line));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x1b, 0x1f, 0x7f, 0x85, 0xad, 0x200b, 0x202e})
    void what_nobody_sees_is_never_shown(int c) {
        assertThat(PlainLine.unredacted("a" + Character.toString(c) + "b")).doesNotContain(Character.toString(c));
    }

    @Test
    void printable_ascii_is_shown_as_it_is() {
        var all = IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
        assertThat(PlainLine.unredacted(all)).isEqualTo(all);
    }
}
