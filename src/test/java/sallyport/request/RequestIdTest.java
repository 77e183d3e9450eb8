package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    @Test
    void drawn_ids_use_the_whole_alphabet_and_are_valid() {
        var random = new Random(1);
        var ids = Stream.generate(() -> RequestId.random(random)).limit(1_000).toList();
        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(RequestId.isValid(id.value())).isTrue());
        var used = ids.stream()
                .flatMapToInt(id -> id.value().substring(1).chars())
                .mapToObj(Character::toString)
                .collect(Collectors.toSet());
        assertThat(used).hasSize(32);
    }

    @Test
    void an_id_fits_into_a_role_session_name() {
        assertThat(RequestId.random(new Random(2)).toString())
                .matches("[\\w+=,.@-]{2,64}")
                .hasSize(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r",
                "r0123456789a",
                "r0123456789abc",
                "x0123456789ab",
                "R0123456789ab",
                "r0123456789aB",
                "r0123456789ai",
                "r0123456789al",
                "r0123456789ao",
                "r0123456789au",
                "r0123456789a/",
                "r0123456789ab\n"
            })
    void anything_else_is_no_id(String text) {
        assertThat(RequestId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new RequestId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
