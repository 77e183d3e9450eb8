package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.StartFailure;

class ReportTest {
    private static final Instant LATER = NOON.plusSeconds(86_400);
    private final Trail trail = new Trail(21);

    private List<ReportRow> rows() {
        return Report.of(trail.ledger, NOON, LATER);
    }

    @Test
    void a_run_is_one_row_from_asking_to_its_transcript() {
        var id = trail.run(new ExitStatus.Exited(3));
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.cells())
                        .containsEntry("request", id.value())
                        .containsEntry("asked_at", "2026-03-01T12:00:30Z")
                        .containsEntry("requester", "T1/U1")
                        .containsEntry("channel", "C1")
                        .containsEntry("command", "bin/rails db:migrate:status")
                        .containsEntry("reason", "nightly job is red")
                        .containsEntry("rule", "rails-status")
                        .containsEntry("policy_version", "a1b2c3")
                        .containsEntry("target", "web")
                        .containsEntry("account", "111122223333")
                        .containsEntry("region", "eu-central-1")
                        .containsEntry("cluster", "prod")
                        .containsEntry("service", "web")
                        .containsEntry("task_definition", "web:42")
                        .containsEntry("task", target().taskId())
                        .containsEntry("container", "app")
                        .containsEntry("image_digest", target().imageDigest())
                        .containsEntry(
                                "approved_by", "T1/U2 at 2026-03-01T12:00:31.500Z; T1/U3 at 2026-03-01T12:00:31.500Z")
                        .containsEntry("started_at", "2026-03-01T12:00:30Z")
                        .containsEntry("ended_at", "2026-03-01T12:00:32Z")
                        .containsEntry("outcome", "done")
                        .containsEntry("exit", "3")
                        .containsEntry("seconds", "2.000")
                        .containsEntry("output_bytes", "12")
                        .containsEntry("transcript_sha256", Chain.hash("transcript of " + id))
                        .containsEntry("denied_or_stopped_by", "")
                        .containsEntry("extended_by", ""));
    }

    @Test
    void what_did_not_happen_is_empty() {
        trail.denied();
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.cells())
                        .containsEntry("outcome", "denied")
                        .containsEntry("denied_or_stopped_by", "T1/U3 at 2026-03-01T12:00:30Z")
                        .containsEntry("approved_by", "T1/U2 at 2026-03-01T12:00:31.500Z")
                        .containsEntry("started_at", "")
                        .containsEntry("seconds", "")
                        .containsEntry("exit", "")
                        .containsEntry("output_bytes", ""));
    }

    @Test
    void an_unknown_exit_is_said_to_be_unknown_and_a_stop_names_who_asked() {
        var request = trail.asked();
        trail.approve(request, REVIEWER);
        trail.approve(request, OTHER_REVIEWER);
        trail.record(request, new Event.ClaimTaken("t", NOON));
        trail.record(request, new Event.SessionOpened("t", target(), "s", NOON));
        trail.record(request, new Event.StopAsked(Actor.component("shutdown"), true, NOON.plusSeconds(1)));
        assertThat(rows().getFirst().cells()).containsEntry("outcome", "open").containsEntry("ended_at", "");
        var end = new Phase.Done(new ExitStatus.Unknown(), NOON.plusMillis(61_042));
        trail.record(request, new Event.RunEnded("t", end, Optional.empty()));
        assertThat(rows().getFirst().cells())
                .containsEntry("exit", "unknown")
                .containsEntry("seconds", "61.042")
                .containsEntry("denied_or_stopped_by", "shutdown at 2026-03-01T12:00:01Z");
    }

    @Test
    void an_extension_names_who_let_it_run_on_and_until_when_and_the_story_verifies() {
        var request = trail.asked();
        trail.approve(request, REVIEWER);
        trail.approve(request, OTHER_REVIEWER);
        trail.record(request, new Event.ClaimTaken("t", NOON));
        trail.record(request, new Event.SessionOpened("t", target(), "s", NOON));
        var two = Duration.ofMinutes(2);
        trail.record(
                request, new Event.ExtensionAsked(REVIEWER, true, two, Optional.of("nearly"), NOON.plusSeconds(9)));
        var deadline = NOON.plus(request.deadline()).plus(two);
        trail.record(request, new Event.DeadlineReached("t", deadline, deadline));
        trail.record(request, new Event.RunEnded("t", new Phase.TimedOut(deadline), Optional.empty()));
        assertThat(rows().getFirst().cells())
                .containsEntry("outcome", "timed-out")
                .containsEntry("extended_by", "T1/U2 at 2026-03-01T12:00:09Z until 2026-03-01T12:07:00Z");
        var unsealed = new Evidence(List.of(), Optional.empty(), Optional.empty());
        assertThat(Trail.verify(trail.export(), unsealed).findings()).isEmpty();
    }

    @Test
    void a_request_that_found_no_target_has_a_row_too() {
        var request = request();
        trail.journal.file(request, "mark");
        var cause = new StartFailure(StartFailure.Kind.NO_SUCH_TARGET, "There is no such service.");
        trail.record(request, new Event.StartRefused(cause, Actor.component("resolver"), NOON));
        assertThat(rows().getFirst().cells())
                .containsEntry("outcome", "not-started")
                .containsEntry("target", "");
    }

    @Test
    void the_period_is_from_its_first_moment_to_before_its_last_and_rows_come_in_the_order_of_asking() {
        IntStream.range(0, 205).forEach(_ -> trail.asked());
        trail.installation.freeze(Actor.human(REVIEWER), "sale", NOON);
        var rows = rows();
        assertThat(rows).hasSize(205).extracting(ReportRow::askedAt).isSorted();
        assertThat(Report.of(trail.ledger, NOON.plusSeconds(30), NOON.plusSeconds(60)))
                .extracting(ReportRow::askedAt)
                .containsExactly(NOON.plusSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            plain        | "plain"
            say "hi", ok | "say ""hi"", ok"
            =1+1         | "'=1+1"
            +1           | "'+1"
            -1           | "'-1"
            @SUM(A1)     | "'@SUM(A1)"
            1=1          | "1=1"
            """)
    void cells_are_quoted_and_never_formulas(String cell, String csv) {
        var row = new ReportRow(NOON, Map.of("column", cell));
        assertThat(Report.csv(List.of(row))).isEqualTo("\"column\"\r\n" + csv + "\r\n");
    }

    @Test
    void a_cell_that_begins_with_a_tab_or_return_or_nothing_is_safe_too() {
        assertThat(Report.csv(List.of(new ReportRow(NOON, Map.of("c", "\t=1")))))
                .contains("\"'\t=1\"");
        assertThat(Report.csv(List.of(new ReportRow(NOON, Map.of("c", "\r=1")))))
                .contains("\"'\r=1\"");
        assertThat(Report.csv(List.of(new ReportRow(NOON, Map.of("c", ""))))).endsWith("\"\"\r\n");
        assertThat(Report.csv(List.of())).isEmpty();
    }

    @Test
    void columns_keep_their_order() {
        trail.denied();
        assertThat(Report.csv(rows()))
                .startsWith("\"request\",\"asked_at\",\"requester\",\"channel\",\"command\",\"reason\",\"rule\"");
    }
}
