package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Seen.NOW;
import static sallyport.watch.Seen.container;
import static sallyport.watch.Seen.described;
import static sallyport.watch.Seen.exited;
import static sallyport.watch.Seen.running;
import static sallyport.watch.Seen.said;
import static sallyport.watch.Seen.service;
import static sallyport.watch.Seen.stopped;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.watch.Fact;
import sallyport.watch.Rollout;
import sallyport.watch.Seen;
import sallyport.watch.ServiceDescription;
import sallyport.watch.TargetHealth;
import sallyport.watch.TaskState;
import tools.jackson.databind.json.JsonMapper;

class DescribeMessageTest {
    private static final String OTHER_IMAGE = "sha256:" + "b".repeat(64);

    @Test
    void a_service_that_is_well_takes_few_lines() {
        assertThat(lines(described(service(
                        List.of(running(1), running(2)), said(30, "(service web) has reached a steady state.")))))
                .containsExactly(
                        "Rollout: web:42 COMPLETED 1 h 56 min ago: ECS deployment ecs-svc/1 completed",
                        "Tasks: 2 RUNNING · 2 eu-west-1a",
                        "Last event: 30 min ago: (service web) has reached a steady state.");
    }

    @Test
    void everything_that_can_be_wrong_at_once_fits_into_a_dozen_lines() {
        var message = DescribeMessage.of(troubled(), NOW).message();

        assertThat(lines(troubled())).hasSizeLessThanOrEqualTo(DescribeMessage.MAX_LINES - 2);
        assertThat(message.blocks()).hasSize(3);
        assertThat(lines(troubled()))
                .anyMatch(line -> line.startsWith("[!] app runs 2 different images in one revision"))
                .anyMatch(line ->
                        line.startsWith("[!] Load balancer: web 1 healthy, 1 unhealthy (Target.ResponseCodeMismatch)"))
                .anyMatch(line -> line.startsWith("Stopped: 3 tasks, last 5 min ago: app exited with code 1"))
                .anyMatch(line -> line.contains("circuit breaker 2 of 3 failures"))
                .anyMatch(line -> line.contains("alarms triggered: web-5xx"))
                .anyMatch(line -> line.startsWith("[?] Not looked at: AWS denied"));
    }

    private static ServiceDescription troubled() {
        var tasks = List.of(
                running(1, container("app", Seen.WEB_IMAGE)),
                running(2, container("app", OTHER_IMAGE)),
                ended(5, 1),
                ended(6, 1),
                ended(7, 1),
                ended(8, 127),
                ended(9, 137));
        var rollout = new Rollout(
                "IN_PROGRESS",
                "SCALE_UP",
                "",
                "ROLLING",
                Optional.of(NOW.minusSeconds(60)),
                Optional.empty(),
                2,
                1,
                1,
                Optional.of(new Rollout.Breaker("MONITORING", 2, 3)),
                Optional.of(new Rollout.Alarms("TRIGGERED", List.of("web-5xx"), List.of("web-5xx"))),
                Optional.empty());
        return new ServiceDescription(
                service(tasks, said(1, "(service web) was unable to place a task.")),
                new Fact.Known<>(List.of(rollout)),
                new Fact.Known<>(List.of(
                        new TargetHealth("web", "10.0.0.1:80", Optional.of(Seen.id(1)), "healthy", "", ""),
                        new TargetHealth(
                                "web",
                                "10.0.0.2:80",
                                Optional.of(Seen.id(2)),
                                "unhealthy",
                                "Target.ResponseCodeMismatch",
                                "Health checks failed with these codes: [503]"))),
                new Fact.Missing<>("AWS denied ecs:DescribeTaskDefinition."));
    }

    private static TaskState ended(int minutesAgo, int code) {
        return stopped(minutesAgo, "EssentialContainerExited", "Essential container exited", exited("app", code, ""));
    }

    @Test
    void the_thread_has_every_task_with_its_containers_and_the_health_of_its_target() {
        var thread = thread(troubled());

        assertThat(thread)
                .contains("00000002  RUNNING  web:42  eu-west-1a  started 2 h ago  exec on"
                        + "  web unhealthy (Health checks failed with these codes: [503])")
                .contains("  app  RUNNING  web:1  sha256:bbbbbbbbbbbb  exec agent RUNNING");
    }

    @Test
    void the_thread_groups_what_stopped_by_its_reason_and_says_what_to_do() {
        assertThat(thread(troubled()))
                .contains("3 tasks stopped: app exited with code 1 of its own. Its last log lines usually say why.")
                .contains("  00000005  web:42  stopped 5 min ago, ran 1 h 55 min: app exit 1")
                .contains("1 task stopped: app did not run: its program was not found (exit code 127).");
    }

