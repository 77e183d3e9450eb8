package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ECS knows a stopped task for an hour. */
class ForgottenTasksTest {
    private static final WorldClock CLOCK = new WorldClock();

    @RegisterExtension
    static final StartedAws AWS = new StartedAws(options -> options.withClock(CLOCK));

    private static int stopped() throws IOException, InterruptedException {
        return AWS.api()
                .ecs("ListTasks", "{\"cluster\":\"demo\",\"serviceName\":\"batch\",\"desiredStatus\":\"STOPPED\"}")
                .body()
                .path("taskArns")
                .size();
    }

    @Test
    void a_task_that_stopped_more_than_an_hour_ago_is_neither_listed_nor_described() throws Exception {
        var known = AWS.api()
                .ecs("ListTasks", "{\"cluster\":\"demo\",\"serviceName\":\"batch\",\"desiredStatus\":\"STOPPED\"}")
                .body()
                .path("taskArns")
                .path(0)
                .asString();
        assertThat(stopped()).isEqualTo(1);

        CLOCK.pass(Duration.ofHours(1));

        assertThat(stopped()).isZero();
        assertThat(AWS.api()
                        .ecs("DescribeTasks", "{\"cluster\":\"demo\",\"tasks\":[\"" + known + "\"]}")
                        .body()
                        .at("/failures/0/reason")
                        .asString())
                .isEqualTo("MISSING");
    }
}
