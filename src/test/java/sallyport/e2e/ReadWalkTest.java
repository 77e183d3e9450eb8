package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.REQUESTER;

import org.junit.jupiter.api.Test;

/** Reading what happened, without starting anything. */
class ReadWalkTest extends Walk {
    @Test
    void logs_are_the_lines_of_both_tasks_in_order_of_time() {
        slack().command(REQUESTER, "logs web --since 5m");

        var logs = ControlClient.text(slack().awaitMessage(REQUESTER, "GET /"));

        var stamps = logs.lines()
                .filter(line -> line.matches(".*\\d\\d:\\d\\d:\\d\\d.*GET /.*"))
                .toList();
        assertThat(stamps).isNotEmpty();
        assertThat(stamps.stream().map(ReadWalkTest::time).toList()).isSorted();
        assertThat(stamps.stream().map(ReadWalkTest::task).distinct()).hasSize(2);
    }

    /** With its date, which the lines carry when they are of more than one day. */
    private static String time(String line) {
        return line.replaceAll(".*?((\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d).*", "$1");
    }

    private static String task(String line) {
        return line.replaceAll(".*?\\[([0-9a-f]+)].*", "$1");
    }

    @Test
    void a_follow_shows_lines_in_its_thread_until_its_asker_stops_it() {
        slack().command(REQUESTER, "logs web --follow --since 5m");
        var root = slack().awaitMessage(REQUESTER, "Following logs");
        slack().awaitThread(root, "GET /");

        slack().click(REQUESTER, slack().awaitButton(root, "Stop"), "Stop");

        assertThat(slack().awaitThread(root, "Stopped by")).contains("GET /");
    }

    @Test
    void a_live_follow_shows_lines_in_its_thread_until_its_asker_stops_it() {
        slack().command(REQUESTER, "logs web --live --since 5m");
        var root = slack().awaitMessage(REQUESTER, "Following logs live");
        slack().awaitThread(root, "GET /");

        slack().click(REQUESTER, slack().awaitButton(root, "Stop"), "Stop");

        assertThat(slack().awaitThread(root, "Stopped by")).contains("GET /");
    }

    @Test
    void one_stream_is_read_from_its_start() {
        slack().command(REQUESTER, "logs web --since 5m");
        var tag = task(ControlClient.text(slack().awaitMessage(REQUESTER, "GET /"))
                .lines()
                .filter(line -> line.contains("GET /"))
                .findFirst()
                .orElseThrow());
        slack().command(REQUESTER, "logs web --task " + tag + " --head 3 --format detailed");

        var lines = ControlClient.text(slack().awaitMessage(REQUESTER, "raise --head"));

        assertThat(lines.lines().filter(line -> line.contains("Z " + tag))).hasSize(3);
    }

    @Test
    void describe_says_that_the_last_task_of_batch_was_killed_for_memory() {
        slack().command(REQUESTER, "describe batch");

        var card = slack().awaitMessage(REQUESTER, "was killed for memory");

        assertThat(slack().awaitThread(card, "exit 137")).contains("OutOfMemoryError");
    }

    @Test
    void tasks_lists_both_tasks_of_web() {
        slack().command(REQUESTER, "tasks web");

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "RUNNING")))
                .contains("web");
    }

    @Test
    void metrics_are_pictures_of_the_last_hours_and_say_when_a_service_stopped_reporting() {
        slack().command(REQUESTER, "metrics web --since 3h");
        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "CPU, % of 0.5 vCPU")))
                .contains("█", "Memory, % of 1,024 MiB", "now ", "Running tasks", "Network out");

        slack().command(REQUESTER, "metrics batch");
        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "Nothing was reported in the last")))
                .contains("last, at ");
    }

    @Test
    void doctor_says_why_nothing_can_be_run_in_legacy() {
        slack().command(REQUESTER, "doctor legacy");

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "exec does not work here")))
                .contains("[X] D9", "started without ECS Exec");
    }

    @Test
    void explain_and_allowed_are_answered_to_their_author_alone() {
        slack().command(REQUESTER, "explain web \"uname -a\"");
        slack().awaitMessage(REQUESTER, "web-commands");
        slack().command(REQUESTER, "allowed web");
        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "uptime")))
                .contains("uname");
    }

    @Test
    void help_and_what_is_not_understood_are_answered_at_once() {
        assertThat(Walk.answer(slack().command(REQUESTER, "help")))
                .contains("exec")
                .contains("logs");
        assertThat(Walk.answer(slack().command(REQUESTER, "exce web uptime"))).contains("exec");
    }
}
