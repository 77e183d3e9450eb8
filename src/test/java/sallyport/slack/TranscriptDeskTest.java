package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.approval.Directory;
import sallyport.approval.Standing;
import sallyport.approval.TranscriptReads;
import sallyport.audit.AuditEvent;
import sallyport.audit.Installation;
import sallyport.audit.InstallationJournal;
import sallyport.output.Transcripts;
import sallyport.policy.Policy;
import sallyport.request.ExitStatus;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;

class TranscriptDeskTest {
    private final Office office = new Office();
    private Optional<String> recorded = Optional.of("all the lines\n");
    private boolean broken;
    private Runnable beforeText = () -> {};
    private Directory directory = _ -> new Standing.Member(Set.of("dev"));

    private final Transcripts transcripts = new Transcripts() {
        @Override
        public Transcript open(RequestId run) {
            throw new UnsupportedOperationException("nothing runs here");
        }

        @Override
        public Optional<String> text(RequestId run) {
            beforeText.run();
            if (broken) {
                throw new UncheckedIOException("the disk is gone", new IOException("gone"));
            }
            return recorded;
        }
    };

    private final TranscriptDesk desk = new TranscriptDesk(
            office.slack,
            new TranscriptReads(
                    Policy::absent,
                    Requests.ALIASES,
                    person -> directory.lookUp(person),
                    office.ledger,
                    new InstallationJournal(office.ledger),
                    office.clock),
            transcripts,
            new Attachments(office.slack, office.hooks, transcripts));

    @AfterEach
    void close() {
        office.close();
    }

    private void ended() {
        office.running();
        office.end(Requests.ID, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW));
    }

    private Optional<String> send(Person reader, boolean inSight) {
        return desk.send(
                new Asked(reader, Requests.CHANNEL, "transcript " + Requests.ID, "t", office.stub.hook(), "m"),
                Requests.ID,
                inSight);
    }

    private void assertNothingSent() {
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
        assertThat(office.stub.calls("upload")).isEmpty();
        assertThat(office.ledger.events(Installation.CHAIN)).isEmpty();
    }

    @Test
    void the_whole_output_goes_as_a_file_into_a_direct_message_and_the_read_into_the_audit_trail() {
        ended();
        assertThat(send(Requests.SAM, true)).isEmpty();

        await().until(() -> !office.stub.calls("files.completeUploadExternal").isEmpty());
        assertThat(office.stub.calls("chat.postMessage")).singleElement().satisfies(call -> {
            assertThat(call.value("channel")).isEqualTo("U0SAM");
            assertThat(call.blocks().toString())
                    .contains("The whole output of `r0123456789ab`", "`web`", "<@U0ROBIN>", "uname -a", "audit trail");
        });
        assertThat(office.stub.calls("upload").getFirst().body()).contains("all the lines");
        assertThat(office.stub.calls("files.completeUploadExternal").getFirst().form())
                .containsEntry("channel_id", "U0SAM")
                .containsEntry("thread_ts", "1700000000.000001");
        assertThat(office.ledger.events(Installation.CHAIN))
                .extracting(AuditEvent::type)
                .containsExactly("transcript.read");
    }

    @Test
    void what_may_not_be_read_is_refused_with_the_sentence_that_fits() {
        office.running();
        assertThat(send(Requests.SAM, false)).contains(Refusals.NOT_SEEN_FROM_HERE);
        assertThat(send(Requests.SAM, true))
                .hasValueSatisfying(said -> assertThat(said).contains("has not ended"));
        directory = _ -> new Standing.Barred("guests may not <take> part");
        assertThat(send(Requests.SAM, true)).contains("Nothing was sent, because guests may not &lt;take&gt; part.");
        directory = _ -> new Standing.Unverifiable("Slack is away");
        assertThat(send(Requests.SAM, true))
                .hasValueSatisfying(said -> assertThat(said).contains("(Slack is away)"));
        assertNothingSent();
    }

    @Test
    void what_was_not_recorded_or_cannot_be_read_is_said_and_is_no_read() {
        ended();
        recorded = Optional.empty();
        assertThat(send(Requests.ROBIN, false))
                .hasValueSatisfying(said -> assertThat(said).contains("Nothing was recorded"));
        broken = true;
        assertThat(send(Requests.ROBIN, false))
                .hasValueSatisfying(said -> assertThat(said).contains("cannot be read"));
        assertNothingSent();
    }

    @Test
    void without_the_audit_trail_nothing_is_sent() {
        ended();
        beforeText = office.ledger::stopAnswering;
        assertThat(send(Requests.ROBIN, false))
                .hasValueSatisfying(said -> assertThat(said).contains("(the store is away), so nothing was sent"));
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
        assertThat(office.stub.calls("upload")).isEmpty();
    }

    @Test
    void a_direct_message_that_slack_does_not_take_is_said() {
        ended();
        office.stub.fail("chat.postMessage", "channel_not_found");
        assertThat(send(Requests.ROBIN, false))
                .hasValueSatisfying(said -> assertThat(said).contains("did not take a direct message"));
        assertThat(office.stub.calls("upload")).isEmpty();
    }
}
