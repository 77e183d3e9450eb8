package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.approval.Office.CHANNEL;
import static sallyport.approval.Office.GUEST;
import static sallyport.approval.Office.STRANGER;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REQUESTER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.Installation;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.request.Request;
import sallyport.request.RequestId;

class TranscriptReadsTest {
    private static final RequestId NOBODYS = new RequestId("r000000000000");

    private final Office office = new Office();
    private Policy policy = Policy.absent();
    private final TranscriptReads reads = new TranscriptReads(
            () -> policy,
            new Aliases(List.of(new Alias(
                    "web", "111122223333", "eu-central-1", "prod", "web", Optional.of("app"), Optional.empty()))),
            office.directory,
            office.ledger,
            office.installation,
            () -> NOON);

    @BeforeEach
    void people() {
        office.directory.knows(STRANGER, new Standing.Member(Set.of("helpers")));
    }

    private Request pending() {
        return office.pending().request();
    }

    private Request ended() {
        var request = pending();
        office.approvals.stop(request.id(), REQUESTER, CHANNEL);
        return request;
    }

    private Request endedForTheRequesterAlone() {
        office.rule(Office.rules(2, "wanted").replace("effect: read", "effect: read\n    audience: requester"));
        return ended();
    }

    private void grant(String keys) {
        policy = Policy.read("version: 1\ngrants:\n  - {id: along, groups: [helpers], " + keys + "}\n", "p")
                        instanceof PolicyReading.Read(var read)
                ? read
                : Policy.absent();
    }

    private MayRead judge(Request request, Person person, boolean inSight) {
        return reads.judge(request.id(), person, CHANNEL, inSight);
    }

    @Test
    void who_asked_reads_whatever_was_printed_wherever_they_are() {
        var request = endedForTheRequesterAlone();
        assertThat(judge(request, REQUESTER, false)).isEqualTo(new MayRead.Yes(request));
    }

    @Test
    void who_sees_the_thread_reads_what_was_printed_there() {
        var request = ended();
        assertThat(judge(request, STRANGER, true)).isEqualTo(new MayRead.Yes(request));
        assertThat(judge(request, STRANGER, false)).isEqualTo(new MayRead.NotSeen());
    }

    @Test
    void who_sees_the_thread_does_not_read_what_was_for_the_requester_alone() {
        var request = endedForTheRequesterAlone();
        assertThat(judge(request, STRANGER, true)).isEqualTo(new MayRead.Private());
        assertThat(judge(request, STRANGER, false)).isEqualTo(new MayRead.NotSeen());
    }

    @Test
    void who_is_granted_it_on_the_target_reads_everything_there() {
        var request = endedForTheRequesterAlone();
        grant("capability: read_transcript, targets: [web], channels: [C1]");
        assertThat(judge(request, STRANGER, false)).isEqualTo(new MayRead.Yes(request));
        assertThat(reads.judge(request.id(), STRANGER, new ChannelId("C2"), true))
                .isEqualTo(new MayRead.Private());
        grant("capability: read_transcript, targets: [db]");
        assertThat(judge(request, STRANGER, true)).isEqualTo(new MayRead.Private());
        grant("capabilities: [logs, stop], targets: [web]");
        assertThat(judge(request, STRANGER, true)).isEqualTo(new MayRead.Private());
    }

    @Test
    void what_has_not_ended_is_not_read_by_anybody() {
        var request = pending();
        grant("capability: read_transcript, targets: [web]");
        assertThat(judge(request, REQUESTER, false)).isEqualTo(new MayRead.NotEnded());
        assertThat(judge(request, STRANGER, false)).isEqualTo(new MayRead.NotEnded());
        policy = Policy.absent();
        assertThat(judge(request, STRANGER, true)).isEqualTo(new MayRead.NotEnded());
    }

    @Test
    void a_request_that_is_not_there_is_not_seen() {
        assertThat(reads.judge(NOBODYS, REQUESTER, CHANNEL, true)).isEqualTo(new MayRead.NotSeen());
    }

    @Test
    void guests_read_nothing_and_who_cannot_be_vouched_for_tries_again() {
        var request = ended();
        assertThat(judge(request, GUEST, true)).isEqualTo(new MayRead.Barred("guests may not review"));
        office.directory.knows(GUEST, new Standing.Unverifiable("Slack is away"));
        assertThat(judge(request, GUEST, true)).isEqualTo(new MayRead.Unavailable("Slack is away"));
    }

    @Test
    void each_read_is_in_the_audit_trail_of_the_installation() {
        var request = ended();
        assertThat(reads.note(request.id(), STRANGER)).isEqualTo(new Noted.Written());
        assertThat(reads.note(request.id(), STRANGER)).isEqualTo(new Noted.Written());
        assertThat(office.ledger.events(Installation.CHAIN)).hasSize(2).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo("transcript.read");
            assertThat(event.at()).isEqualTo(NOON);
            assertThat(event.canonical())
                    .contains("\"request\":\"" + request.id() + "\"", "\"userId\":\"" + STRANGER.userId() + "\"");
        });
    }

    @Test
    void without_its_records_it_says_so() {
        var request = ended();
        office.ledger.stopAnswering();
        assertThat(judge(request, REQUESTER, true)).isEqualTo(new MayRead.Unavailable("the store is away"));
        assertThat(reads.note(request.id(), REQUESTER)).isEqualTo(new Noted.Unavailable("the store is away"));
    }
}
