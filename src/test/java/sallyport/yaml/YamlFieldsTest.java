package sallyport.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.yaml.YamlReading.Read;

class YamlFieldsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<YamlProblem> problems = new ArrayList<>();

    @Test
    void values_are_read_as_their_types() {
        var fields = fields("""
                text: a b
                quoted: "7"
                number: -7
                time: 90s
                minutes: 10m
                hours: 1h
                yes: true
                no: false
                list: [a, "1"]
                word: red
                inner: {x: y}
                many: [{a: b}, {a: c}]
                """);

        assertThat(fields.text("text")).contains("a b");
        assertThat(fields.text("quoted")).contains("7");
        assertThat(fields.integer("number", -7, 0)).contains(-7);
        assertThat(fields.duration("time", SECOND, HOUR)).contains(Duration.ofSeconds(90));
        assertThat(fields.duration("minutes", SECOND, HOUR)).contains(Duration.ofMinutes(10));
        assertThat(fields.duration("hours", SECOND, HOUR)).contains(HOUR);
        assertThat(fields.bool("yes")).contains(true);
        assertThat(fields.bool("no")).contains(false);
        assertThat(fields.texts("list")).containsExactly("a", "1");
        assertThat(fields.oneOf("word", Map.of("red", 1, "blue", 2))).contains(1);
        assertThat(fields.fields("inner").flatMap(inner -> inner.text("x"))).contains("y");
        assertThat(fields.list("many").stream().map(item -> item.text("a").orElseThrow()))
                .containsExactly("b", "c");
        assertThat(fields.named("inner")).extracting(YamlNode.Entry::key).containsExactly("x");
        fields.refuseOthers();
        assertThat(problems).isEmpty();
    }

    @Test
    void what_is_absent_is_empty_and_no_problem_unless_required() {
        var fields = fields("a: b");

        assertThat(fields.text("x")).isEqualTo(Optional.empty());
        assertThat(fields.texts("x")).isEmpty();
        assertThat(fields.list("x")).isEmpty();
        assertThat(fields.named("x")).isEmpty();
        assertThat(problems).isEmpty();
        fields.require("a", "x");
        assertThat(problems).containsExactly(new YamlProblem(1, 1, "The key x is missing."));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("k: 1", f -> f.text("k"), "k must be text, and 1 without quotes is none; write \"1\"."),
                wrong("k: true", f -> f.text("k"), "k must be text, and true without quotes is none; write \"true\"."),
                wrong("k: ~", f -> f.text("k"), "k is empty."),
                wrong("k: [a]", f -> f.text("k"), "k must be text."),
                wrong("k: a", f -> f.texts("k"), "k must be a list with at least one item."),
                wrong("k: []", f -> f.texts("k"), "k must be a list with at least one item."),
                wrong("k: a", f -> f.integer("k", 1, 9), "k must be a whole number from 1 to 9."),
                wrong("k: \"5\"", f -> f.integer("k", 1, 9), "k must be a whole number from 1 to 9."),
                wrong("k: 0", f -> f.integer("k", 1, 9), "k must be a whole number from 1 to 9."),
                wrong("k: 10", f -> f.integer("k", 1, 9), "k must be a whole number from 1 to 9."),
                wrong("k: 0x5", f -> f.integer("k", 1, 9), "k must be a whole number from 1 to 9."),
                wrong("k: 99999999999", f -> f.integer("k", 1, 9), "k must be a whole number from 1 to 9."),
                wrong(
                        "k: 5",
                        f -> f.duration("k", SECOND, HOUR),
                        "k must be a length of time from 1s to 1h, written like 90s, 10m or 1h."),
                wrong(
                        "k: 61m",
                        f -> f.duration("k", SECOND, HOUR),
                        "k must be a length of time from 1s to 1h, written like 90s, 10m or 1h."),
                wrong(
                        "k: 0s",
                        f -> f.duration("k", Duration.ofMinutes(2), HOUR),
                        "k must be a length of time from 2m to 1h, written like 90s, 10m or 1h."),
                wrong(
                        "k: [5s]",
                        f -> f.duration("k", SECOND, HOUR),
                        "k must be a length of time from 1s to 1h, written like 90s, 10m or 1h."),
                wrong("k: yes", f -> f.bool("k"), "k must be true or false."),
                wrong("k: True", f -> f.bool("k"), "k must be true or false."),
                wrong("k: \"true\"", f -> f.bool("k"), "k must be true or false."),
                wrong(
                        "k: rad",
                        f -> f.oneOf("k", Map.of("red", 1, "blue", 2)),
                        "rad is not one of blue, red. Did you mean red?"),
                wrong("k: purple", f -> f.oneOf("k", Map.of("red", 1, "blue", 2)), "purple is not one of blue, red."),
                wrong("k: a", f -> f.fields("k"), "Expected keys with values."),
                wrong("k: a", f -> f.named("k"), "Expected keys with values."));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_is_wrong_is_a_problem_at_the_value(String text, Consumer<YamlFields> reader, String message) {
        reader.accept(fields(text));

        assertThat(problems).containsExactly(new YamlProblem(1, 4, message));
    }

    @Test
    void one_wrong_item_voids_the_list_and_is_told_where_it_stands() {
        assertThat(fields("k: [a, 1, b]").texts("k")).isEmpty();
        assertThat(problems).extracting(YamlProblem::column).containsExactly(8);
    }

    @Test
    void keys_nobody_asked_for_are_refused_and_the_nearest_is_named() {
        var fields = fields("group: a\ngroupz: b\nelsewhere: c");
        fields.text("group");
        fields.text("channels");
        fields.refuseOthers();

        assertThat(problems)
                .containsExactly(
                        new YamlProblem(2, 1, "There is no key groupz here. Did you mean group?"),
                        new YamlProblem(3, 1, "There is no key elsewhere here."));
    }

    @Test
    void a_problem_reads_as_a_sentence() {
        assertThat(new YamlProblem(3, 7, "It is wrong.")).hasToString("line 3, column 7: It is wrong.");
    }

    private static Arguments wrong(String text, Consumer<YamlFields> reader, String message) {
        return Arguments.of(text, reader, message);
    }

    private YamlFields fields(String text) {
        var root = ((Read) Yaml.read(text)).root();
        return YamlFields.of(root, problems).orElseThrow();
    }
}