    @Test
    void a_container_that_may_stop_alone_is_marked() {
        var tasks = List.of(running(1, container("app", Seen.WEB_IMAGE), container("metrics", OTHER_IMAGE)));
        var description = new ServiceDescription(
                service(tasks),
                new Fact.Known<>(List.of()),
                new Fact.Known<>(List.of()),
                new Fact.Known<>(Set.of("metrics")));

        assertThat(thread(description).lines().filter(line -> line.contains("not essential")))
                .singleElement()
                .asString()
                .contains("metrics");
    }

    @Test
    void a_hundred_tasks_are_told_in_messages_that_slack_takes() {
        var tasks = IntStream.rangeClosed(1, 100)
                .mapToObj(number -> running(number, container("app", Seen.WEB_IMAGE), container("proxy", OTHER_IMAGE)))
                .toList();
        var answer = DescribeMessage.of(described(service(tasks)), NOW);

        assertThat(answer.replies()).hasSizeLessThanOrEqualTo(5).allSatisfy(reply -> {
            assertThat(reply.blocks())
                    .allSatisfy(block -> assertThat(text(block)).hasSizeLessThanOrEqualTo(3_000));
            assertThat(reply.blocks().stream()
                            .mapToInt(block -> text(block).length())
                            .sum())
                    .isLessThanOrEqualTo(ThreadPages.MAX_MESSAGE);
        });
        assertThat(thread(described(service(tasks))))
                .contains("00000001  RUNNING")
                .contains("00000064  RUNNING");
    }

    @Test
    void the_two_hundred_and_first_task_is_counted() {
        var tasks = IntStream.rangeClosed(1, DescribeThread.MAX_TASKS + 1)
                .mapToObj(number -> running(number))
                .toList();

        assertThat(thread(described(service(tasks)))).contains("1 more tasks are not shown");
        assertThat(thread(described(service(tasks.subList(0, DescribeThread.MAX_TASKS)))))
                .doesNotContain("more tasks are not shown");
    }

    @Test
    void words_of_strangers_neither_ping_nor_hide_nor_tell_secrets() {
        var hostile = "<!channel> \u202e<@U0APPROVER1> password=hunter22 " + "AKIAIOSFODNN7EXAMPLE";
        var tasks = List.of(stopped(1, "", hostile, exited("app<!here>", 1, hostile)));
        var answer = DescribeMessage.of(described(service(tasks, said(1, hostile))), NOW);

        assertThat(answer.message().text()).isEqualTo("State of a service");
        assertThat(answer.message().blocks().get(1).getType()).isEqualTo("rich_text");
        assertThat(answer.replies())
                .flatExtracting(SlackMessage::blocks)
                .allSatisfy(block -> assertThat(block.getType()).isEqualTo("rich_text"));
        assertThat(lines(described(service(tasks, said(1, hostile)))) + thread(described(service(tasks))))
                .doesNotContain("\u202e")
                .doesNotContain("hunter22")
                .doesNotContain("AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void one_task_is_told_with_what_stopped_it() {
        var message = TaskMessage.of(troubled(), "00000008", NOW);

        assertThat(json(message)).contains("its program was not found").contains("app  STOPPED exit 127");
    }

    @Test
    void a_beginning_that_fits_no_task_or_several_is_answered_with_what_to_type() {
        assertThat(json(TaskMessage.of(troubled(), "ffff", NOW))).contains("No task of web begins with ffff");
        assertThat(json(TaskMessage.of(troubled(), "0000000", NOW)))
                .contains("7 tasks of web begin with 0000000")
                .contains("Give more of the id");
    }

    private static List<String> lines(ServiceDescription description) {
        return text(DescribeMessage.of(description, NOW).message().blocks().get(1))
                .lines()
                .toList();
    }

    private static String thread(ServiceDescription description) {
        return DescribeMessage.of(description, NOW).replies().stream()
                .flatMap(reply -> reply.blocks().stream())
                .map(DescribeMessageTest::text)
                .collect(Collectors.joining("\n"));
    }

    private static String text(LayoutBlock block) {
        return JsonMapper.shared()
                .readTree(Requests.json(List.of(block)))
                .path(0)
                .path("elements")
                .path(0)
                .path("elements")
                .path(0)
                .path("text")
                .asString();
    }

    private static String json(SlackMessage message) {
        return Requests.json(message.blocks()).replace("\\u003d", "=");
    }
}
