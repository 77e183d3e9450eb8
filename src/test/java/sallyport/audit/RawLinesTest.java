package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class RawLinesTest {
    private static RawLines lines(String text) {
        return new RawLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<RawLine> all(String text) {
        var all = new ArrayList<RawLine>();
        lines(text).forEachRemaining(all::add);
        return all;
    }

    private static String text(RawLine line) {
        return line.text(0, line.length());
    }

    @Test
    void lines_end_at_line_feeds_and_nowhere_else() {
        var lines = all("one\r\n\ntwo\u2028three\n");
        assertThat(lines).extracting(RawLinesTest::text).containsExactly("one\r", "", "two\u2028three");
        assertThat(lines).extracting(RawLine::number).containsExactly(1L, 2L, 3L);
        assertThat(lines).allMatch(RawLine::whole);
    }

    @Test
    void what_does_not_end_is_not_whole() {
        var lines = all("one\ntw");
        assertThat(lines).extracting(RawLine::whole).containsExactly(true, false);
        assertThat(text(lines.getLast())).isEqualTo("tw");
        assertThat(lines.getLast().number()).isEqualTo(2);
        assertThat(all("")).isEmpty();
    }

    @Test
    void a_line_longer_than_the_buffer_is_put_together() {
        var longLine = "abcdefghij".repeat(20_000);
        assertThat(all(longLine + "\nx\n")).extracting(RawLinesTest::text).containsExactly(longLine, "x");
    }

    @Test
    void a_line_is_kept_up_to_its_limit_and_not_beyond() {
        var most = "x".repeat(RawLines.MAX_LENGTH);
        assertThat(all(most + "\n").getFirst().whole()).isTrue();
        var more = all(most + "x\nnext\n");
        assertThat(more).extracting(RawLine::whole).containsExactly(false, true);
        assertThat(text(more.getLast())).isEqualTo("next");
        assertThat(all(most + "x")).singleElement().matches(line -> !line.whole());
    }

    @Test
    void after_the_last_line_there_is_none() {
        var lines = lines("x\n");
        assertThat(lines.hasNext()).isTrue();
        assertThat(lines.hasNext()).isTrue();
        assertThat(text(lines.next())).isEqualTo("x");
        assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void text_is_found_from_its_end() {
        var line = all("abcabc\n").getFirst();
        assertThat(line.lastIndexOf("abc")).isEqualTo(3);
        assertThat(line.lastIndexOf("bca")).isEqualTo(1);
        assertThat(line.lastIndexOf("ca")).isEqualTo(2);
        assertThat(line.lastIndexOf("x")).isEqualTo(-1);
        assertThat(line.hasAt(4, "bc")).isTrue();
        assertThat(line.hasAt(4, "bcd")).isFalse();
        assertThat(line.hasAt(-1, "a")).isFalse();
        assertThat(line.is("abcabc")).isTrue();
        assertThat(line.is("abcab")).isFalse();
        assertThat(line.startsWith("ab")).isTrue();
    }
}
