package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.wire.Json;
import tools.jackson.databind.JsonNode;

/** The AWS CLI, pointed here, works. */
class AwsCliPeerTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    @BeforeAll
    static void require() throws InterruptedException {
        Peer.require("aws", "aws", "--version");
    }

    private static Peer.Ended cli(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("aws", "--output", "json", "--endpoint-url"));
        command.add(AWS.aws().endpoint().toString());
        command.addAll(List.of(arguments));
        return Peer.run("", command);
    }

    private static JsonNode answer(String... arguments) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(cli(arguments).good());
    }

    @Test
    void it_walks_from_the_cluster_to_the_task() throws Exception {
        var cluster = answer("ecs", "list-clusters").path("clusterArns").path(0).asString();
        assertThat(answer("ecs", "list-services", "--cluster", cluster, "--page-size", "1")
                        .path("serviceArns"))
                .hasSize(4);
        var service = answer("ecs", "describe-services", "--cluster", cluster, "--services", "web")
                .path("services")
                .path(0);
        assertThat(service.path("runningCount").asInt()).isEqualTo(2);
        var definition = answer(
                "ecs",
                "describe-task-definition",
                "--task-definition",
                service.path("taskDefinition").asString());
        assertThat(definition.path("taskDefinition").path("family").asString()).isEqualTo("web");
        var task = answer("ecs", "list-tasks", "--cluster", cluster, "--service-name", "web")
                .path("taskArns")
                .path(0)
                .asString();
        var described = answer("ecs", "describe-tasks", "--cluster", cluster, "--tasks", task);
        assertThat(described.path("tasks").path(0).path("startedAt").asString()).isNotEmpty();
    }

    @Test
    void it_reads_logs_and_says_who_it_is() throws Exception {
        var streams = answer("logs", "describe-log-streams", "--log-group-name", "/ecs/batch")
                .path("logStreams");
        var stream = streams.path(0).path("logStreamName").asString();
        var events = answer(
                        "logs",
                        "filter-log-events",
                        "--log-group-name",
                        "/ecs/batch",
                        "--log-stream-names",
                        stream,
                        "--filter-pattern",
                        "memory")
                .path("events");
        assertThat(events).hasSize(31);
        assertThat(answer("sts", "get-caller-identity").path("Account").asString())
                .isEqualTo("123456789012");
    }

    @Test
    void it_names_our_errors_as_the_service_does() throws Exception {
        var ended = cli("ecs", "list-tasks", "--cluster", "nope");
        assertThat(ended.status()).isNotZero();
        assertThat(ended.errors()).contains("(ClusterNotFoundException)").contains("Cluster not found.");
    }
}
