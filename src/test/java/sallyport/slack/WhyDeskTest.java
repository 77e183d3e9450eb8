package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Alias;
import sallyport.watch.KnownFrom;
import sallyport.watch.Looked;
import sallyport.watch.Past;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskGroup;

/** {@code /ecs why} from the line that was typed to what Slack is sent. */
class WhyDeskTest {
    private static final String DESCRIBE_ONLY = """
            version: 1
            commands: {}
            grants:
              - id: web-reads
                capabilities: [describe]
                targets: [web]
                groups: [dev]
            """;

    private static final Alias WEB = Requests.ALIASES.find("web").orElseThrow();

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private List<String> told(String line, int messages) {
        assertThat(office.type(line, Requests.ROBIN).status()).isEqualTo(200);
        await().until(() -> office.stub.calls("chat.postMessage").size() >= messages);
        return office.stub.calls("chat.postMessage").stream()
                .map(call -> call.value("blocks"))
                .toList();
    }

    private void failing() {
        office.histories.history = new Looked.Found<>(
                new Past().runs(1, 2).task(Past.exited(1, 5, 3)).history());
    }

    private void remember() {
        var known = Past.known(Past.exited(7, 3_000, 3), new KnownFrom.Look(Past.ago(2_990)));
        office.remembered.keep(List.of(new StoppedTask(TaskGroup.of(WEB), known)));
    }

    @Test
    void the_answer_goes_into_the_channel_and_the_last_lines_of_the_culprit_into_its_thread() {
        failing();

        var told = told("why web", 3);

        assertThat(told.getFirst()).contains("web has 1 of 2 tasks", "app exited with code 3");
        assertThat(told.getLast()).contains("Last lines", "GET /").doesNotContain("hunter22");
        assertThat(office.stub.calls("chat.postMessage").getLast().value("thread_ts"))
                .isNotEmpty();
    }

    @Test
    void who_may_not_read_logs_there_is_told_so_and_shown_none() {
        failing();
        office.inForce = policy();

        assertThat(told("why web", 3).getLast())
                .contains("the policy does not let you read logs here")
                .doesNotContain("GET /");
    }

    private static Policy policy() {
        return switch (Policy.read(DESCRIBE_ONLY, "policy.yml")) {
            case PolicyReading.Read(var policy) -> policy;
            case PolicyReading.Broken broken -> throw new IllegalStateException(broken.toString());
        };
    }

    @Test
    void who_may_not_describe_is_refused_at_once() {
        assertThat(office.type("why web", Requests.SAM).body()).contains(":x:");
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_task_by_its_whole_id_is_looked_for_among_what_its_asker_may_look_at() {
        failing();
        office.histories.home = new Looked.Found<>(WEB);

        assertThat(told("why " + Past.id(1), 1).getFirst()).contains("Task 00000000 of web stopped");
    }

    @Test
    void who_may_look_at_nothing_learns_nothing_about_a_task() {
        assertThat(office.type("why " + Past.id(1), Requests.SAM).body())
                .contains("is in no service that you may look at");
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_task_that_ecs_has_forgotten_is_explained_from_memory_with_where_that_is_from() {
        office.histories.history = new Looked.Found<>(new Past().history());
        remember();

        assertThat(told("why " + Past.id(7), 1).getFirst())
                .contains("app exited with code 3", "ECS has forgotten it; Sallyport saw it stopped");
    }

    @Test
    void a_task_in_nobodys_cluster_is_a_sentence() {
        assertThat(told("why " + Past.id(9), 1).getFirst()).contains("ECS knows no such task");
    }

    @Test
    void a_service_that_cannot_be_looked_up_is_a_sentence() {
        assertThat(told("why web", 1).getFirst()).contains("AWS was not asked.");
    }

    @Test
    void describe_shows_what_is_remembered_beside_what_ecs_knows() {
        remember();

        assertThat(told("describe web", 1).getFirst())
                .contains("Remembered", "app exited with code 3", "Sallyport saw it stopped");
    }

    @Test
    void describe_of_another_task_shows_nothing_remembered() {
        remember();

        assertThat(told("describe web --task abc", 1).getFirst()).doesNotContain("Remembered");
    }

    @Test
    void describe_says_that_the_memory_does_not_answer() {
        office.remembered.answers = false;

        assertThat(told("describe web", 1).getFirst()).contains("The memory does not answer.");
    }
}
