package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Phase;
import sallyport.watch.Looked;
import sallyport.watch.Patient;

/** {@code /ecs doctor} from the line that was typed to what Slack is sent. */
class DoctorDeskTest {
    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private void ask(String line) {
        assertThat(office.type(line, Requests.ROBIN).status()).isEqualTo(200);
    }

    @Test
    void a_short_message_goes_into_the_channel_and_the_details_into_its_thread() {
        office.examined = new Looked.Found<>(Patient.ill());

        ask("doctor web");

        await().until(() -> office.stub.calls("chat.postMessage").size() > 1);
        var posted = office.stub.calls("chat.postMessage");
        assertThat(posted.getFirst().value("thread_ts")).isEmpty();
        assertThat(posted.getFirst().value("blocks")).contains("exec does not work here");
        assertThat(posted.get(1).value("thread_ts")).isEqualTo("1700000000.000001");
    }

    @Test
    void where_the_bot_is_no_member_the_asker_alone_reads_message_and_details() {
        office.examined = new Looked.Found<>(Patient.ill());
        office.stub.fail("chat.postMessage", "not_in_channel");

        ask("doctor web");

        await().until(() -> office.stub.calls("hook").size() > 1);
        assertThat(office.stub.calls("hook").getFirst().body()).contains("Only you see this");
        assertThat(office.stub.calls("hook").getLast().body()).contains("enableExecuteCommand");
    }

    @Test
    void a_target_that_cannot_be_looked_up_is_a_sentence() {
        office.examined = new Looked.Missing<>("No target named web is configured.");

        ask("doctor web");

        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("No target named web");
    }

    @Test
    void what_starts_failed_with_lately_is_looked_at_and_what_failed_long_ago_is_not() {
        office.examined = new Looked.Found<>(Patient.healthy());
        fails("Plugin with name InteractiveCommands not found.", Requests.NOW.minus(DoctorDesk.LATELY));

        ask("doctor web");
        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .doesNotContain("D31");
    }

    @Test
    void a_start_that_failed_for_want_of_the_plugin_is_told() {
        office.examined = new Looked.Found<>(Patient.healthy());
        fails("Plugin with name InteractiveCommands not found.", Requests.NOW.minusSeconds(1));

        ask("doctor web");

        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        assertThat(office.stub.calls("chat.postMessage").getFirst().value("blocks"))
                .contains("[X] D31");
    }

    private void fails(String cause, Instant at) {
        var running = office.running();
        office.end(running.request().id(), new Phase.Failed(cause, at));
    }

    @Test
    void who_was_not_granted_it_is_refused_at_once() {
        var answer = office.type("doctor web", Requests.SAM);

        assertThat(answer.body()).contains(":x:");
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }
}
