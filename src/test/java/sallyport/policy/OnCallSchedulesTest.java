package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Person;

/** Who is on call at a moment. Times are Vienna's, moments are UTC. */
class OnCallSchedulesTest {
    private static final String WEEKLY = "rotation: { start: 2026-03-02T08:00, length: 7d, people: [U1, U2, U3] }";

    private static OnCallSchedules read(String plan) {
        var text = "version: 1\nschedules:\n  sre-call: { zone: Europe/Vienna, " + plan + " }\n";
        return switch (OnCallSchedules.read(text, Set.of("T1"), Set.of())) {
            case OnCallReading.Read(var schedules) -> schedules;
            case OnCallReading.Broken broken -> throw new AssertionError(broken);
        };
    }

    /** User ids in alphabetical order, or {@code -}. */
    private static String onCall(String plan, String at) {
        var people = read(plan).at(Instant.parse(at));
        assertThat(people).containsOnlyKeys("sre-call");
        var ids = people.values().stream()
                .flatMap(Set::stream)
                .map(Person::userId)
                .sorted()
                .collect(Collectors.joining(" "));
        return ids.isEmpty() ? "-" : ids;
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-03-02T06:59:59.999999999Z, -",
        "2026-03-02T07:00:00Z, U1",
        "2026-03-02T07:00:00.000000001Z, U1",
        "2026-03-02T11:00:00Z, U1",
        "2026-03-02T15:59:59Z, U1",
        "2026-03-02T15:59:59.999999999Z, U1",
        "2026-03-02T16:00:00Z, -",
        "2026-03-02T16:00:01Z, -",
        "2026-03-03T11:00:00Z, -"
    })
    void a_shift_begins_with_its_first_moment_and_is_over_with_its_last(String at, String people) {
        assertThat(onCall("shifts: [{ from: 2026-03-02T08:00, until: 2026-03-02T17:00, people: [U1] }]", at))
                .isEqualTo(people);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-03-02T08:59:59Z, U1 U2",
        "2026-03-02T09:00:00Z, U1 U2 U3",
        "2026-03-02T09:59:59.999Z, U1 U2 U3",
        "2026-03-02T10:00:00Z, U3",
        "2026-03-02T11:00:00Z, -",
        "2026-03-02T11:59:59.999999999Z, -",
        "2026-03-02T12:00:00Z, U1"
    })
    void where_shifts_overlap_all_are_on_call_and_in_a_gap_nobody_is(String at, String people) {
        assertThat(onCall(
                        "shifts: [{ from: 2026-03-02T09:00, until: 2026-03-02T11:00, people: [U1, U2] },"
                                + " { from: 2026-03-02T10:00, until: 2026-03-02T12:00, people: [U3] },"
                                + " { from: 2026-03-02T13:00, until: 2026-03-02T14:00, people: [U1] }]",
                        at))
                .isEqualTo(people);
    }

    @Test
    void times_may_have_seconds() {
        var plan = "shifts: [{ from: 2026-03-02T08:00:10, until: 2026-03-02T08:00:11, people: [U1] }]";
        assertThat(onCall(plan, "2026-03-02T07:00:09.999Z")).isEqualTo("-");
        assertThat(onCall(plan, "2026-03-02T07:00:10.999Z")).isEqualTo("U1");
        assertThat(onCall(plan, "2026-03-02T07:00:11Z")).isEqualTo("-");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-03-02T06:59:59.999999999Z, -",
        "2025-03-02T12:00:00Z, -",
        "2026-03-02T07:00:00Z, U1",
        "2026-03-09T06:59:59.999999999Z, U1",
        "2026-03-09T07:00:00Z, U2",
        "2026-03-16T06:59:59Z, U2",
        "2026-03-16T07:00:00Z, U3",
        "2026-03-23T06:59:59Z, U3",
        "2026-03-23T07:00:00Z, U1",
        "2036-03-01T12:00:00Z, U3"
    })
    void a_rotation_goes_round_without_end_and_has_nobody_before_its_start(String at, String person) {
        assertThat(onCall(WEEKLY, at)).isEqualTo(person);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-03-30T05:59:59.999999999Z, U1",
        "2026-03-30T06:00:00Z, U2",
        "2026-10-19T05:59:59Z, U3",
        "2026-10-19T06:00:00Z, U1",
        "2026-10-26T06:59:59Z, U1",
        "2026-10-26T07:00:00Z, U2"
    })
    void a_handover_keeps_its_time_of_day_through_summer_and_winter(String at, String person) {
        assertThat(onCall(WEEKLY, at)).isEqualTo(person);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-03-28T06:59:59Z, U2",
        "2026-03-28T07:00:00Z, U1",
        "2026-03-28T18:59:59Z, U1",
        "2026-03-28T19:00:00Z, U2",
        "2026-03-29T05:59:59Z, U2",
        "2026-03-29T06:00:00Z, U1",
        "2026-10-24T18:00:00Z, U2",
        "2026-10-25T06:59:59Z, U2",
        "2026-10-25T07:00:00Z, U1"
    })
    void turns_of_hours_are_counted_on_the_clocks_so_one_night_is_shorter_and_one_longer(String at, String person) {
        var plan = "rotation: { start: 2026-03-02T08:00, length: 12h, people: [U1, U2] }";
        assertThat(onCall(plan, at)).isEqualTo(person);
    }

    @ParameterizedTest(name = "from {0} until {1} at {2} -> {3}")
    @CsvSource({
        "2026-03-29T02:30, 2026-03-29T04:00, 2026-03-29T00:59:59.999999999Z, -",
        "2026-03-29T02:30, 2026-03-29T04:00, 2026-03-29T01:00:00Z, U1",
        "2026-03-29T02:30, 2026-03-29T04:00, 2026-03-29T01:59:59Z, U1",
        "2026-03-29T02:30, 2026-03-29T04:00, 2026-03-29T02:00:00Z, -",
        "2026-03-29T01:00, 2026-03-29T02:30, 2026-03-29T00:59:59.999999999Z, U1",
        "2026-03-29T01:00, 2026-03-29T02:30, 2026-03-29T01:00:00Z, -",
        "2026-03-29T02:30, 2026-03-29T03:15, 2026-03-29T01:14:59Z, U1",
        "2026-03-29T02:30, 2026-03-29T03:15, 2026-03-29T01:15:00Z, -",
        "2026-03-29T02:00, 2026-03-29T03:00, 2026-03-29T00:59:59.999999999Z, -",
        "2026-03-29T02:00, 2026-03-29T03:00, 2026-03-29T01:00:00Z, -"
    })
    void a_time_that_summer_time_skips_is_the_moment_of_the_jump(String from, String until, String at, String people) {
        assertThat(onCall("shifts: [{ from: " + from + ", until: " + until + ", people: [U1] }]", at))
                .isEqualTo(people);
    }

    @ParameterizedTest(name = "from {0} until {1} at {2} -> {3}")
    @CsvSource({
        "2026-10-25T02:30, 2026-10-25T04:00, 2026-10-25T00:29:59.999999999Z, -",
        "2026-10-25T02:30, 2026-10-25T04:00, 2026-10-25T00:30:00Z, U1",
        "2026-10-25T02:30, 2026-10-25T04:00, 2026-10-25T01:10:00Z, U1",
        "2026-10-25T02:30, 2026-10-25T04:00, 2026-10-25T02:59:59Z, U1",
        "2026-10-25T02:30, 2026-10-25T04:00, 2026-10-25T03:00:00Z, -",
        "2026-10-25T01:00, 2026-10-25T02:30, 2026-10-25T00:29:59Z, U1",
        "2026-10-25T01:00, 2026-10-25T02:30, 2026-10-25T00:30:00Z, -",
        "2026-10-25T01:00, 2026-10-25T02:30, 2026-10-25T01:10:00Z, -",
        "2026-10-25T02:00, 2026-10-25T03:00, 2026-10-25T00:00:00Z, U1",
        "2026-10-25T02:00, 2026-10-25T03:00, 2026-10-25T01:59:59Z, U1",
        "2026-10-25T02:00, 2026-10-25T03:00, 2026-10-25T02:00:00Z, -"
    })
    void of_a_time_that_clocks_show_twice_the_first_counts(String from, String until, String at, String people) {
        assertThat(onCall("shifts: [{ from: " + from + ", until: " + until + ", people: [U1] }]", at))
                .isEqualTo(people);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-10-25T00:29:59Z, U2",
        "2026-10-25T00:30:00Z, U1",
        "2026-10-25T00:59:59Z, U1",
        "2026-10-25T01:00:00Z, U1",
        "2026-10-25T01:29:59Z, U1",
        "2026-10-25T01:30:00Z, U1",
        "2026-10-26T01:29:59Z, U1",
        "2026-10-26T01:30:00Z, U2"
    })
    void a_handover_in_the_repeated_hour_happens_once(String at, String person) {
        var plan = "rotation: { start: 2026-10-23T02:30, length: 1d, people: [U1, U2] }";
        assertThat(onCall(plan, at)).isEqualTo(person);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-10-25T00:29:59Z, -",
        "2026-10-25T00:30:00Z, U1",
        "2026-10-25T01:10:00Z, U1",
        "2026-10-25T02:29:59Z, U1",
        "2026-10-25T02:30:00Z, U2",
        "2026-10-25T03:30:00Z, U3"
    })
    void a_rotation_may_begin_in_the_repeated_hour(String at, String person) {
        var plan = "rotation: { start: 2026-10-25T02:30, length: 1h, people: [U1, U2, U3] }";
        assertThat(onCall(plan, at)).isEqualTo(person);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-10-25T00:00:00Z, U2",
        "2026-10-25T00:59:59Z, U2",
        "2026-10-25T01:59:59Z, U2",
        "2026-10-25T02:00:00Z, U3",
        "2026-03-29T00:59:59.999999999Z, U1",
        "2026-03-29T01:00:00Z, U3",
        "2026-03-29T02:00:00Z, U1"
    })
    void an_hourly_turn_that_is_skipped_is_lost_and_one_that_is_repeated_is_twice_as_long(String at, String person) {
        var plan = "rotation: { start: 2026-%s-01:00, length: 1h, people: [U1, U2, U3] }"
                .formatted(at.substring(5, 10))
                .replace("-01:00", "T01:00");
        assertThat(onCall(plan, at)).isEqualTo(person);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"2026-03-02T06:00:00Z, -", "2026-03-02T11:00:00Z, U1 U9", "2026-03-02T12:00:00Z, U1"})
    void a_shift_adds_to_the_rotation(String at, String people) {
        var plan = WEEKLY + ", shifts: [{ from: 2026-03-02T12:00, until: 2026-03-02T13:00, people: [U9] }]";
        assertThat(onCall(plan, at)).isEqualTo(people);
    }

    @Test
    void everybody_who_is_ever_on_call_is_known() {
        var plan = WEEKLY + ", shifts: [{ from: 2026-03-02T12:00, until: 2026-03-02T13:00, people: [U9] }]";
        assertThat(read(plan).everybody())
                .containsOnlyKeys("sre-call")
                .containsEntry(
                        "sre-call",
                        Set.of(
                                new Person("T1", "U1"),
                                new Person("T1", "U2"),
                                new Person("T1", "U3"),
                                new Person("T1", "U9")));
    }

    @Test
    void a_member_is_on_call_in_each_workspace() {
        var text = "version: 1\nschedules: { a: { zone: UTC, rotation: { start: 2026-01-01T00:00, length: 1h,"
                + " people: [U1] } } }\n";
        var schedules = ((OnCallReading.Read) OnCallSchedules.read(text, Set.of("T1", "T2"), Set.of())).schedules();
        assertThat(schedules.at(Instant.parse("2026-01-01T00:00:00Z")))
                .containsEntry("a", Set.of(new Person("T1", "U1"), new Person("T2", "U1")));
    }

    @Test
    void a_text_has_a_version_of_its_own() {
        var one = read(WEEKLY);
        var other = read(WEEKLY.replace("7d", "8d"));
        assertThat(one.text()).startsWith("version: 1\n");
        assertThat(one.version()).hasSize(64).isEqualTo(read(WEEKLY).version()).isNotEqualTo(other.version());
        assertThat(OnCallSchedules.none().version())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(OnCallSchedules.none().schedules()).isEmpty();
        assertThat(OnCallSchedules.none().text()).isEmpty();
        assertThat(one.schedules()).containsExactly("sre-call");
    }
}
