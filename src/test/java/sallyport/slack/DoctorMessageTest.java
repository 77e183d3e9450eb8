package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.watch.Check;
import sallyport.watch.Evidence;
import sallyport.watch.Examination;
import sallyport.watch.Patient;
import sallyport.watch.Remedy;
import sallyport.watch.Severity;
import tools.jackson.databind.json.JsonMapper;

class DoctorMessageTest {
    private static String json(SlackMessage message) {
        return Requests.json(message.blocks()).replace("\\u003d", "=");
    }

    private static String findings(Threaded answer) {
        return JsonMapper.shared()
                .readTree(Requests.json(answer.message().blocks().get(1)))
                .path("elements")
                .get(0)
                .path("elements")
                .get(0)
                .path("text")
                .asString();
    }

    private static Threaded of(List<Check> checks) {
        return DoctorMessage.of("web", checks);
    }

    @Test
    void a_healthy_target_takes_two_lines_and_no_thread() {
        var answer = of(Examination.of(Patient.healthy()));

        assertThat(json(answer.message())).contains("exec works here").contains("41 checks are fine");
        assertThat(answer.message().blocks()).hasSize(2);
        assertThat(answer.replies()).isEmpty();
    }

    @Test
    void the_worst_comes_first_with_marks_that_need_no_colour() {
        var answer = of(Examination.of(Patient.ill()));

        assertThat(json(answer.message())).contains("*exec does not work here*");
        var lines = findings(answer).lines().toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(DoctorMessage.MAX_FINDINGS);
        assertThat(lines.getFirst()).startsWith("[X] D9 ");
        assertThat(lines).extracting(line -> line.substring(0, 3)).isSortedAccordingTo(DoctorMessageTest::worstFirst);
    }

    private static int worstFirst(String one, String other) {
        var order = List.of("[X]", "[!]", "[?]", "[i]");
        return Integer.compare(order.indexOf(one), order.indexOf(other));
    }

    @Test
    void checks_that_fail_for_one_reason_share_a_line() {
        assertThat(findings(of(Examination.of(Patient.ill()))))
                .contains("[?] D14 D15 D17 could not check: AWS denied iam:GetRole");
    }

    @Test
    void the_thread_has_evidence_and_remedies_ready_to_paste() {
        var thread = String.join(
                "\n",
                of(Examination.of(Patient.ill())).replies().stream()
                        .map(DoctorMessageTest::json)
                        .toList());

        assertThat(thread)
                .contains("task.enableExecuteCommand=false")
                .contains("aws ecs update-service --region eu-west-1 --cluster prod --service web"
                        + " --enable-execute-command --force-new-deployment")
                .contains("enable_execute_command = true")
                .contains("enableExecuteCommand: true")
                .contains("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html");
    }

    @Test
    void words_of_strangers_neither_ping_nor_hide() {
        var answer = of(Examination.of(Patient.ill()));

        assertThat(answer.message().text()).isEqualTo("Doctor");
        assertThat(answer.message().blocks().subList(1, 2))
                .allSatisfy(block -> assertThat(block.getType()).isEqualTo("rich_text"));
        assertThat(json(answer.message())).doesNotContain("\u202e");
        assertThat(answer.replies()).allSatisfy(reply -> {
            assertThat(json(reply)).doesNotContain("\u202e").doesNotContain("AKIAIOSFODNN7EXAMPLE");
            assertThat(reply.blocks())
                    .allSatisfy(block -> assertThat(block.getType()).isEqualTo("rich_text"));
        });
    }

    @Test
    void ten_findings_are_shown_and_the_eleventh_is_counted() {
        assertThat(findings(of(checks(10))).lines()).hasSize(10);
        assertThat(json(of(checks(10)).message())).doesNotContain("more in the thread");

        assertThat(findings(of(checks(11))).lines()).hasSize(10);
        assertThat(json(of(checks(11)).message())).contains("1 more in the thread");
    }

    @Test
    void long_details_are_spread_over_messages_that_slack_takes() {
        var replies = of(checks(41)).replies();

        assertThat(replies).hasSizeGreaterThan(1);
        assertThat(replies).allSatisfy(reply -> assertThat(json(reply).length()).isLessThan(13_000));
        assertThat(replies.stream().mapToInt(reply -> reply.blocks().size()).sum())
                .isEqualTo(41);
    }

    private static List<Check> checks(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Check(
                        "D" + number,
                        Severity.ADVICE,
                        "Something " + number,
                        List.of(new Evidence("path", "x".repeat(1_000))),
                        Optional.of(Remedy.of("Mend it.")),
                        "https://docs.aws.amazon.com/"))
                .toList();
    }
}
