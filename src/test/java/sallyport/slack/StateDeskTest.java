package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import sallyport.request.Person;
import sallyport.watch.Looked;

/** A task that is named by its ARN alone, from the line that was typed to what Slack is sent. */
class StateDeskTest {
    private static final String TASK =
            "arn:aws:ecs:eu-central-1:123456789012:task/prod/0123456789abcdef0123456789abcdef";
    private static final Alias DATABASE =
            new Alias("db", "123456789012", "eu-central-1", "prod", "db", Optional.empty(), Optional.empty());

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void a_task_of_a_service_that_may_be_seen_is_shown_under_the_targets_name() {
        office.found = new Looked.Found<>(Requests.ALIASES.find("web").orElseThrow());

        ask("describe " + TASK, Requests.ROBIN);

        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("No task of web begins with 0123456789abcdef0123456789abcdef");
    }

    @Test
    void whether_a_task_may_be_seen_is_decided_by_what_it_belongs_to() {
        office.found = new Looked.Found<>(DATABASE);

        ask("logs " + TASK, Requests.ROBIN);

        assertThat(whispered()).contains("Not allowed by Sallyport", "logs of db");
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_task_that_nobody_knows_is_told_to_the_asker_alone() {
        ask("describe " + TASK, Requests.ROBIN);

        assertThat(whispered()).contains("ECS knows no such task.");
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_guest_cannot_find_out_what_a_task_belongs_to() {
        office.found = new Looked.Found<>(DATABASE);
        office.stub.user("U0SAM", ",\"is_restricted\":true");

        ask("describe " + TASK, Requests.SAM);

        assertThat(whispered()).contains("guests may not take part").doesNotContain("db");
    }

    @Test
    void a_task_named_twice_is_answered_at_once_with_what_to_leave_out() {
        assertThat(ask("describe --task ab " + TASK, Requests.ROBIN)).contains("A task is named twice");
    }

    @Test
    void a_command_wants_what_the_task_belongs_to() {
        assertThat(ask("exec " + TASK + " \"uname -a\"", Requests.ROBIN))
                .contains("is a task", "--task 0123456789abcdef0123456789abcdef");
    }

    private String whispered() {
        await().until(() -> !office.stub.calls("hook").isEmpty());
        return office.stub.calls("hook").getFirst().toString();
    }

    private String ask(String line, Person person) {
        var answer = office.type(line, person);
        assertThat(answer.status()).isEqualTo(200);
        return answer.toString();
    }
}
