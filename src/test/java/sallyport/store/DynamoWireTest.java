package sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;
import static sallyport.store.Meddler.cancelled;
import static sallyport.store.Meddler.error;
import static sallyport.store.Meddler.hold;
import static sallyport.store.Meddler.loseAnswer;
import static sallyport.store.Meddler.loseCall;
import static sallyport.store.Meddler.pass;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.audit.Applied;
import sallyport.audit.AuditEvent;
import sallyport.audit.Checkpoint;
import sallyport.audit.Filed;
import sallyport.audit.Installation;
import sallyport.audit.Journal;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Recorded;
import sallyport.audit.Sealable;
import sallyport.request.Event;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.RequestId;

/** What becomes of a write when the way to the table fails. */
class DynamoWireTest {
    private static final String WRITE = "TransactWriteItems";
    private static final RequestId ID = request().id();

    private final DynamoTable table = DynamoPeer.newTable();
    private Meddler meddler;
    private DynamoLedger ledger;
    private Journal journal;

    @BeforeEach
    void open() throws IOException {
        meddler = new Meddler(DynamoPeer.endpoint());
        open(DynamoLedgerTest.PATIENT);
    }

    private void open(DynamoLimits limits) {
        var through = new DynamoTable(table.name(), table.region(), Optional.of(meddler.endpoint()));
        ledger = DynamoLedger.open(through, Clock.systemUTC(), limits);
        journal = new Journal(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
        meddler.close();
        DynamoPeer.drop(table);
    }

    @Test
    void a_write_whose_answer_was_lost_is_unanswered_and_there() {
        meddler.next(WRITE, loseAnswer());
        assertThat(create()).isEqualTo(new Applied.Unanswered("the ledger did not answer"));
        assertThat(meddler.calls(WRITE)).isEqualTo(1);
        assertThat(ledger.find(ID)).isPresent();
        assertThat(create()).isEqualTo(new Applied.Duplicate(ID));
    }

    @Test
    void a_request_whose_answer_was_lost_is_filed_once() {
        meddler.next(WRITE, loseAnswer());
        assertThat(journal.file(request(), "mark")).isInstanceOf(Filed.Stored.class);
        assertThat(meddler.calls(WRITE)).isEqualTo(2);
        assertThat(ledger.events(ID)).hasSize(1);
        assertThat(ledger.latest(9)).hasSize(1);
    }

    @Test
    void a_transition_whose_answer_was_lost_is_recognised_and_made_once() {
        journal.file(request(), "mark");
        meddler.next(WRITE, loseAnswer());
        assertThat(journal.record(ID, resolved()))
                .isInstanceOfSatisfying(
                        Recorded.Moved.class,
                        moved -> assertThat(moved.now().version()).isEqualTo(1));
        assertThat(meddler.calls(WRITE)).isEqualTo(2);
        assertThat(ledger.events(ID)).hasSize(2);
    }

    @Test
    void a_claim_whose_answer_was_lost_is_taken_once_and_by_its_own_token() {
        journal.file(request(ID, Quorum.none(), NOON), "mark");
        journal.record(ID, resolved());
        meddler.next(WRITE, loseAnswer());
        assertThat(journal.record(ID, new Event.ClaimTaken("mine", NOON))).isInstanceOf(Recorded.Moved.class);
        assertThat(journal.record(ID, new Event.ClaimTaken("other", NOON))).isInstanceOf(Recorded.Refused.class);
        assertThat(ledger.find(ID).flatMap(entry -> entry.phase().holder())).contains("mine");
        assertThat(ledger.events(ID)).hasSize(3);
    }

    @Test
    void a_write_that_did_not_arrive_is_repeated_by_the_journal() {
        meddler.next(WRITE, loseCall(), loseCall());
        assertThat(journal.file(request(), "mark")).isInstanceOf(Filed.Stored.class);
        assertThat(meddler.calls(WRITE)).isEqualTo(3);
        assertThat(ledger.events(ID)).hasSize(1);
    }

    @Test
    void a_write_that_never_arrives_is_unavailable_and_not_there() {
        meddler.next(WRITE, loseCall(), loseCall(), loseCall());
        assertThat(journal.file(request(), "mark")).isEqualTo(new Filed.Unavailable("the ledger did not answer"));
        assertThat(ledger.find(ID)).isEmpty();
    }

    @Test
    void a_write_that_nobody_answers_in_time_is_unanswered() {
        ledger.close();
        open(new DynamoLimits(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(60)));
        meddler.next(WRITE, hold());
        assertThat(create()).isInstanceOf(Applied.Unanswered.class);
        assertThat(meddler.calls(WRITE)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "500, InternalServerError, the ledger did not answer",
        "503, ServiceUnavailable, the ledger did not answer",
        "400, ProvisionedThroughputExceededException, DynamoDB is slowing the ledger down",
        "400, ThrottlingException, DynamoDB is slowing the ledger down",
        "400, ResourceNotFoundException, the ledger's table is not there",
        "400, AccessDeniedException, AWS denied access to the ledger's table",
        "400, ExpiredTokenException, AWS did not accept the credentials for the ledger's table"
    })
    void a_write_that_is_not_served_is_unanswered_and_not_repeated_below_the_journal(
            int status, String type, String said) {
        meddler.next(WRITE, error(status, type));
        assertThat(create()).isEqualTo(new Applied.Unanswered(said));
        assertThat(meddler.calls(WRITE)).isEqualTo(1);
        assertThat(ledger.find(ID)).isEmpty();
    }

    @Test
    void a_malformed_write_is_a_bug_and_not_an_answer() {
        meddler.next(WRITE, error(400, "ValidationException"));
        assertThatThrownBy(this::create)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was written");
        meddler.next(WRITE, cancelled("None", "ValidationError"));
        assertThatThrownBy(this::create).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_condition_that_did_not_hold_counts_though_another_item_was_busy() {
        create();
        meddler.next(WRITE, cancelled("ConditionalCheckFailed", "TransactionConflict"));
        assertThat(create()).isEqualTo(new Applied.Duplicate(ID));
        assertThat(meddler.calls(WRITE)).isEqualTo(1);
    }

    @Test
    void a_write_that_met_another_is_repeated() {
        meddler.next(
                WRITE,
                cancelled("None", "TransactionConflict", "None"),
                error(400, "TransactionInProgressException"),
                cancelled("ThrottlingError", "None"));
        assertThat(create()).isInstanceOf(Applied.Written.class);
        assertThat(meddler.calls(WRITE)).isEqualTo(4);
    }

    @Test
    void a_write_that_meets_others_for_too_long_is_unanswered() {
        ledger.close();
        open(new DynamoLimits(Duration.ofNanos(1), Duration.ofSeconds(30), Duration.ofSeconds(60)));
        meddler.next(WRITE, cancelled("TransactionConflict"), cancelled("TransactionConflict"));
        assertThat(create()).isInstanceOf(Applied.Unanswered.class);
        assertThat(meddler.calls(WRITE)).isLessThanOrEqualTo(1);
    }

    @Test
    void a_refusal_whose_reason_cannot_be_read_is_unanswered() {
        create();
        meddler.next("GetItem", loseCall(), loseCall(), loseCall());
        assertThat(create()).isEqualTo(new Applied.Unanswered("the ledger did not answer"));
    }

    @Test
    void a_transition_that_cannot_be_read_back_is_written_all_the_same() {
        var filed = (Filed.Stored) journal.file(request(), "mark");
        meddler.next("GetItem", loseCall(), loseCall(), loseCall());
        var late = new Phase.Expired(NOON);
        assertThat(ledger.apply(filed.entry(), late, event(ID.value(), 1, "next")))
                .isInstanceOfSatisfying(
                        Applied.Written.class,
                        written -> assertThat(written.now().phase()).isEqualTo(late));
    }

    @Test
    void an_event_that_stands_where_none_should_is_told_and_not_written_over() {
        var filed = (Filed.Stored) journal.file(request(), "mark");
        var other = event(ID.value(), 0, "forged");
        assertThatThrownBy(() -> ledger.apply(filed.entry(), new Phase.Expired(NOON), other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was written");
        assertThat(ledger.find(ID)).contains(filed.entry());
        assertThat(ledger.events(ID)).hasSize(1).doesNotContain(other);
    }

    @Test
    void a_read_is_repeated_and_then_given_up() {
        create();
        meddler.next("GetItem", error(500, "InternalServerError"), loseCall());
        assertThat(ledger.find(ID)).isPresent();
        assertThat(meddler.calls("GetItem")).isEqualTo(3);
        meddler.next("GetItem", loseCall(), loseAnswer(), error(500, "InternalServerError"));
        assertThatThrownBy(() -> ledger.find(ID))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessage("the ledger did not answer");
    }

    @Test
    void a_sign_of_life_that_met_a_transaction_is_repeated() {
        create();
        meddler.next("UpdateItem", error(400, "TransactionConflictException"));
        assertThat(ledger.beat(ID, "mine", 1)).isFalse();
        assertThat(meddler.calls("UpdateItem")).isEqualTo(2);
        meddler.next(
                "UpdateItem",
                Collections.nCopies(40, error(400, "TransactionConflictException"))
                        .toArray(Meddler.Trick[]::new));
        assertThatThrownBy(() -> ledger.beat(ID, "mine", 1)).isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void what_a_batch_left_out_is_asked_for_again() {
        create();
        var key = "{\"pk\":{\"S\":\"REQUEST#" + ID + "\"},\"sk\":{\"S\":\"STATE\"}}";
        var leftOut = new Meddler.Trick.Answer(
                200,
                "{\"Responses\":{},\"UnprocessedKeys\":{\"" + table.name() + "\":{\"ConsistentRead\":true,\"Keys\":["
                        + key + "]}}}");
        meddler.next("BatchGetItem", leftOut, leftOut);
        assertThat(ledger.latest(5)).hasSize(1);
        assertThat(meddler.calls("BatchGetItem")).isEqualTo(3);
    }

    @Test
    void a_list_is_read_to_its_last_page() {
        create();
        var firstPage = new Meddler.Trick.Answer(
                200,
                "{\"Items\":[],\"Count\":0,\"LastEvaluatedKey\":"
                        + "{\"pk\":{\"S\":\"CHAINS\"},\"sk\":{\"S\":\"a\"}}}");
        meddler.next("Query", firstPage);
        assertThat(ledger.chains("", 5)).containsExactly(ID.value());
        assertThat(meddler.calls()).hasSize(2);
        assertThat(meddler.calls().getFirst().json()).contains("\"Limit\":5").doesNotContain("ExclusiveStartKey");
        assertThat(meddler.calls().getLast().json()).contains("\"ExclusiveStartKey\":{");
    }

    @Test
    void more_entries_than_fit_one_batch_are_read_in_several() {
        var random = new Random(7);
        var pointers = Stream.generate(() -> RequestId.random(random))
                .limit(150)
                .map(id -> "{\"request\":{\"S\":\"" + id + "\"}}")
                .collect(Collectors.joining(","));
        meddler.next("Query", new Meddler.Trick.Answer(200, "{\"Count\":150,\"Items\":[" + pointers + "]}"));
        assertThat(ledger.unfinished()).isEmpty();
        assertThat(meddler.calls("BatchGetItem")).isEqualTo(2);
    }

    @Test
    void every_read_is_strongly_consistent_and_none_is_a_scan_or_of_an_index() {
        meddler.next(WRITE);
        journal.file(request(), "mark");
        journal.record(ID, resolved());
        ledger.events(ID);
        ledger.unfinished();
        ledger.latest(1);
        ledger.chains("", 1);
        ledger.unsealed(1);
        ledger.checkpoints(0, 1);
        var _ = ledger.lastCheckpoint();
        ledger.installation();
        create();
        assertThat(meddler.calls())
                .extracting(Meddler.Call::operation)
                .containsOnly(WRITE, "GetItem", "BatchGetItem", "Query");
        assertThat(meddler.calls())
                .filteredOn(call -> !call.operation().equals(WRITE))
                .hasSizeGreaterThan(8)
                .allSatisfy(call -> assertThat(call.json())
                        .contains("\"ConsistentRead\":true")
                        .doesNotContain("IndexName"));
    }

    @Test
    void a_transition_is_one_write_of_state_and_event() {
        journal.file(request(), "mark");
        meddler.next(WRITE);
        journal.record(ID, resolved());
        assertThat(meddler.calls())
                .filteredOn(call -> !call.operation().equals("GetItem"))
                .singleElement()
                .satisfies(call -> assertThat(call.json())
                        .contains("REQUEST#" + ID)
                        .contains("EVENT#" + ID)
                        .contains("attribute_not_exists(pk)")
                        .contains("\"ConditionExpression\":\"#version = :from\""));
    }

    @Test
    void a_note_whose_answer_was_lost_is_recognised_and_another_ones_is_not() {
        var first = event(Installation.CHAIN, 0, "first");
        meddler.next(WRITE, loseAnswer());
        assertThat(ledger.note(Installation.NEW, Optional.empty(), first)).isTrue();
        meddler.next(WRITE, loseCall());
        assertThat(ledger.note(Installation.NEW, Optional.empty(), event(Installation.CHAIN, 0, "second")))
                .isFalse();
        assertThat(ledger.events(Installation.CHAIN)).containsExactly(first);
    }

    @Test
    void a_note_that_never_arrives_is_unavailable() {
        meddler.next(WRITE, loseCall(), loseCall(), loseCall());
        assertThatThrownBy(() -> ledger.note(Installation.NEW, Optional.empty(), event(Installation.CHAIN, 0, "lost")))
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(ledger.installation()).isEqualTo(Installation.NEW);
    }

    @Test
    void a_checkpoint_whose_answer_was_lost_is_recognised_and_another_ones_is_not() {
        var ours = new Checkpoint(0, "ours", "hash", "signature");
        meddler.next(WRITE, loseAnswer());
        assertThat(ledger.seal(ours, List.of())).isTrue();
        meddler.next(WRITE, loseCall());
        assertThat(ledger.seal(new Checkpoint(0, "theirs", "hash", "signature"), List.of()))
                .isFalse();
        assertThat(ledger.checkpoints(0, 9)).containsExactly(ours);
    }

    @Test
    void a_checkpoint_counts_though_its_marks_were_lost_and_the_next_one_covers_the_same_again() {
        var entry = ((Filed.Stored) journal.file(request(), "mark")).entry();
        var covered = List.of(new Sealable(ID.value(), entry.head()));
        meddler.next(WRITE, pass(), loseCall());
        assertThat(ledger.seal(new Checkpoint(0, "c0", "h0", "s"), covered)).isTrue();
        assertThat(ledger.unsealed(9)).isEqualTo(covered);
        assertThat(ledger.seal(new Checkpoint(1, "c1", "h1", "s"), ledger.unsealed(9)))
                .isTrue();
        assertThat(ledger.unsealed(9)).isEmpty();
    }

    @Test
    void an_end_that_could_not_be_marked_as_shown_is_said() {
        var filed = (Filed.Stored) journal.file(request(), "mark");
        ledger.apply(filed.entry(), new Phase.Expired(NOON), event(ID.value(), 1, "expired"));
        meddler.next(WRITE, loseCall());
        assertThatThrownBy(() -> ledger.endShown(ID)).isInstanceOf(LedgerUnavailable.class);
        ledger.endShown(ID);
        assertThat(ledger.unfinished()).isEmpty();
    }

    private Applied create() {
        var filed = event(ID.value(), 0, "created");
        return ledger.create(request(), new Phase.Received(), filed, "mark");
    }

    private static Event resolved() {
        return new Event.TargetResolved(target(), NOON);
    }

    private static AuditEvent event(String chain, long sequence, String text) {
        return new AuditEvent(chain, sequence, "previous", "hash of " + text, NOON, "test", text);
    }
}
