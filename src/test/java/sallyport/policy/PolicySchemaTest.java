package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schema for editors and the parser are two descriptions of one language; here they are held against each other.
 */
class PolicySchemaTest {
    private static final Pattern WORD = Pattern.compile("\"([a-z]+(?:_[a-z]+)*)\"");
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\n(.*?)\"\"\"", Pattern.DOTALL);

    /** For each object of the schema a good policy with a § where one more key fits. */
    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("", "{version: 1§}"),
            Map.entry("/$defs/command", command("[x]", "", "§")),
            Map.entry("/$defs/enum", parameter("type: enum, values: [a]§")),
            Map.entry("/$defs/int", parameter("type: int, min: 1, max: 2§")),
            Map.entry("/$defs/pattern", parameter("type: pattern, pattern: a§")),
            Map.entry("/$defs/path", parameter("type: path, under: /a§")),
            Map.entry("/$defs/freeText", parameter("type: text, alphabet: a-z, max_length: 9§")),
            Map.entry(
                    "/$defs/times",
                    grant("command: c, approval: none, times: {zone: UTC, weekly: [Mon 08:00-17:00]§}")),
            Map.entry("/$defs/grantToRun", grant("command: c, approval: none§")),
            Map.entry("/$defs/grantToUse", grant("capability: logs§")),
            Map.entry("/$defs/grantToAct", grant("capability: shell, approval: {all_of: [{group: a}]}§")),
            Map.entry("/$defs/approval", grant("command: c, approval: {all_of: [{group: a}]§}")),
            Map.entry("/$defs/slot", grant("command: c, approval: {all_of: [{group: a§}]}")),
            Map.entry("/$defs/require", grant("command: c, approval: none, require: {reason: true§}")),
            Map.entry(
                    "/$defs/escalate",
                    grant("command: c, approval: {all_of: [{group: a}]}, escalate: {to: b, after: 5m§}")),
            Map.entry("/$defs/breakglass", grant("command: c, breakglass: {review_by: a§}")),
            Map.entry("/$defs/deny", "{version: 1, denies: [{id: d, programs: [a]§}]}"));

    private static final Set<String> POINTERS = PLACES.keySet();

    private static String command(String argv, String params, String more) {
        return "{version: 1, commands: {c: {summary: s, argv: " + argv + ", effect: read" + params + more + "}}}";
    }

    private static String parameter(String keys) {
        return command("[x, \"{p}\"]", ", params: {p: {" + keys + "}}", "");
    }

    private static String grant(String keys) {
        return "{version: 1, commands: {c: {summary: s, argv: [x], effect: read}},"
                + " grants: [{id: g, targets: [web], groups: [dev], " + keys + "}]}";
    }

    private static String place(String pointer) {
        return PLACES.getOrDefault(pointer, "");
    }

    private static List<String> keys(String pointer) {
        return PolicySchema.objects().getOrDefault(pointer, List.of());
    }

    private static boolean isGood(String policy) {
        return Policy.read(policy, "p") instanceof PolicyReading.Read;
    }

    private static List<String> problems(String pointer, String key) {
        var policy = place(pointer).replace("§", ", " + key + ": x");
        return switch (Policy.read(policy, "p")) {
            case PolicyReading.Read _ -> List.of();
            case PolicyReading.Broken broken ->
                broken.problems().stream().map(PolicyProblem::message).toList();
        };
    }

    private static boolean isUnknownToTheParser(String pointer, String key) {
        return problems(pointer, key).stream()
                .anyMatch(message -> message.startsWith("There is no key " + key + " here."));
    }

    /** A grant to run knows the keys of a grant to see, and refuses them. */
    private static boolean isASecondSubject(String pointer, String key) {
        return problems(pointer, key).stream().anyMatch(message -> message.startsWith("A grant needs exactly one of"));
    }

    private static boolean isUnknownToTheSchema(String pointer, String key) {
        return !keys(pointer).contains(key);
    }

    @Test
    void there_is_a_place_to_try_for_every_object_of_the_schema() {
        assertThat(PolicySchema.objects().keySet()).isEqualTo(POINTERS);
    }

    @ParameterizedTest
    @FieldSource("POINTERS")
    void a_place_to_try_is_good_to_both(String pointer) {
        var policy = place(pointer).replace("§", "");
        assertThat(isGood(policy)).isTrue();
        assertThat(PolicySchema.complaints(policy)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("POINTERS")
    void every_key_of_the_schema_is_one_of_the_parser(String pointer) {
        assertThat(keys(pointer))
                .isNotEmpty()
                .allSatisfy(key ->
                        assertThat(isUnknownToTheParser(pointer, key)).as(key).isFalse());
    }

    /** Every key of the parser is a word in the source of its readers. */
    @ParameterizedTest
    @FieldSource("POINTERS")
    void every_key_of_the_parser_is_one_of_the_schema(String pointer) {
        assertThat(wordsOfTheReaders())
                .hasSizeGreaterThan(30)
                .filteredOn(word -> isUnknownToTheSchema(pointer, word))
                .isNotEmpty()
                .allSatisfy(word -> {
                    assertThat(isUnknownToTheParser(pointer, word) || isASecondSubject(pointer, word))
                            .as(word)
                            .isTrue();
                    assertThat(PolicySchema.complaints(place(pointer).replace("§", ", " + word + ": x")))
                            .as(word)
                            .isNotEmpty();
                });
    }

    private static Set<String> wordsOfTheReaders() {
        try (var files = Files.list(Path.of("src", "main", "java", "sallyport", "policy"))) {
            return files.map(PolicySchemaTest::text)
                    .filter(text -> text.contains("import sallyport.yaml.YamlFields;"))
                    .flatMap(text -> WORD.matcher(text).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_words_of_the_language_are_the_same() {
        assertThat(PolicySchema.words("/$defs/command/properties/effect/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(Effect.values()).map(Effect::word).toList());
        assertThat(PolicySchema.words("/$defs/capability/enum")).containsExactlyElementsOf(capabilities(false));
        assertThat(PolicySchema.words("/$defs/act/enum")).containsExactlyElementsOf(capabilities(true));
        assertThat(PolicySchema.words("/$defs/command/properties/accept/items/enum"))
                .containsExactlyInAnyOrderElementsOf(PolicyWarning.Kind.ACCEPTABLE.keySet());
        assertThat(PolicySchema.words("/$defs/mode/enum"))
                .allMatch(word -> isGood(grant("capability: logs, mode: " + word)));
        assertThat(PolicySchema.words("/$defs/command/properties/exit_code/enum"))
                .allMatch(word -> isGood(command("[x]", "", ", exit_code: " + word)));
        assertThat(Policy.read(parameter("type: another"), "p"))
                .isInstanceOfSatisfying(
                        PolicyReading.Broken.class,
                        broken -> assertThat(broken.problems().getFirst().message())
                                .isEqualTo("another is not one of "
                                        + PolicySchema.words("/$defs/parameter/properties/type/enum").stream()
                                                .sorted()
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    private static List<String> capabilities(boolean needingAgreement) {
        return Arrays.stream(Capability.values())
                .filter(capability -> capability.kind().needsAgreement() == needingAgreement)
                .map(Capability::word)
                .toList();
    }

    /** Every policy in a document, in a resource or whole in the source of a test that the parser calls good. */
    static Stream<String> good() {
        var blocks = files("src/test/java", ".java")
                .flatMap(file -> TEXT_BLOCK.matcher(text(file)).results())
                .map(found -> found.group(1).stripIndent().translateEscapes());
        var documents = files("src", ".yml").map(PolicySchemaTest::text);
        return Stream.of(PolicyDocumentTest.examples(), documents, blocks)
                .flatMap(texts -> texts)
                .filter(text -> text.contains("version:"))
                .filter(PolicySchemaTest::isGood);
    }

    private static Stream<Path> files(String folder, String ending) {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_is_good_to_the_parser_is_good_to_the_schema() {
        assertThat(good())
                .hasSizeGreaterThan(20)
                .allSatisfy(policy ->
                        assertThat(PolicySchema.complaints(policy)).as(policy).isEmpty());
    }

    @Test
    void most_of_what_the_parser_refuses_the_schema_refuses_too() {
        var malformed = PolicyFileTest.malformed()
                .map(row -> String.valueOf(row.get()[0]))
                .toList();
        var seen = malformed.stream()
                .filter(policy -> !PolicySchema.complaints(policy).isEmpty())
                .count();
        assertThat(seen * 3).as("%s of %s", seen, malformed.size()).isGreaterThan(malformed.size() * 2L);
    }

    static Stream<String> broken() {
        return Stream.of(
                "{version: 2}",
                "{version: 1, commands: {}, grant: []}",
                "{version: 1, grants: []}",
                "{version: 1, commands: {My: {summary: s, argv: [x], effect: read}}}",
                command("[]", "", ""),
                command("[5]", "", ""),
                command("[\"\"]", "", ""),
                command("[\"{p}\"]", ", params: {p: {type: enum, values: [a]}}", ""),
                command("[x, \"{{\"]", "", ""),
                command("[x]", "", ", deadline: 5"),
                command("[x]", "", ", accept: [x]"),
                parameter("type: word"),
                parameter("values: [a]"),
                parameter("type: enum"),
                parameter("type: int, min: 1"),
                parameter("type: int, min: 1.5, max: 2"),
                parameter("type: path, under: a"),
                parameter("type: path, under: /a/../b"),
                parameter("type: path, under: /a//b"),
                parameter("type: path, under: /"),
                parameter("type: enum, values: [a], min: 1"),
                grant("command: c"),
                grant("command: c, capability: logs"),
                grant("command: c, commands: [c], approval: none"),
                grant("command: c, approval: some"),
                grant("command: c, approval: {all_of: []}"),
                grant("command: c, approval: {all_of: [{group: a, count: 11}]}"),
                grant("capability: exec"),
                grant("capability: logs, approval: none"),
                grant("capability: shell"),
                grant("capability: shell, approval: none"),
                grant("capability: shell, approval: {all_of: [{group: a}]}, confirm: none"),
                grant("capability: shell, breakglass: {review_by: a}"),
                grant("capabilities: [logs, shell]"),
                grant("capabilities: [shell, stop], approval: {all_of: [{group: a}]}"),
                grant("capability: freeze"),
                grant("capabilities: [logs, freeze]"),
                grant("capability: logs, containers: [app]"),
                grant("command: c, approval: none").replace("groups: [dev], ", ""),
                grant("command: c, approval: none").replace("[web]", "[a/b/c]"),
                grant("command: c, approval: none, people: [ada]"),
                grant("command: c, approval: none, channels: [ops]"),
                "{version: 1, denies: [{id: d}]}",
                "{version: 1, denies: [{id: d, mode: report}]}",
                "{version: 1, denies: [{id: d, programs: [x], mode: log}]}",
                grant("capability: logs, mode: none"),
                "{version: 1, denies: [{programs: [x]}]}");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_mistake_is_refused_by_both(String policy) {
        assertThat(isGood(policy)).isFalse();
        assertThat(PolicySchema.complaints(policy)).isNotEmpty();
    }
}
