package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileTest {
    /** Seven lines; what a test puts behind begins on line 8. */
    private static final String BASE = """
            version: 1
            commands:
              up: {summary: s, argv: [up], effect: read}
              down: {summary: s, argv: [down], effect: write}
              loose: {summary: s, argv: [x, "{o}"], effect: read, params: {o: {type: pattern, pattern: a, leading_dash: true}}}
            grants:
              - {id: one, command: up, targets: [web], groups: [dev], approval: none}
            """;

    /** A command on lines 2 to 4, its further keys on line 4. */
    private static String command(String keys) {
        return "version: 1\ncommands:\n  c:\n    " + keys + "\n";
    }

    /** Parameters on one line, the type of {@code p} from column 16. */
    private static String parameter(String type) {
        return command("{summary: s, argv: [x, \"{p}\"], effect: read,\n     params: {p: " + type + "}}");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                row("", 1, 1, "The document is empty."),
                row("[]", 1, 1, "Expected keys with values."),
                row("commands: {}", 1, 1, "The key version is missing."),
                row("version: 2", 1, 10, "Policies of version 1 can be read here."),
                row("version: [1]", 1, 10, "Policies of version 1 can be read here."),
                row("version: 1\ngrant: []", 2, 1, "There is no key grant here. Did you mean grants?"),
                row("version: 1\ngrants: []", 2, 9, "grants must be a list with at least one item."),
                row("version: 1\ngrants: [a]", 2, 10, "Expected keys with values."),
                row("version: 1\nversion: 1", 2, 1, "The key version is already on line 1."),
                row(command("{argv: [x], effect: read}"), 4, 5, "The key summary is missing."),
                row(command("{summary: s, effect: read}"), 4, 5, "The key argv is missing."),
                row(command("{summary: s, argv: [x]}"), 4, 5, "The key effect is missing."),
                row(
                        command("{summary: s, argv: [x], effect: reed}"),
                        4,
                        37,
                        "reed is not one of read, secret-revealing, write. Did you mean read?"),
                row(
                        command("{summary: s, argv: [x, 5], effect: read}"),
                        4,
                        28,
                        "argv must be text, and 5 without quotes is none; write \"5\"."),
                row(command("{summary: s, argv: [\"\"], effect: read}"), 4, 25, "The program must be fixed text."),
                row(
                        command("{summary: s, argv: [x, \"a{{b\"], effect: read}"),
                        4,
                        28,
                        "An argument holds printable ASCII and neither {{ nor }}."),
                row(
                        command("{summary: s, argv: [x, é], effect: read}"),
                        4,
                        28,
                        "An argument holds printable ASCII and neither {{ nor }}."),
                row(
                        command("{summary: s, argv: [x, \"{flag}\"], effect: read}"),
                        4,
                        28,
                        "There is no parameter flag under params."),
                row(
                        command("{summary: s, argv: [x], effect: read, deadline: 61m}"),
                        4,
                        53,
                        "deadline must be a length of time from 1s to 1h, written like 90s, 10m or 1h."),
                row(
                        command("{summary: s, argv: [x], effect: read, exit_code: maybe}"),
                        4,
                        54,
                        "maybe is not one of none, required, wanted."),
                row(
                        command("{summary: s, argv: [x], effect: read, effects: read}"),
                        4,
                        43,
                        "There is no key effects here. Did you mean effect?"),
                row(
                        "version: 1\ncommands:\n  My-C: {summary: s, argv: [x], effect: read}",
                        3,
                        3,
                        "My-C is not a name: use up to 64 of a-z, 0-9, - and _, a letter or digit first."),
                row(
                        parameter("{type: enum, values: [a]}").replace("argv: [x, \"{p}\"]", "argv: [\"{p}\"]"),
                        4,
                        25,
                        "The program must be fixed text."),
                row(
                        parameter("{type: enum, values: [a]}").replace("argv: [x, \"{p}\"]", "argv: [x]"),
                        5,
                        15,
                        "The parameter p stands in no argument."),
                row(
                        parameter("{type: enum, values: [a]}").replace("\"{p}\"]", "\"{p}\", \"-{p}\"]"),
                        4,
                        35,
                        "The parameter p stands in two arguments."),
                row(
                        parameter("{type: enum, values: [a]}").replace("\"{p}\"]", "\"{p}{p}\"]"),
                        4,
                        28,
                        "An argument holds one parameter at most.",
                        "The parameter p stands in no argument."),
                row(parameter("{type: word}"), 5, 25, "word is not one of enum, int, path, pattern, text."),
                row(parameter("{values: [a]}"), 5, 18, "The key type is missing."),
                row(parameter("{type: enum}"), 5, 18, "The key values is missing."),
                row(
                        parameter("{type: enum, values: [\"\"]}"),
                        5,
                        40,
                        "A value holds at least one character, and only printable ASCII."),
                row(
                        parameter("{type: enum, values: [\"a\\tb\"]}"),
                        5,
                        40,
                        "A value holds at least one character, and only printable ASCII."),
                row(parameter("{type: int, min: 5, max: 4}"), 5, 43, "max must be a whole number from 5 to 999999999."),
                row(parameter("{type: int, min: 5}"), 5, 18, "The key max is missing."),
                row(
                        parameter("{type: pattern, pattern: \"a{349}\"}"),
                        5,
                        43,
                        "The pattern is too large: 351 steps, at most 350."
                                + " Repeat less, or use type text with max_length."),
                row(
                        parameter("{type: pattern, pattern: \"a(\"}"),
                        5,
                        43,
                        "The pattern is none of RE2: missing closing )."),
                row(
                        parameter("{type: path, under: app}"),
                        5,
                        38,
                        "under must be an absolute path of a directory below /, without . .. or //."),
                row(
                        parameter("{type: path, under: /}"),
                        5,
                        38,
                        "under must be an absolute path of a directory below /, without . .. or //."),
                row(
                        parameter("{type: path, under: /a/../b}"),
                        5,
                        38,
                        "under must be an absolute path of a directory below /, without . .. or //."),
                row(parameter("{type: int, min: 1, max: 2, under: /a}"), 5, 46, "There is no key under here."),
                row(parameter("{type: enum, values: [a], optional: maybe}"), 5, 54, "optional must be true or false."),
                row(
                        parameter("{type: enum, values: [a]}")
                                .replace("p: {", "P: {")
                                .replace("{p}", "x"),
                        5,
                        15,
                        "P is not a name: use up to 64 of a-z, 0-9, - and _, a letter or digit first.",
                        "The parameter P stands in no argument."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: {all_of: [{group: a, number: 2}]}"),
                        8,
                        90,
                        "There is no key number here."),
                row(parameter("word"), 5, 18, "Expected keys with values."),
                row(
                        grant("command: up, targets: [web], groups: [dev], approval: none"),
                        8,
                        5,
                        "The key id is missing."),
                row(
                        grant("id: one, command: up, targets: [web], groups: [dev], approval: none"),
                        8,
                        10,
                        "The id one is already used on line 7."),
                row(
                        grant("id: a b, command: up, targets: [web], groups: [dev], approval: none"),
                        8,
                        10,
                        "a b is not a name: use up to 64 of a-z, 0-9, - and _, a letter or digit first."),
                row(
                        grant("id: two, command: upp, targets: [web], groups: [dev], approval: none"),
                        8,
                        24,
                        "There is no command upp. Did you mean up?"),
                row(
                        grant("id: two, commands: [up, nowhere], targets: [web], groups: [dev], approval: none"),
                        8,
                        30,
                        "There is no command nowhere."),
                row(
                        grant("id: two, capability: exec, targets: [web], groups: [dev]"),
                        8,
                        27,
                        "There is no capability exec."),
                row(
                        grant("id: two, capability: logs, targets: [web], groups: [dev], approval: none"),
                        8,
                        64,
                        "There is no key approval here."),
                row(
                        grant("id: two, targets: [web], groups: [dev], approval: none"),
                        8,
                        5,
                        "A grant needs exactly one of command, commands, capability, capabilities."),
                row(
                        grant("id: two, command: up, capability: logs, targets: [web], groups: [dev], approval: none"),
                        8,
                        5,
                        "A grant needs exactly one of command, commands, capability, capabilities."),
                row(grant("id: two, command: up, groups: [dev], approval: none"), 8, 5, "The key targets is missing."),
                row(
                        grant("id: two, command: up, targets: [a/b/c], groups: [dev], approval: none"),
                        8,
                        38,
                        "a/b/c is neither an alias nor cluster/service; * stands for any characters."),
                row(
                        grant("id: two, command: up, targets: [web], approval: none"),
                        8,
                        5,
                        "A grant needs groups or people."),
                row(
                        grant("id: two, command: up, targets: [web], people: [ada], approval: none"),
                        8,
                        53,
                        "ada is not a member's id such as U0123ABCD."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [\" \"], approval: none"),
                        8,
                        53,
                        "  is not the name of a group."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], channels: [ops], approval: none"),
                        8,
                        70,
                        "ops is not a channel's id such as C0123ABCD."),
                row(grant("id: two, command: up, targets: [web], groups: [dev]"), 8, 5, "The key approval is missing."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: some"),
                        8,
                        69,
                        "approval must be none, or all_of or any_of with groups."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: {any_of: []}"),
                        8,
                        78,
                        "any_of must be a list with at least one item."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: {}"),
                        8,
                        69,
                        "approval needs all_of, any_of or both."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: {any_of: [{group: a}]}"),
                        8,
                        78,
                        "any_of needs at least two groups."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev],\n     approval: {all_of: [{group: a}], any_of: [{group: a}, {group: b}]}"),
                        9,
                        56,
                        "The group a is listed twice; raise its count instead."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: none,\n     require: {ticket: \"(\"}"),
                        9,
                        24,
                        "The pattern is none of RE2: missing closing )."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: none,\n     bind: cluster"),
                        9,
                        12,
                        "cluster is not one of revision, task."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: none,\n     times: {}"),
                        9,
                        13,
                        "The key zone is missing.",
                        "times needs weekly, periods or both."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: none,\n     times: {zone: Mars, weekly: [Mon 08:00-17:00]}"),
                        9,
                        20,
                        "Mars is not a time zone such as Europe/Vienna or UTC."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: none,\n     times: {zone: UTC, weekly: [Mon-Fri 8-17]}"),
                        9,
                        34,
                        "Mon-Fri 8-17 is not of the form Mon-Fri 08:00-17:00."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: none,\n     times: {zone: UTC, periods: [\"2026-02-30T00:00/2026-03-01T00:00\"]}"),
                        9,
                        35,
                        "2026-02-30T00:00/2026-03-01T00:00 is not a period such as 2026-12-20T18:00/2027-01-06T08:00."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: none,\n     times: {zone: UTC, periods: [\"2026-03-02T00:00/2026-03-02T00:00\"]}"),
                        9,
                        35,
                        "2026-03-02T00:00/2026-03-02T00:00 is not a period such as 2026-12-20T18:00/2027-01-06T08:00."),
                row(
                        command("{summary: s, argv: [x], effect: read, max_output: 64KB}"),
                        4,
                        55,
                        "max_output must be a size from 1KiB to 1024MiB, such as 64KiB."),
                row(
                        parameter("{type: text, max_length: 10, alphabet: \"z-a\"}"),
                        5,
                        57,
                        "An alphabet lists characters and ranges such as a-z, a dash at its very end."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: {all_of: [{count: 1}]}"),
                        8,
                        79,
                        "The key group is missing."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: {all_of: [{group: a, count: 0}]}"),
                        8,
                        97,
                        "count must be a whole number from 1 to 10."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: {all_of: [{group: a}, {group: a}]}"),
                        8,
                        99,
                        "The group a is listed twice; raise its count instead."),
                row(
                        grant("id: two, command: down, targets: [web], groups: [dev], approval: none"),
                        8,
                        71,
                        "Only commands with effect read may run without approval, and down is write."),
                row(
                        grant("id: two, command: loose, targets: [web], groups: [dev], approval: none"),
                        8,
                        72,
                        "A command with a leading_dash parameter may not run without approval, and loose has one."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: none, expires: 5h"),
                        8,
                        84,
                        "expires must be a length of time from 1m to 4h, written like 90s, 10m or 1h."),
                row(
                        grant("id: two, command: up, targets: [web], groups: [dev], approval: none, start_within: 2h"),
                        8,
                        89,
                        "start_within must be a length of time from 1m to 1h, written like 90s, 10m or 1h."),
                row(
                        grant(
                                "id: two, command: up, targets: [web], groups: [dev], approval: none, require: {tickets: x}"),
                        8,
                        85,
                        "There is no key tickets here. Did you mean ticket?"),
                row(
                        BASE + "denies:\n  - {id: no}",
                        9,
                        5,
                        "A deny needs one of programs, targets, groups, people, channels, times; targets: [\"*\"] is everything."),
                row(BASE + "denies:\n  - {id: one, programs: [x]}", 9, 10, "The id one is already used on line 7."),
                row(
                        BASE + "denies:\n  - {id: no, program: [x], targets: [web]}",
                        9,
                        14,
                        "There is no key program here. Did you mean programs?"));
    }

    @Test
    void a_pattern_of_just_the_size_that_can_be_matched_in_time_is_read() {
        assertThat(Policy.read(parameter("{type: pattern, pattern: \"a{348}\"}"), "p"))
                .isInstanceOf(PolicyReading.Read.class);
    }

    @Test
    void a_command_has_at_most_a_hundred_arguments() {
        assertThat(Policy.read(command("{summary: s, effect: read, argv: [x" + ", y".repeat(99) + "]}"), "p"))
                .isInstanceOf(PolicyReading.Read.class);
        assertThat(Policy.read(command("{summary: s, effect: read, argv: [x" + ", y".repeat(100) + "]}"), "p"))
                .isEqualTo(new PolicyReading.Broken(
                        "p", List.of(new PolicyProblem(4, 339, "A command has at most 100 arguments."))));
    }

    @Test
    void an_argument_holds_every_printable_character_and_no_other() {
        assertThat(Policy.read(command("{summary: s, argv: [x, \" ~\"], effect: read}"), "p"))
                .isInstanceOf(PolicyReading.Read.class);
        assertThat(Stream.of("\\x1f", "\\x7f", "\\u0080")
                        .map(code -> command("{summary: s, argv: [x, \"" + code + "\"], effect: read}")))
                .allSatisfy(text -> assertThat(Policy.read(text, "p")).isInstanceOf(PolicyReading.Broken.class));
    }

    private static String grant(String keys) {
        return BASE + "  - {" + keys + "}";
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void a_mistake_is_told_where_it_stands(String text, int line, int column, List<String> messages) {
        assertThat(Policy.read(text, "policy.yml")).isInstanceOfSatisfying(PolicyReading.Broken.class, broken -> {
            assertThat(broken.problems()).extracting(PolicyProblem::message).isEqualTo(messages);
            assertThat(broken.problems().getFirst()).isEqualTo(new PolicyProblem(line, column, messages.getFirst()));
            assertThat(broken.name()).isEqualTo("policy.yml");
        });
    }

    @Test
    void the_file_the_mistakes_are_made_in_is_right_itself() {
        assertThat(Policy.read(BASE, "p")).isInstanceOf(PolicyReading.Read.class);
        assertThat(Policy.read(command("{summary: s, argv: [x], effect: read}"), "p"))
                .isInstanceOf(PolicyReading.Read.class);
        assertThat(Policy.read(parameter("{type: enum, values: [a]}"), "p")).isInstanceOf(PolicyReading.Read.class);
    }

    @Test
    void all_mistakes_are_told_at_once_in_the_order_of_their_places() {
        var text = """
                version: 3
                commands:
                  a: {summary: s, argv: [x], effect: wrong}
                grants:
                  - {id: g, command: b, targets: [web], groups: [dev], approval: none}
                typo: 1
                """;
        assertThat(Policy.read(text, "p"))
                .isInstanceOfSatisfying(
                        PolicyReading.Broken.class,
                        broken -> assertThat(broken.problems())
                                .extracting(PolicyProblem::line)
                                .containsExactly(1, 3, 5, 6));
    }

    @Test
    void a_grant_of_a_broken_command_is_no_second_mistake() {
        var text = """
                version: 1
                commands:
                  a: {summary: s, argv: [x], effect: wrong}
                grants:
                  - {id: g, command: a, targets: [web], groups: [dev], approval: none}
                """;
        assertThat(Policy.read(text, "p"))
                .isInstanceOfSatisfying(
                        PolicyReading.Broken.class,
                        broken -> assertThat(broken.problems()).hasSize(1));
    }

    @Test
    void a_problem_reads_as_a_sentence() {
        assertThat(new PolicyProblem(3, 7, "It is wrong.")).hasToString("line 3, column 7: It is wrong.");
    }

    private static Arguments row(String text, int line, int column, String... messages) {
        return Arguments.of(text, line, column, List.of(messages));
    }
}
