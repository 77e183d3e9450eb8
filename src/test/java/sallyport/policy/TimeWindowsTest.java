package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Argv;

class TimeWindowsTest {
    private static Decision decide(String times, String at) {
        var policy = policy("""
                version: 1
                commands:
                  kernel: { summary: s, argv: [uname], effect: read }
                grants:
                  - { id: one, command: kernel, targets: [web], groups: [dev], approval: none, times: %s }
                """.formatted(times));
        return policy.decide(ask(at));
    }

    private static CommandAsk ask(String at) {
        return new CommandAsk(ADA, Set.of("dev"), OPS, WEB, Optional.empty(), Argv.of("uname"), Instant.parse(at));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T06:59:59Z, false",
        "2026-03-02T07:00:00Z, true",
        "2026-03-02T15:59:59.999Z, true",
        "2026-03-02T16:00:00Z, false",
        "2026-03-06T12:00:00Z, true",
        "2026-03-07T12:00:00Z, false",
        "2026-03-08T12:00:00Z, false",
        "2026-07-06T05:59:00Z, false",
        "2026-07-06T06:00:00Z, true"
    })
    void working_hours_are_those_of_the_place(String at, boolean allowed) {
        var decision = decide("{ zone: Europe/Vienna, weekly: [Mon-Fri 08:00-17:00] }", at);
        assertThat(decision instanceof Decision.Allowed).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06T21:59:00Z, false",
        "2026-03-06T22:00:00Z, true",
        "2026-03-07T05:59:00Z, true",
        "2026-03-07T06:00:00Z, false",
        "2026-03-07T22:30:00Z, false",
        "2026-03-06T05:00:00Z, false"
    })
    void a_window_over_midnight_belongs_to_the_day_it_begins_on(String at, boolean allowed) {
        var decision = decide("{ zone: UTC, weekly: [Fri 22:00-06:00] }", at);
        assertThat(decision instanceof Decision.Allowed).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "Sat-Mon, 2026-03-07, true",
        "Sat-Mon, 2026-03-08, true",
        "Sat-Mon, 2026-03-09, true",
        "Sat-Mon, 2026-03-10, false",
        "Sat-Mon, 2026-03-06, false",
        "Sun, 2026-03-08, true",
        "Sun, 2026-03-07, false"
    })
    void days_may_run_over_the_end_of_the_week(String days, String date, boolean allowed) {
        var decision = decide("{ zone: UTC, weekly: [" + days + " 00:00-24:00] }", date + "T23:59:59Z");
        assertThat(decision instanceof Decision.Allowed).isEqualTo(allowed);
    }

    @Test
    void the_hour_that_summer_time_repeats_counts_twice() {
        var times = "{ zone: Europe/Vienna, weekly: [Sun 02:00-03:00] }";
        assertThat(List.of("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"))
                .allMatch(at -> decide(times, at) instanceof Decision.Allowed);
        assertThat(decide(times, "2026-10-25T02:30:00Z")).isInstanceOf(Decision.Denied.class);
        assertThat(decide(times, "2026-03-29T01:00:00Z")).isInstanceOf(Decision.Denied.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-20T16:59:00Z, false",
        "2026-12-20T17:00:00Z, true",
        "2027-01-06T06:59:00Z, true",
        "2027-01-06T07:00:00Z, false"
    })
    void a_period_begins_and_ends_once(String at, boolean allowed) {
        var decision = decide("{ zone: Europe/Vienna, periods: [\"2026-12-20T18:00/2027-01-06T08:00\"] }", at);
        assertThat(decision instanceof Decision.Allowed).isEqualTo(allowed);
    }

    @Test
    void outside_the_refusal_says_when_it_holds_and_what_time_it_is_there() {
        var decision = decide(
                "{ zone: Europe/Vienna, weekly: [Mon-Fri 08:00-17:00], periods: [\"2026-12-20T18:00/2027-01-06T08:00\"] }",
                "2026-03-07T12:34:56Z");
        assertThat(((Decision.Denied) decision).reasons())
                .containsExactly(new Reason(
                        "one",
                        Reason.Kind.TIME,
                        "it holds Mon-Fri 08:00-17:00, 2026-12-20T18:00/2027-01-06T08:00 in Europe/Vienna only, where it"
                                + " is Sat 13:34"));
    }

    @Test
    void a_deny_forbids_in_its_time_only() {
        var policy = policy("""
                version: 1
                commands:
                  kernel: { summary: s, argv: [uname], effect: read }
                grants:
                  - { id: one, command: kernel, targets: [web], groups: [dev], approval: none }
                denies:
                  - { id: holidays, times: { zone: UTC, periods: ["2026-12-24T00:00/2026-12-27T00:00"] } }
                """);
        assertThat(policy.decide(ask("2026-12-23T23:59:59Z"))).isInstanceOf(Decision.Allowed.class);
        assertThat(policy.decide(ask("2026-12-24T00:00:00Z"))).isInstanceOf(Decision.Denied.class);
        assertThat(policy.decide(ask("2026-12-27T00:00:00Z"))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void what_one_may_run_depends_on_the_time() {
        var policy = policy("""
                version: 1
                commands:
                  kernel: { summary: s, argv: [uname], effect: read }
                grants:
                  - id: one
                    command: kernel
                    targets: [web]
                    groups: [dev]
                    approval: none
                    times: { zone: UTC, weekly: [Mon 08:00-17:00] }
                """);
        var monday = PolicyFixture.NOON;
        assertThat(policy.allowed(ADA, Set.of("dev"), OPS, WEB, monday)).hasSize(1);
        assertThat(policy.allowed(ADA, Set.of("dev"), OPS, WEB, monday.plusSeconds(24 * 3600)))
                .isEmpty();
    }
}
