package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.watch.Looked;
import sallyport.watch.ServiceRoll;
import sallyport.watch.ServiceState;
import sallyport.watch.TaskState;

/** When owners are told which of their services have ECS Exec on, and what. */
class ExecReportsTest {
    private static final ChannelId OWNERS = new ChannelId("C7");
    private static final ChannelId OTHERS = new ChannelId("C8");
    private static final ChannelId CLUSTER = new ChannelId("C9");
    private static final Instant MONDAY = Instant.parse("2026-11-30T09:00:00Z");

    private final Office office = new Office();
    private final Map<String, Looked<ServiceState>> states = new HashMap<>();
    private final Map<Alias, Boolean> inCluster = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Instant now = MONDAY;
    private ExecReports reports = process("first");

    @AfterEach
    void close() {
        reports.close();
        office.close();
    }

    private ExecReports process(String replica) {
        var aliases = new Aliases(List.of(
                alias("web", Optional.of(OWNERS)),
                alias("worker", Optional.of(OWNERS)),
                alias("shop", Optional.of(OTHERS)),
                alias("stray", Optional.empty()),
                new Alias(
                        "demo", "123456789012", "eu-central-1", "demo", "*", Optional.empty(), Optional.of(CLUSTER))));
        return new ExecReports(
                office.slack,
                alias -> states.getOrDefault(alias.name(), found(alias.name(), false)),
                cluster -> new ServiceRoll(
                        inCluster.entrySet().stream()
                                .filter(place -> place.getKey().wholeCluster().equals(Optional.of(cluster.name())))
                                .map(place -> entry(place.getKey(), place.getValue()))
                                .toList(),
                        notes),
                office.ledger,
                aliases,
                replica,
                () -> now);
    }

    private void restart() {
        reports.close();
        reports = process("after " + now);
    }

    private static Alias alias(String name, Optional<ChannelId> owners) {
        return new Alias(name, "123456789012", "eu-central-1", "prod", "api-" + name, Optional.empty(), owners);
    }

    private static Looked<ServiceState> found(String name, boolean on, TaskState... tasks) {
        return new Looked.Found<>(new ServiceState(
                name,
                "prod",
                "api-" + name,
                "ACTIVE",
                2,
                2,
                0,
                "web:42",
                "FARGATE",
                on,
                List.of(),
                List.of(),
                List.of(tasks)));
    }

    private static TaskState task(String status, boolean exec, String startedAt) {
        return new TaskState(
                "arn:aws:ecs:eu-central-1:123456789012:task/prod/0011",
                status,
                status,
                "HEALTHY",
                "web:42",
                "eu-central-1a",
                exec,
                Optional.empty(),
                Optional.of(Instant.parse(startedAt)),
                Optional.empty(),
                "",
                "",
                List.of());
    }

    private void turnOn(String name) {
        states.put(name, found(name, true));
    }

    private List<StubSlack.Call> told() {
        return office.stub.calls("chat.postMessage");
    }

    private String newest() {
        return told().getLast().blocks().toString();
    }

    @Test
    void row_26_each_owner_channel_is_told_which_of_its_services_have_exec_on_and_how_to_turn_it_off() {
        turnOn("web");
        turnOn("shop");
        turnOn("stray");

        reports.look();

        assertThat(told()).extracting(call -> call.value("channel")).containsExactlyInAnyOrder("C7", "C8");
        var owners = told().stream()
                .filter(call -> call.value("channel").equals("C7"))
                .findFirst()
                .orElseThrow();
        assertThat(owners.blocks().toString())
                .contains("*ECS Exec is on* for 1 service owned here", "`web` · service `prod/api-web` · on")
                .contains("aws ecs update-service --region eu-central-1 --cluster prod --service api-web"
                        + " --disable-execute-command")
                .contains("never used through Sallyport")
                .doesNotContain("worker", "shop", "stray");
    }

    @Test
    void services_of_a_whole_cluster_that_have_it_on_are_told_to_its_owners() {
        place("demo/api", true);
        place("demo/cron", false);
        states.put("demo/cron", found("cron", false, task("RUNNING", true, "2026-11-20T08:00:00Z")));
        place("other/api", true);
        reports.look();
        assertThat(told()).singleElement().satisfies(call -> {
            assertThat(call.value("channel")).isEqualTo("C9");
            assertThat(call.blocks().toString())
                    .contains("for 1 service owned here", "`demo/api` · service `demo/api` · on", "--service api ")
                    .doesNotContain("cron", "other/api");
        });
    }

    @Test
    void a_cluster_that_cannot_be_listed_is_looked_at_again_and_one_without_exec_is_not() {
        notes.add("AWS denied ecs:ListServices.");
        reports.look();
        place("demo/api", true);
        reports.look();
        assertThat(newest()).contains("Not looked at: AWS denied ecs:ListServices");
        assertThat(told()).hasSize(1);
    }

    private void place(String name, boolean on) {
        int slash = name.indexOf('/');
        var place = new Alias(
                name,
                "123456789012",
                "eu-central-1",
                name.substring(0, slash),
                name.substring(slash + 1),
                Optional.empty(),
                Optional.of(CLUSTER),
                Optional.of(name.substring(0, slash)));
        inCluster.put(place, on);
        states.put(
                name,
                new Looked.Found<>(new ServiceState(
                        name,
                        place.cluster(),
                        place.service(),
                        "ACTIVE",
                        1,
                        1,
                        0,
                        "api:1",
                        "FARGATE",
                        on,
                        List.of(),
                        List.of(),
                        List.of())));
    }

