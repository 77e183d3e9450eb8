package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.sandbox.RunningSandbox;
import sallyport.sandbox.SandboxOptions;

/** What happened to the files while nothing ran. */
class RestartWalkTest {
    @TempDir
    Path data;

    @Test
    void an_edit_of_the_policy_is_told_at_the_next_start_and_only_then() throws IOException {
        RunningSandbox.start(SandboxOptions.onFreePorts(data)).close();
        var file = data.resolve("policy.yml");
        Files.writeString(file, Files.readString(file).replace("[\"-a\", \"-r\", \"-s\"]", "[\"-a\"]"));

        try (var sandbox = RunningSandbox.start(SandboxOptions.onFreePorts(data))) {
            var told = new ControlClient(sandbox.slackEndpoint()).awaitMessage(APPROVER, "The policy changed");
            assertThat(ControlClient.text(told))
                    .contains("~ command kernel: runs `uname {-a}`, before `uname {-a|-r|-s}`");
        }
        try (var sandbox = RunningSandbox.start(SandboxOptions.onFreePorts(data))) {
            var slack = new ControlClient(sandbox.slackEndpoint());
            slack.command(APPROVER, "help");
            slack.awaitMessage(APPROVER, "exec");
            assertThat(slack.messages(APPROVER))
                    .noneMatch(message -> ControlClient.text(message).contains("The policy changed"));
        }
    }
}
