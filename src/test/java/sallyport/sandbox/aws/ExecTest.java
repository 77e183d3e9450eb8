package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.sandbox.aws.agent.AgentPace;
import sallyport.sandbox.aws.wire.Frame;
import tools.jackson.databind.JsonNode;

class ExecTest {
    @TempDir
    Path directory;

    private SimulatedAws aws;
    private ApiClient api;

    @BeforeEach
    void start() {
        aws = SimulatedAws.start(Options.in(directory).withPace(AgentPace.quick()));
        api = new ApiClient(aws.endpoint());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private JsonNode session(String service, String command) throws IOException, InterruptedException {
        var answer = api.execute(service, command);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("session");
    }

    private String run(String service, String command) throws IOException, InterruptedException {
        try (var client = RawClient.open(session(service, command))) {
            assertThat(client.awaitEnd()).isEmpty();
            return client.output();
        }
    }

    @Test
    void a_command_runs_under_a_pty_and_its_output_comes_back() throws Exception {
        assertThat(run("web", "uname -a"))
                .contains(System.getProperty("os.name").equals("Mac OS X") ? "Darwin" : "Linux");
        assertThat(run("web", "sh -c 'test -t 0 && test -t 1 && echo tty'")).isEqualTo("tty\r\n");
    }

    @Test
    void the_first_output_frame_carries_sequence_zero_and_the_syn_flag() throws Exception {
        try (var client = RawClient.open(session("web", "echo hi"))) {
            client.awaitEnd();
            var first = client.frames().getFirst();
            assertThat(first.messageType()).isEqualTo(Frame.OUTPUT);
            assertThat(first.sequenceNumber()).isZero();
            assertThat(first.flags()).isEqualTo(Frame.SYN);
            assertThat(first.payloadType()).isEqualTo(Frame.PAYLOAD_OUTPUT);
            assertThat(first.payloadText()).isEqualTo("hi\r\n");
        }
    }

    @Test
    void no_byte_is_lost_however_much_a_command_prints() throws Exception {
        var expected = new StringBuilder();
        for (int i = 1; i <= 100_000; i++) {
            expected.append(i).append("\r\n");
        }
        assertThat(run("web", "seq 1 100000")).isEqualTo(expected.toString());
    }

    @Test
    void the_script_of_the_application_leaves_a_line_each_time_it_runs() throws Exception {
        assertThat(run("web", "bin/rails db:migrate:status"))
                .contains("Create users")
                .contains("down");
        assertThat(run("web", "count-me again")).isEqualTo("run 2\r\n");
        assertThat(Files.readString(aws.container("web").runsLog()))
                .isEqualTo("bin/rails db:migrate:status\ncount-me again\n");
    }

    @Test
    void a_program_that_is_not_there_is_reported_only_when_the_channel_closes() throws Exception {
        try (var client = RawClient.open(session("worker", "sh -c 'echo hi'"))) {
            assertThat(client.awaitEnd())
                    .isEqualTo(
                            "Unable to start command: Failed to start pty: exec: \"sh\": executable file not found in $PATH");
            assertThat(client.frames(Frame.OUTPUT)).isEmpty();
        }
        assertThat(run("worker", "/bin/app --version")).isEqualTo("worker 2.4.1 (linux/amd64)\r\n");
    }

    @Test
    void terminate_kills_the_command_and_closes_the_channel_with_nothing_to_say() throws Exception {
        var session = session("web", "sh -c 'echo $$; while :; do sleep 1; done'");
        try (var client = RawClient.open(session)) {
            client.awaitOutput("\r\n");
            long pid = Long.parseLong(client.output().strip());
            assertThat(ProcessHandle.of(pid)).isPresent();

            var id = session.path("sessionId").asString();
            api.call("ssm", "TerminateSession", "{\"SessionId\":\"" + id + "\"}");

            assertThat(client.awaitEnd()).isEmpty();
            await().atMost(RawClient.PATIENCE)
                    .until(() ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        }
    }
}
