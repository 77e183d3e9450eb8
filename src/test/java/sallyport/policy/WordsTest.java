package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Quorum;
import sallyport.request.Slot;

class WordsTest {
    @Test
    void an_approval_is_how_many_of_whom() {
        assertThat(Words.approval(Quorum.none())).isEqualTo("none");
        assertThat(Words.approval(new Quorum(List.of(new Slot("dba", 1), new Slot("sre", 2)))))
                .isEqualTo("1 of dba and 2 of sre");
    }

    @ParameterizedTest
    @CsvSource({
        "sre, sre",
        "büro-1, büro-1",
        "prod/web_2.x@y+z, prod/web_2.x@y+z",
        "dev or ops, '\"dev or ops\"'",
        "member U1, '\"member U1\"'",
        "'a\"b', '\"a\\\"b\"'",
        "'a\\b', '\"a\\\\b\"'",
        "'', '\"\"'"
    })
    void a_name_that_is_no_plain_word_is_quoted(String name, String words) {
        assertThat(Words.name(name)).isEqualTo(words);
    }

    @Test
    void nothing_in_a_name_ends_a_line_or_hides() {
        assertThat(Words.name("a\n+ b")).isEqualTo("\"a\\u{a}+ b\"");
        assertThat(Words.name("a\u202eb\u2028c")).isEqualTo("\"a\\u{202e}b\\u{2028}c\"");
    }

    @Test
    void a_group_cannot_look_like_two() {
        assertThat(Words.approval(new Quorum(List.of(new Slot("a and 1 of b", 1)))))
                .isEqualTo("1 of \"a and 1 of b\"");
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1s", "PT90S, 90s", "PT1M, 1m", "PT90M, 90m", "PT1H, 1h", "PT4H, 4h", "PT1H1S, 3601s"})
    void a_length_of_time_is_written_as_a_file_writes_it(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1024, 1KiB", "65536, 64KiB", "1048576, 1MiB", "1049600, 1025KiB", "67108864, 64MiB", "1073741824, 1GiB"
    })
    void a_size_is_written_as_a_file_writes_it(long bytes, String words) {
        assertThat(Words.size(bytes)).isEqualTo(words);
    }
}
