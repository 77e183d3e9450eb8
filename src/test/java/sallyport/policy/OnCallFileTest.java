package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.yaml.YamlProblem;

/** What is refused in a file of schedules, and where. */
class OnCallFileTest {
    private static final String GOOD = """
            version: 1
            schedules:
              sre-call:
                zone: Europe/Vienna
                shifts:
                  - { from: 2026-03-02T08:00, until: 2026-03-09T08:00, people: [U1, W2] }
                rotation:
                  start: 2026-03-09T08:00
                  length: 7d
                  people: [U1, U2]
            """;

    private static List<String> problems(String text) {
        return switch (OnCallSchedules.read(text, Set.of("T1"), Set.of("dev", "admins"))) {
            case OnCallReading.Read _ -> List.of();
            case OnCallReading.Broken(var problems) ->
                problems.stream().map(YamlProblem::toString).toList();
        };
    }

    @Test
    void a_good_file_has_no_problems() {
        assertThat(problems(GOOD)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', textBlock = """
            version: 1 ¦ version: 2 ¦ line 1, column 10: Schedules of version 1 can be read here.
            version: 1 ¦ version: [1] ¦ line 1, column 10: Schedules of version 1 can be read here.
            version: 1 ¦ '' ¦ line 2, column 1: The key version is missing.
            schedules: ¦ schedule: ¦ line 1, column 1: The key schedules is missing.
            sre-call: ¦ SRE: ¦ line 3, column 3: SRE is not a name: use up to 64 of a-z, 0-9, - and _, a letter or digit first.
            sre-call: ¦ dev: ¦ line 3, column 3: dev is a group of the configuration already. Give the schedule another name.
            sre-call: ¦ admins: ¦ line 3, column 3: admins is a group of the configuration already. Give the schedule another name.
            Europe/Vienna ¦ Europe/Viena ¦ line 4, column 11: Europe/Viena is not a time zone such as Europe/Vienna or UTC. Did you mean Europe/Vienna?
            Europe/Vienna ¦ '"+02:00"' ¦ line 4, column 11: +02:00 is not a time zone such as Europe/Vienna or UTC.
            zone: ¦ zones: ¦ line 4, column 5: The key zone is missing.
            shifts: ¦ shift: ¦ line 5, column 5: There is no key shift here. Did you mean shifts?
            from: ¦ form: ¦ line 6, column 11: There is no key form here. Did you mean from?
            from: ¦ form: ¦ line 6, column 9: The key from is missing.
            until: ¦ till: ¦ line 6, column 9: The key until is missing.
            people: [U1, W2] ¦ by: U1 ¦ line 6, column 9: The key people is missing.
            from: 2026-03-02T08:00 ¦ from: 2026-03-02 ¦ line 6, column 17: from must be a time of the zone such as 2026-03-02T08:00.
            from: 2026-03-02T08:00 ¦ from: 2026-02-30T08:00 ¦ line 6, column 17: from must be a time of the zone such as 2026-03-02T08:00.
            from: 2026-03-02T08:00 ¦ from: 2026-03-02T08:00Z ¦ line 6, column 17: from must be a time of the zone such as 2026-03-02T08:00.
            from: 2026-03-02T08:00 ¦ from: 2026-03-02T08:00:00.5 ¦ line 6, column 17: from must be a time of the zone such as 2026-03-02T08:00.
            from: 2026-03-02T08:00 ¦ from: 2026-03-09T08:00 ¦ line 6, column 42: until must be later than from.
            from: 2026-03-02T08:00 ¦ from: 2026-03-10T08:00 ¦ line 6, column 42: until must be later than from.
            [U1, W2] ¦ [U1, ada] ¦ line 6, column 73: ada is not a member's id such as U0123ABCD.
            [U1, W2] ¦ [T1/U1] ¦ line 6, column 69: T1/U1 is not a member's id such as U0123ABCD.
            [U1, W2] ¦ [] ¦ line 6, column 68: people must be a list with at least one item.
            start: 2026-03-09T08:00 ¦ start: Monday ¦ line 8, column 14: start must be a time of the zone such as 2026-03-02T08:00.
            start: 2026 ¦ began: 2026 ¦ line 8, column 7: The key start is missing.
            length: 7d ¦ length: 7 ¦ line 9, column 15: length must be text, and 7 without quotes is none; write "7".
            length: 7d ¦ length: 0d ¦ line 9, column 15: length must be hours or days, such as 12h or 7d, at most 999 of them.
            length: 7d ¦ length: 90m ¦ line 9, column 15: length must be hours or days, such as 12h or 7d, at most 999 of them.
            length: 7d ¦ length: 1000h ¦ line 9, column 15: length must be hours or days, such as 12h or 7d, at most 999 of them.
            length: 7d ¦ lenght: 7d ¦ line 9, column 7: There is no key lenght here. Did you mean length?
            length: 7d ¦ lenght: 7d ¦ line 8, column 7: The key length is missing.
            [U1, U2] ¦ [U1, <@U2>] ¦ line 10, column 20: <@U2> is not a member's id such as U0123ABCD.
            people: [U1, U2] ¦ handover: 1 ¦ line 8, column 7: The key people is missing.
            """)
    void a_mistake_is_named_with_its_place_and_what_is_nearest(String from, String to, String says) {
        assertThat(GOOD).contains(from);
        assertThat(problems(GOOD.replace(from, to))).contains(says);
    }

    @Test
    void a_schedule_needs_a_plan() {
        assertThat(problems("version: 1\nschedules: { a: { zone: UTC } }\n"))
                .containsExactly("line 2, column 17: A schedule needs shifts, rotation or both.");
        assertThat(problems("version: 1\nschedules: { a: { zone: UTC, shifts: [] } }\n"))
                .containsExactly("line 2, column 38: shifts must be a list with at least one item.");
        assertThat(problems("version: 1\nschedules: { a: 1 }\n"))
                .containsExactly("line 2, column 17: Expected keys with values.");
    }

    @Test
    void either_plan_is_enough_and_the_longest_turn_is_nearly_three_years() {
        assertThat(problems(GOOD.replaceAll("(?s)    rotation:.*", ""))).isEmpty();
        assertThat(problems(GOOD.replaceAll("(?s)    shifts:.*    rotation:", "    rotation:")
                        .replace("7d", "999d")))
                .isEmpty();
    }

    @Test
    void all_mistakes_are_told_in_the_order_of_their_places() {
        assertThat(problems(GOOD.replace("version: 1", "version: 1\nname: x")
                        .replace("Vienna", "Vienn")
                        .replace("7d", "x")))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("line 2, column 1: There is no key name here."),
                        problem -> assertThat(problem).startsWith("line 5, column 11: Europe/Vienn is not"),
                        problem -> assertThat(problem).startsWith("line 10, column 15: length must be"));
    }

    @Test
    void what_is_no_yaml_is_told_once() {
        assertThat(problems("version: [1\n")).singleElement().asString().startsWith("line 2, column 1: ");
        assertThat(problems("- 1\n")).containsExactly("line 1, column 1: Expected keys with values.");
        assertThat(problems(GOOD + "  sre-call: { zone: UTC }\n"))
                .containsExactly("line 11, column 3: The key sre-call is already on line 3.");
    }
}
