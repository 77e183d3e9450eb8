package sallyport.sandbox.aws.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.sandbox.aws.wire.Refusal;

class FilterPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                  | ERROR 400 bad request | true
                    ERROR               | ERROR 400 bad request | true
                    error               | ERROR 400 bad request | false
                    ERROR bad           | ERROR 400 bad request | true
                    ERROR good          | ERROR 400 bad request | false
                    "400 bad"           | ERROR 400 bad request | true
                    "bad 400"           | ERROR 400 bad request | false
                    ERROR -bad          | ERROR 400 bad request | false
                    ERROR -"bad good"   | ERROR 400 bad request | true
                    -good               | ERROR 400 bad request | true
                    ?WARN ?ERROR        | ERROR 400 bad request | true
                    ?WARN ?INFO         | ERROR 400 bad request | false
                    ?WARN ERROR         | ERROR 400 bad request | true
                    """)
    void terms_decide(String pattern, String message, boolean matches) {
        assertThat(FilterPattern.parse(pattern).test(message)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ $.level = \"error\" }", "[w1, w2]", "%AUTH.*%", "time-out", "\"half"})
    void what_is_not_terms_is_refused(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo("InvalidParameterException"));
    }

    @Test
    void a_pattern_of_more_than_1024_characters_is_refused() {
        assertThat(FilterPattern.parse("x".repeat(1024)).test("y")).isFalse();
        assertThatThrownBy(() -> FilterPattern.parse("x".repeat(1025))).isInstanceOf(Refusal.class);
    }
}
