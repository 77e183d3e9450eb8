package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinePatternTest {
    @Test
    void a_pattern_is_found_anywhere_in_a_line() {
        assertThat(pattern("pay(ed|ing)").isIn("is paying now")).isTrue();
        assertThat(pattern("^pay").isIn("is paying now")).isFalse();
    }

    @Test
    void a_pattern_may_have_as_many_steps_as_one_of_a_policy() {
        assertThat(LinePattern.read("a{340}")).isInstanceOf(LinePattern.Reading.Read.class);
        assertThat(LinePattern.read("a{360}"))
                .isInstanceOfSatisfying(
                        LinePattern.Reading.Refused.class,
                        refused -> assertThat(refused.problem()).contains("at most 350"));
    }

    @Test
    void what_is_no_pattern_is_said() {
        assertThat(LinePattern.read("pay("))
                .isEqualTo(new LinePattern.Reading.Refused("The pattern is none of RE2: missing closing )."));
    }

    @Test
    void a_line_is_looked_at_as_far_as_patience_goes() {
        var pattern = pattern("x");
        var far = "-".repeat(pattern.reach());
        assertThat(pattern.isIn(far.substring(1) + "x")).isTrue();
        assertThat(pattern.isIn(far + "x")).isFalse();
    }

    @Test
    void finds_are_marked_and_an_empty_find_is_none() {
        assertThat(pattern("b*").mark("abba b", find -> "<" + find + ">")).isEqualTo("a<bb>a <b>");
    }

    @Test
    void equal_texts_are_equal_patterns_so_that_equal_questions_can_be_told() {
        assertThat(pattern("a+")).isEqualTo(pattern("a+")).hasSameHashCodeAs(pattern("a+"));
        assertThat(pattern("a+")).isNotEqualTo(pattern("a*"));
    }

    private static LinePattern pattern(String text) {
        return switch (LinePattern.read(text)) {
            case LinePattern.Reading.Read(var pattern) -> pattern;
            case LinePattern.Reading.Refused(var why) -> throw new AssertionError(why);
        };
    }
}
