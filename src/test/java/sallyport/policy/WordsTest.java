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
    @CsvSource({"PT1S, 1s", "PT90S, 90s", "PT1M, 1m", "PT90M, 90m", "PT1H, 1h", "PT4H, 4h", "PT1H1S, 3601s"})
    void a_length_of_time_is_written_as_a_file_writes_it(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }
}
