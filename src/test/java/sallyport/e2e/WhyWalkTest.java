package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.e2e.ControlClient.REQUESTER;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

/** What is wrong with the services of the sandbox, and what is remembered of their tasks. */
class WhyWalkTest extends Walk {
    @SuppressWarnings("NullAway.Init") // before all
    private Path memory;

    @Override
    SandboxOptions options(Path data) {
        memory = data.resolve("sallyport-tasks.db");
        return super.options(data);
    }

    @Test
    void the_last_task_of_batch_was_killed_for_memory_and_its_last_lines_say_how() {
        slack().command(REQUESTER, "why batch");

        var root = slack().awaitMessage(REQUESTER, "scaled to zero");

        assertThat(ControlClient.text(root)).contains("report was killed for memory", "Raise the memory");
        assertThat(slack().awaitThread(root, "Last lines")).contains("report");
    }

    @Test
    void nothing_is_wrong_with_web() {
        slack().command(REQUESTER, "why web");

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "Nothing is wrong with web")))
                .contains("2 of 2 tasks run");
    }

    @Test
    void a_task_that_somebody_stopped_is_explained_by_its_id_and_remembered_by_its_event() throws SQLException {
        var task = sandbox().aws().world().cluster("demo").orElseThrow().tasks().stream()
                .filter(each -> each.service().name().equals("worker"))
                .findFirst()
                .orElseThrow();
        try (var ecs = ecs(sandbox().aws().endpoint())) {
            var _ = ecs.stopTask(
                    request -> request.cluster("demo").task(task.arn()).reason("enough of it"));
        }

        slack().command(REQUESTER, "why " + task.arn());

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "enough of it")))
                .contains("Somebody stopped it");
        await().atMost(Duration.ofMinutes(1)).until(() -> remembered(task.id()).isPresent());
        assertThat(remembered(task.id())).get().asString().contains("toldAt", "enough of it");
    }

    /** What a look at the file beside the ledger finds; the look of {@code why} comes too early to see the stop. */
    private Optional<String> remembered(String id) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + memory);
                var statement = connection.prepareStatement("SELECT json FROM stopped_task WHERE id = ?")) {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private static EcsClient ecs(URI endpoint) {
        return EcsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "test")))
                .build();
    }
}
