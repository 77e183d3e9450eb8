package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.watch.KnownFrom;
import sallyport.watch.TaskGroup;

/** Messages of EventBridge, as whoever may send to the queue writes them. */
class TaskEventTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** From the ECS developer guide, "Task state change events", with the ids and the stop changed. */
    static final String STOPPED = """
            {"version":"0","id":"9bcdac79-b31f-4d3d-9410-fbd727c29fab","detail-type":"ECS Task State Change",
             "source":"aws.ecs","account":"111122223333","time":"2026-11-23T11:59:59Z","region":"eu-west-1",
             "resources":["arn:aws:ecs:eu-west-1:111122223333:task/prod/00000000000000000000000000000001"],
             "detail":{"availabilityZone":"eu-west-1a","clusterArn":"arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
               "containers":[{"containerArn":"arn:aws:ecs:eu-west-1:111122223333:container/cf159fd6","exitCode":137,
                 "lastStatus":"STOPPED","name":"app","image":"web:1","imageDigest":"sha256:aa","runtimeId":"r-1",
                 "reason":"OutOfMemoryError: Container killed due to memory usage","networkInterfaces":[]}],
               "createdAt":"2026-11-23T11:00:00.5Z","pullStartedAt":"2026-11-23T11:00:02Z",
               "pullStoppedAt":"2026-11-23T11:00:09Z","startedAt":"2026-11-23T11:00:10Z",
               "stoppingAt":"2026-11-23T11:59:40Z","executionStoppedAt":"2026-11-23T11:59:45Z",
               "stoppedAt":"2026-11-23T11:59:58Z","desiredStatus":"STOPPED","enableExecuteCommand":true,
               "group":"service:web","launchType":"FARGATE","lastStatus":"STOPPED",
               "stopCode":"EssentialContainerExited","stoppedReason":"Essential container in task exited",
               "taskArn":"arn:aws:ecs:eu-west-1:111122223333:task/prod/00000000000000000000000000000001",
               "taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42","version":7}}""";

    private final TaskEvent.Reader reader = new TaskEvent.Reader(group -> group.isInClusterOf(EcsFixture.WEB));

    @Test
    void a_stop_is_read_with_all_that_ecs_says_of_it() {
        var stopped = (TaskEvent.Stopped) reader.read(STOPPED, NOW);

        assertThat(stopped.task().group()).isEqualTo(TaskGroup.of(EcsFixture.WEB));
        var history = stopped.task().history();
        assertThat(history.knownFrom()).isEqualTo(new KnownFrom.TaskEvent(NOW));
        assertThat(history.task().revision()).isEqualTo("web:42");
        assertThat(history.task().createdAt()).contains(Instant.parse("2026-11-23T11:00:00.500Z"));
        assertThat(history.task().stopCode()).isEqualTo("EssentialContainerExited");
        assertThat(history.times().stoppingAt()).contains(Instant.parse("2026-11-23T11:59:40Z"));
        assertThat(history.task().containers()).singleElement().satisfies(container -> {
            assertThat(container.exitCode()).hasValue(137);
            assertThat(container.reason()).startsWith("OutOfMemoryError");
            assertThat(container.runtimeId()).isEqualTo("r-1");
        });
    }

    @Test
    void a_task_that_has_not_stopped_and_a_cluster_that_is_not_ours_are_passed_over() {
        assertThat(reader.read(
                        STOPPED.replace("\"lastStatus\":\"STOPPED\",\n   ", "\"lastStatus\":\"RUNNING\",\n   "), NOW))
                .isInstanceOf(TaskEvent.PassedOver.class);
        assertThat(reader.read(STOPPED.replace("cluster/prod", "cluster/other"), NOW))
                .isInstanceOf(TaskEvent.PassedOver.class);
        assertThat(reader.read(STOPPED.replace(":111122223333:cluster", ":999999999999:cluster"), NOW))
                .isInstanceOf(TaskEvent.PassedOver.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "{}",
                "{\"detail-type\":\"ECS Task State Change\"}",
                "{\"detail-type\":\"ECS Task State Change\",\"detail\":[]}",
                "{\"detail-type\":\"EC2 Instance State-change Notification\",\"detail\":{}}"
            })
    void what_is_no_event_of_a_task_is_poison(String body) {
        assertThat(reader.read(body, NOW)).isInstanceOf(TaskEvent.Poison.class);
    }

    @Test
    void a_time_that_is_none_and_a_task_that_is_none_are_poison() {
        assertThat(reader.read(STOPPED.replace("2026-11-23T11:59:40Z", "yesterday"), NOW))
                .isInstanceOf(TaskEvent.Poison.class);
        assertThat(reader.read(STOPPED.replace("task/prod/0", "task/prod/../0"), NOW))
                .isInstanceOf(TaskEvent.Poison.class);
    }

    @Test
    void texts_and_containers_beyond_what_ecs_writes_are_cut() {
        var container = "{\"name\":\"app\"},";
        var endless = STOPPED.replace("Essential container in task exited", "x".repeat(TaskEvent.Reader.MAX_TEXT + 1))
                .replace("\"containers\":[", "\"containers\":[" + container.repeat(TaskEvent.Reader.MAX_CONTAINERS));

        var task =
                ((TaskEvent.Stopped) reader.read(endless, NOW)).task().history().task();

        assertThat(task.stoppedReason()).hasSize(TaskEvent.Reader.MAX_TEXT + 1).endsWith("x…");
        assertThat(task.containers()).hasSize(TaskEvent.Reader.MAX_CONTAINERS);
    }
}
