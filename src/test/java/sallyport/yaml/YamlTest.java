package sallyport.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.yaml.YamlNode.Entry;
import sallyport.yaml.YamlNode.Mapping;
import sallyport.yaml.YamlNode.Scalar;
import sallyport.yaml.YamlNode.Scalar.Kind;
import sallyport.yaml.YamlNode.Sequence;
import sallyport.yaml.YamlReading.Broken;
import sallyport.yaml.YamlReading.Read;

class YamlTest {
    @Test
    void a_document_becomes_nodes_that_know_their_places() {
        assertThat(Yaml.read("""
                # a comment
                one: 1
                two:
                  - "2"
                  - {é: true, z: ~}
                """))
                .isEqualTo(new Read(new Mapping(
                        2,
                        1,
                        List.of(
                                new Entry(2, 1, "one", new Scalar(2, 6, "1", Kind.NUMBER)),
                                new Entry(
                                        3,
                                        1,
                                        "two",
                                        new Sequence(
                                                4,
                                                3,
                                                List.of(
                                                        new Scalar(4, 5, "2", Kind.TEXT),
                                                        new Mapping(
                                                                5,
                                                                5,
                                                                List.of(
                                                                        new Entry(
                                                                                5,
                                                                                6,
                                                                                "é",
                                                                                new Scalar(5, 9, "true", Kind.BOOLEAN)),
                                                                        new Entry(
                                                                                5,
                                                                                15,
                                                                                "z",
                                                                                new Scalar(
                                                                                        5, 18, "~",
                                                                                        Kind.NULL)))))))))));
    }

    @ParameterizedTest
    @CsvSource({
        "on, TEXT",
        "no, TEXT",
        "yes, TEXT",
        "08:30, TEXT",
        "-x, TEXT",
        "1.2.3, TEXT",
        "true, BOOLEAN",
        "TRUE, BOOLEAN",
        "null, NULL",
        "~, NULL",
        "0x1f, NUMBER",
        "010, NUMBER",
        "1e3, NUMBER",
        "-7, NUMBER",
        ".inf, NUMBER",
        "\"1\", TEXT",
        "'''true''', TEXT"
    })
    void plain_scalars_are_what_yaml_1_2_makes_of_them(String text, Kind kind) {
        assertThat(Yaml.read("- " + text)).isInstanceOfSatisfying(Read.class, read -> {
            var scalar = (Scalar) ((Sequence) read.root()).items().getFirst();
            assertThat(scalar.kind()).isEqualTo(kind);
        });
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", 1, 1, "The document is empty."),
                Arguments.of("# nothing\n", 1, 1, "The document is empty."),
                Arguments.of("a: &x 1", 1, 4, "Anchors are not supported; a text that begins with & needs quotes."),
                Arguments.of("a: *x", 1, 4, "Aliases are not supported; a text that begins with * needs quotes."),
                Arguments.of("*x : 1", 1, 1, "Aliases are not supported; a text that begins with * needs quotes."),
                Arguments.of("a:\n  <<: {b: 1}", 2, 3, "Merges are not supported."),
                Arguments.of("a: !!str 1", 1, 4, "Tags are not supported; a text that begins with ! needs quotes."),
                Arguments.of("a: !x [1]", 1, 4, "Tags are not supported; a text that begins with ! needs quotes."),
                Arguments.of("a: 1\nb: 2\na: 3", 3, 1, "The key a is already on line 1."),
                Arguments.of("a: 1\n\"a\": 3", 2, 1, "The key a is already on line 1."),
                Arguments.of("a: 1\n---\nb: 2", 2, 1, "There is a second document."),
                Arguments.of("%YAML 1.1\n---\na: 1", 1, 1, "Directives are not supported."),
                Arguments.of("%TAG ! x\n---\na: 1", 1, 1, "Directives are not supported."),
                Arguments.of("1: a", 1, 1, "A key must be text."),
                Arguments.of("true: a", 1, 1, "A key must be text."),
                Arguments.of("? [a]\n: b", 1, 3, "A key must be text."),
                Arguments.of("a: {? : b}", 1, 6, "A key must be text."),
                Arguments.of("a: \u0007", 1, 4, "YAML cannot hold U+0007 BEL."),
                Arguments.of("é: 1\nb: x\u0001", 2, 5, "YAML cannot hold U+0001 START OF HEADING."));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_can_surprise_is_refused_where_it_stands(String text, int line, int column, String message) {
        assertThat(Yaml.read(text)).isEqualTo(new Broken(new YamlProblem(line, column, message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'a: b: c'|1|5", "'a: [1'|1|6", "'a: \"b'|1|6", "'\tb: 1'|1|1", "'a: @x'|1|4"})
    void what_is_not_yaml_is_an_error_with_its_place(String text, int line, int column) {
        assertThat(Yaml.read(text)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.problem().message()).matches("[A-Z].*\\.");
            assertThat(List.of(broken.problem().line(), broken.problem().column()))
                    .isEqualTo(List.of(line, column));
        });
    }

    @Test
    void quoted_keys_may_look_like_anything() {
        assertThat(Yaml.read("\"1\": a\n'<<': b\n\"true\": c")).isInstanceOf(Read.class);
    }

    @Test
    void nesting_ends_at_32_levels() {
        assertThat(Yaml.read("[".repeat(32) + "]".repeat(32))).isInstanceOf(Read.class);
        assertThat(Yaml.read("[".repeat(33) + "]".repeat(33)))
                .isEqualTo(new Broken(new YamlProblem(1, 33, "The document is nested deeper than 32 levels.")));
        assertThat(Yaml.read("[".repeat(500_000))).isInstanceOf(Broken.class);
    }

    @Test
    void a_document_ends_at_one_mebibyte_of_utf_8() {
        assertThat(Yaml.read("a: " + "x".repeat((1 << 20) - 3))).isInstanceOf(Read.class);
        assertThat(Yaml.read("a: " + "x".repeat((1 << 20) - 2)))
                .isEqualTo(new Broken(new YamlProblem(1, 1, "The document is larger than 1048576 bytes.")));
        assertThat(Yaml.read("a: " + "é".repeat(1 << 19))).isInstanceOf(Broken.class);
    }

    @Test
    void nothing_that_can_be_written_makes_it_throw() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        var alphabet = "ab:,-?[]{}#&*!|>'\"%@` \n\t<~1\u00e9\u0000\ud800";
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(30), 0, alphabet.length()).forEach(index -> text.append(alphabet.charAt(index)));
            assertThat(Yaml.read(text.toString())).as(text.toString()).isNotNull();
        }
    }
}
