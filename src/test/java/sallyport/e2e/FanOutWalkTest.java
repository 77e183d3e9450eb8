package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A command on all tasks of a service: one review, one run on each, by what the runs wrote themselves. */
class FanOutWalkTest extends Walk {
    @Test
    void a_command_on_all_tasks_is_reviewed_once_and_runs_once_on_each() {
        slack().command(REQUESTER, "exec --all-tasks web count-me");
        var card = slack().awaitMessage(APPROVER, "Task 1 of 2");
        var other = slack().awaitMessage(APPROVER, "Task 2 of 2");
        assertThat(runsCounted()).isZero();
        slack().awaitButton(other, "Review");
        approve(APPROVER, card);
        slack().awaitThread(card, "exit 0");
        slack().awaitThread(other, "exit 0");
        assertThat(runsOfEach()).containsExactly(1L, 1L);
        assertThat(executed()).hasSize(2);
    }

    private List<Long> runsOfEach() {
        return sandbox().aws().runsLogs("web").stream()
                .map(FanOutWalkTest::lines)
                .filter(lines -> lines > 0)
                .toList();
    }

    private static long lines(Path log) {
        try (Stream<String> lines = Files.exists(log) ? Files.lines(log) : Stream.empty()) {
            return lines.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
