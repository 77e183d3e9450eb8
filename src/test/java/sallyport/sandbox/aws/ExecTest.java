package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.aws.wire.Frame;

class ExecTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static String run(String service, String command) throws IOException, InterruptedException {
        try (var client = RawClient.open(AWS.session(service, command))) {
            assertThat(client.awaitEnd()).isEmpty();
            return client.output();
        }
    }

    private static String failure(String service, String command) throws IOException, InterruptedException {
        try (var client = RawClient.open(AWS.session(service, command))) {
            var output = client.awaitEnd();
            assertThat(client.frames(Frame.OUTPUT)).isEmpty();
            return output;
        }
    }

    @Test
    void a_command_runs_under_a_pty_and_its_output_comes_back() throws Exception {
        var system = System.getProperty("os.name").equals("Mac OS X") ? "Darwin" : "Linux";
        assertThat(run("web", "uname -a")).startsWith(system);
        assertThat(run("web", "sh -c 'test -t 0 && test -t 1 && echo tty'")).isEqualTo("tty\r\n");
    }

    @Test
    void the_first_output_frame_carries_sequence_zero_and_the_syn_flag() throws Exception {
        try (var client = RawClient.open(AWS.session("web", "sh -c 'echo one; sleep 0.2; echo two'"))) {
            client.awaitEnd();
            var output = client.frames(Frame.OUTPUT);
            assertThat(client.frames().getFirst()).isSameAs(output.getFirst());
            assertThat(output).extracting(Frame::sequenceNumber).containsExactly(0L, 1L);
            assertThat(output).extracting(Frame::flags).containsExactly(Frame.SYN, 0L);
            assertThat(output).extracting(Frame::payloadText).containsExactly("one\r\n", "two\r\n");
        }
    }

    @Test
    void no_byte_is_lost_however_much_a_command_prints() throws Exception {
        var expected = new StringBuilder();
        for (int i = 1; i <= 60_000; i++) {
            expected.append(i).append("\r\n");
        }
        assertThat(run("web", "seq 1 60000")).isEqualTo(expected.toString());
    }

    @Test
    void chunks_end_between_characters_and_hold_1027_bytes_at_most() throws Exception {
        try (var client = RawClient.open(AWS.session("web", "sh -c 'for i in $(seq 900); do printf €uro; done'"))) {
            client.awaitEnd();
            assertThat(client.output()).isEqualTo("€uro".repeat(900));
            assertThat(client.frames(Frame.OUTPUT)).hasSizeGreaterThan(4).allSatisfy(frame -> {
                assertThat(frame.payload().length).isBetween(1, 1027);
                assertThat(frame.payloadText().getBytes(StandardCharsets.UTF_8)).isEqualTo(frame.payload());
            });
        }
    }

    @Test
    void the_environment_is_the_containers_own_with_a_terminal_and_a_locale() throws Exception {
        assertThat(run("web", "env"))
                .contains("TERM=xterm-256color\r\n")
                .contains("LANG=C.UTF-8\r\n")
                .contains("RAILS_ENV=production\r\n")
                .contains("DATABASE_URL=postgres://")
                .contains("PATH=" + AWS.aws().container("web").bin() + "\r\n")
                .doesNotContain("JAVA_HOME");
    }

    @Test
    void scripts_leave_a_line_each_time_they_run() throws Exception {
        assertThat(run("web", "bin/rails db:migrate:status"))
                .contains("Create users")
                .contains("down");
        assertThat(run("web", "/app/bin/rails --version")).isEqualTo("Rails 8.0.2\r\n");
        assertThat(run("web", "count-me again")).isEqualTo("run 3\r\n");
        assertThat(Files.readString(AWS.aws().container("web").runsLog()))
                .isEqualTo("bin/rails db:migrate:status\nbin/rails --version\ncount-me again\n");
    }

    @Test
    void a_command_without_quotes_is_not_read_by_any_shell() throws Exception {
        assertThat(run("web", "echo $HOME | cat && true")).isEqualTo("$HOME | cat && true\r\n");
    }

    @Test
    void a_program_that_is_not_there_is_reported_only_when_the_channel_closes() throws Exception {
        assertThat(failure("worker", "sh -c 'echo hi'"))
                .isEqualTo("Unable to start command: Failed to start pty:"
                        + " exec: \"sh\": executable file not found in $PATH");
        assertThat(run("worker", "/bin/app --version")).isEqualTo("worker 2.4.1 (linux/amd64)\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/uname, fork/exec /usr/bin/uname: no such file or directory",
        "../../../../../../../../../../bin/sh, fork/exec ../../../../../../../../../../bin/sh: no such file or directory",
        "/app, fork/exec /app: permission denied",
        "'echo \"half', EOF found when expecting closing quote",
    })
    void nothing_outside_the_container_is_found(String command, String reason) throws Exception {
        assertThat(failure("web", command)).isEqualTo("Unable to start command: Failed to start pty: " + reason);
    }

    @Test
    void a_command_of_nothing_but_a_comment_crashes_the_session_worker() throws Exception {
        assertThat(failure("web", "# nothing")).contains("index out of range");
    }

    @Test
    void input_is_acknowledged_echoed_and_answered() throws Exception {
        var session = AWS.session("web", "cat");
        try (var client = RawClient.open(session)) {
            // Input that comes before the pty exists is dropped, so it is sent until it is acknowledged.
            await().atMost(RawClient.PATIENCE).until(() -> {
                client.input(0, Frame.PAYLOAD_OUTPUT, "hello\r");
                return !client.frames(Frame.ACKNOWLEDGE).isEmpty();
            });
            client.awaitOutput("hello\r\nhello\r\n");
            var acknowledgement = client.frames(Frame.ACKNOWLEDGE).getFirst();
            assertThat(acknowledgement.flags()).isEqualTo(Frame.SYN_FIN);
            assertThat(acknowledgement.sequenceNumber()).isZero();
            assertThat(acknowledgement.payloadText())
                    .contains("\"AcknowledgedMessageType\":\"input_stream_data\"")
                    .contains("\"AcknowledgedMessageSequenceNumber\":0")
                    .contains("\"IsSequentialMessage\":true");

            client.input(1, Frame.PAYLOAD_OUTPUT, "\u0004");
            assertThat(client.awaitEnd()).isEmpty();
        }
    }

    @Test
    void input_out_of_order_is_put_in_order_and_input_twice_is_taken_once_but_acknowledged_twice() throws Exception {
        try (var client = RawClient.open(AWS.session("web", "sh -c 'stty -echo; echo ready; cat'"))) {
            client.awaitOutput("ready");
            client.input(1, Frame.PAYLOAD_OUTPUT, "second\r");
            client.input(0, Frame.PAYLOAD_OUTPUT, "first\r");
            client.awaitOutput("second\r\n");
            client.input(0, Frame.PAYLOAD_OUTPUT, "first\r");
            await().atMost(RawClient.PATIENCE)
                    .until(() -> client.frames(Frame.ACKNOWLEDGE).size() == 3);
            assertThat(client.output()).isEqualTo("ready\r\nfirst\r\nsecond\r\n");
        }
    }

    @Test
    void a_size_frame_reaches_the_pty_which_starts_without_one() throws Exception {
        try (var client = RawClient.open(AWS.session("web", "sh -c 'stty size; read _; stty size'"))) {
            client.awaitOutput("0 0\r\n");
            client.size(200, 50);
            client.type("\r");
            client.awaitOutput("50 200\r\n");
        }
    }

    @Test
    void ctrl_c_interrupts_the_command() throws Exception {
        try (var client = RawClient.open(AWS.session("web", "sh -c 'echo started; sleep 60'"))) {
            client.awaitOutput("started");
            client.type("\u0003");
            assertThat(client.awaitEnd()).isEmpty();
            assertThat(client.output()).isEqualTo("started\r\n^C");
        }
    }

    @Test
    void terminate_kills_the_command_and_closes_the_channel_with_nothing_to_say() throws Exception {
        var session = AWS.session("web", "sh -c 'echo $$; while :; do sleep 1; done'");
        try (var client = RawClient.open(session)) {
            client.awaitOutput("\r\n");
            long pid = Long.parseLong(client.output().strip());
            assertThat(ProcessHandle.of(pid)).isPresent();

            AWS.terminate(session);

            assertThat(client.awaitEnd()).isEmpty();
            awaitDeath(pid);
        }
    }

    @Test
    void a_third_session_in_a_container_waits_silently_for_the_first_to_end() throws Exception {
        var first = AWS.session("web", "sh -c 'echo 1; sleep 60'");
        var second = AWS.session("web", "sh -c 'echo 2; sleep 60'");
        try (var one = RawClient.open(first);
                var two = RawClient.open(second)) {
            one.awaitOutput("1");
            two.awaitOutput("2");
            try (var three = RawClient.open(AWS.session("web", "count-me third"))) {
                two.type("anything\r");
                two.awaitOutput("anything");
                assertThat(three.frames()).isEmpty();
                assertThat(AWS.aws().container("web").runsLog()).doesNotExist();

                AWS.terminate(first);
                assertThat(three.awaitEnd()).isEmpty();
                assertThat(three.output()).isEqualTo("run 1\r\n");
            }
        }
    }

    @Test
    void a_waiting_session_can_be_terminated_without_ever_having_run() throws Exception {
        var first = AWS.session("web", "sleep 60");
        var second = AWS.session("web", "sleep 60");
        var third = AWS.session("web", "count-me");
        try (var client = RawClient.open(third)) {
            AWS.terminate(third);
            assertThat(client.awaitEnd()).isEmpty();
            assertThat(AWS.aws().container("web").runsLog()).doesNotExist();
        } finally {
            AWS.terminate(first);
            AWS.terminate(second);
        }
    }

    private static void awaitDeath(long pid) {
        await().atMost(RawClient.PATIENCE)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
}