    private static ServiceRoll.Entry entry(Alias place, boolean on) {
        return new ServiceRoll.Entry(
                place,
                Optional.of(new ServiceRoll.State("ACTIVE", 1, 1, 0, on, "api:1", "COMPLETED", Optional.empty())));
    }

    @Test
    void since_when_is_told_as_far_as_running_tasks_show_it() {
        states.put(
                "web",
                found(
                        "web",
                        true,
                        task("RUNNING", true, "2026-11-20T08:00:00Z"),
                        task("RUNNING", true, "2026-11-10T08:00:00Z"),
                        task("RUNNING", false, "2026-10-01T08:00:00Z"),
                        task("STOPPED", true, "2026-09-01T08:00:00Z")));
        reports.look();
        assertThat(newest())
                .contains("on, at least since <!date^"
                        + Instant.parse("2026-11-10T08:00:00Z").getEpochSecond());
    }

    @Test
    void tasks_that_kept_it_after_it_was_turned_off_are_told_and_need_no_command() {
        states.put("web", found("web", false, task("RUNNING", true, "2026-11-20T08:00:00Z")));
        reports.look();
        assertThat(newest())
                .contains("off for new tasks, and still on in 1 running task")
                .doesNotContain("--disable-execute-command");
    }

    @Test
    void who_used_it_last_comes_from_the_ledger_and_counts_only_what_ran() {
        turnOn("web");
        office.approveSecond(Requests.TARGET);
        office.running();
        office.end(Requests.ID, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW.plusSeconds(5)));

        reports.look();

        assertThat(newest())
                .contains("last used by <@U0ROBIN> <!date^"
                        + Requests.NOW.plusSeconds(5).getEpochSecond())
                .contains("`r0123456789ab`")
                .doesNotContain("U0SAM");
    }

    @Test
    void it_is_told_once_a_week_over_all_replicas_and_restarts() {
        turnOn("web");
        try (var other = process("second")) {
            reports.look();
            other.look();
            reports.look();
            for (int day = 0; day < 6; day++) {
                now = now.plus(Duration.ofDays(1));
                restart();
                reports.look();
                other.look();
            }
            now = MONDAY.plus(Duration.ofDays(7)).minusMillis(1);
            reports.look();
            assertThat(told()).hasSize(1);

            now = MONDAY.plus(Duration.ofDays(7));
            other.look();
            reports.look();
            assertThat(told()).hasSize(2);
        }
    }

    @Test
    void who_was_away_on_monday_tells_it_when_they_are_back_and_on_time_the_week_after() {
        turnOn("web");
        now = MONDAY.plus(Duration.ofDays(3));
        reports.look();
        assertThat(told()).hasSize(1);
        now = MONDAY.plus(Duration.ofDays(7));
        reports.look();
        assertThat(told()).hasSize(2);
    }

    @Test
    void a_channel_whose_services_all_have_it_off_is_not_told_anything_and_not_asked_about_before_the_next_week() {
        reports.look();
        turnOn("web");
        reports.look();
        restart();
        reports.look();
        assertThat(told()).isEmpty();
        now = MONDAY.plus(Duration.ofDays(7));
        reports.look();
        assertThat(told()).hasSize(1);
    }

    @Test
    void what_slack_did_not_take_is_told_by_whoever_looks_next() {
        turnOn("web");
        office.stub.fail("chat.postMessage", "internal_error");
        reports.look();
        restart();
        reports.look();
        assertThat(told()).hasSize(2);
        reports.look();
        assertThat(told()).hasSize(2);
    }

    @Test
    void a_channel_that_cannot_be_told_is_left_alone_for_the_week() {
        turnOn("web");
        office.stub.fail("chat.postMessage", "not_in_channel");
        reports.look();
        restart();
        reports.look();
        assertThat(told()).hasSize(1);
    }

    @Test
    void what_could_not_be_looked_at_is_named_and_if_that_is_all_it_is_looked_at_again() {
        states.put("web", new Looked.Unavailable<>("AWS denied ecs:DescribeServices <!channel>."));
        states.put("worker", new Looked.Unavailable<>("AWS denied it."));
        reports.look();
        assertThat(told()).isEmpty();
        turnOn("worker");
        reports.look();
        assertThat(newest()).contains("Not looked at: web: AWS denied ecs:DescribeServices");
    }

    @Test
    void a_ledger_that_goes_away_after_the_post_does_not_have_it_told_again() {
        turnOn("web");
        office.stub.meanwhile("chat.postMessage", office.ledger::stopAnswering);
        reports.look();
        office.ledger.answerAgain();
        reports.look();
        restart();
        reports.look();
        assertThat(told()).hasSize(1);
    }

    @Test
    void a_long_list_is_cut_and_stays_below_what_slack_takes() {
        var use = new ExecUse(
                alias("w".repeat(60), Optional.of(OWNERS)), true, 1, Optional.of(now), Optional.empty(), false);
        var message = ExecReportMessage.of(Collections.nCopies(40, use), List.of("x".repeat(9_000)));
        var text = Requests.json(message.blocks());
        assertThat(text).contains("20 more have it on", "not used in the last 1,000 requests");
        assertThat(message.blocks()).hasSizeLessThan(50);
        assertThat(text.length()).isLessThan(16_000);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T08:59:59Z, 2026-11-30T09:00:00Z",
        "2026-11-30T09:00:00Z, 2026-12-07T09:00:00Z",
        "2026-12-06T23:59:59Z, 2026-12-07T09:00:00Z",
        "2026-12-28T10:00:00Z, 2027-01-04T09:00:00Z"
    })
    void a_report_is_due_on_mondays_at_nine(Instant now, Instant next) {
        assertThat(ExecReports.nextAfter(now)).isEqualTo(next);
    }
}
