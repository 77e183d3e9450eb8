package sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.Checkpoint;
import sallyport.audit.Installation;
import sallyport.audit.Journal;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.RequestId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What the ledger's table keeps to, looked at from outside. */
class DynamoTableTest {
    private static final RequestId ID = request().id();

    private final DynamoTable table = DynamoPeer.newTable();

    @AfterEach
    void drop() {
        DynamoPeer.drop(table);
    }

    @Test
    void a_table_that_is_not_there_is_not_made_but_said_with_the_command_that_makes_it() {
        var missing = DynamoPeer.newName();
        assertRefused(() -> open(missing))
                .hasMessageContaining("there is no table " + missing.name())
                .hasMessageContaining("nothing was written")
                .hasMessageEndingWith("aws dynamodb create-table --region eu-central-1 --table-name " + missing.name()
                        + " --attribute-definitions AttributeName=pk,AttributeType=S AttributeName=sk,AttributeType=S"
                        + " --key-schema AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE"
                        + " --billing-mode PAY_PER_REQUEST --deletion-protection-enabled");
        assertThat(DynamoPeer.client().listTables().tableNames()).doesNotContain(missing.name());
    }

    @Test
    void the_documentation_makes_the_table_with_the_same_command() throws IOException {
        var command = DynamoTableCheck.createCommand(new DynamoTable("sallyport", "eu-central-1", Optional.empty()));
        assertThat(Files.readString(Path.of("docs/aws.md")).replaceAll("\\s*\\\\\\n\\s*", " "))
                .contains(command);
    }

    @Test
    void a_table_that_cannot_be_looked_at_is_said_with_the_permission_it_takes() {
        var nowhere = new DynamoTable("sallyport", "eu-central-1", Optional.of(URI.create("http://127.0.0.1:1")));
        assertRefused(() -> open(nowhere))
                .hasMessageContaining("the ledger did not answer")
                .hasMessageContaining("dynamodb:DescribeTable");
    }

    @Test
    void a_table_with_other_keys_is_refused() {
        var other = DynamoPeer.newName();
        DynamoPeer.create(other, "id", "sk", ScalarAttributeType.S);
        assertRefused(() -> open(other))
                .hasMessageContaining("another primary key")
                .hasMessageContaining("create-table");
        DynamoPeer.drop(other);
    }

    @Test
    void a_table_whose_sort_keys_are_numbers_is_refused() {
        var other = DynamoPeer.newName();
        DynamoPeer.create(other, "pk", "sk", ScalarAttributeType.N);
        assertRefused(() -> open(other)).hasMessageContaining("another primary key");
        DynamoPeer.drop(other);
    }

    @Test
    void a_table_of_a_newer_version_is_refused() {
        var shape = DynamoItem.at(DynamoKey.shape()).with("number", 2);
        DynamoPeer.client().putItem(request -> request.tableName(table.name()).item(shape.attributes()));
        assertRefused(() -> open(table))
                .hasMessageContaining("newer Sallyport (shape 2, this one knows 1)")
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void what_one_replica_writes_the_others_read_and_a_lease_holds_among_them() {
        try (var one = open(table);
                var other = open(table)) {
            new Journal(one).file(request(), "mark");
            new Journal(other).record(ID, new Event.TargetResolved(target(), NOON));
            assertThat(one.find(ID)).isEqualTo(other.find(ID)).isPresent();
            assertThat(one.events(ID)).hasSize(2);
            assertThat(one.lease("sweep", "one", NOON, Duration.ofSeconds(30))).isTrue();
            assertThat(other.lease("sweep", "other", NOON, Duration.ofSeconds(30)))
                    .isFalse();
        }
    }

    @Test
    void a_request_whose_end_is_shown_leaves_no_pointer_among_the_unfinished() {
        try (var ledger = open(table)) {
            var journal = new Journal(ledger);
            journal.file(request(), "mark");
            assertThat(items(DynamoKey.UNFINISHED)).isEqualTo(1);
            journal.record(ID, new Event.StopAsked(Actor.human(REVIEWER), true, NOON));
            assertThat(items(DynamoKey.UNFINISHED)).isEqualTo(1);
            ledger.endShown(ID);
            ledger.endShown(ID);
            assertThat(items(DynamoKey.UNFINISHED)).isZero();
        }
    }

    @Test
    void the_evidence_has_partitions_that_a_policy_can_name_and_nothing_in_the_table_expires() {
        try (var ledger = open(table)) {
            new Journal(ledger).file(request(), "mark");
            ledger.note(Installation.NEW, Optional.empty(), event("{}"));
            ledger.seal(new Checkpoint(0, "{}", "hash", "signature"), ledger.unsealed(9));
            ledger.lease("sweep", "one", NOON, Duration.ofSeconds(30));
            var items = DynamoPeer.client().scan(request -> request.tableName(table.name())).items().stream()
                    .map(DynamoItem::of)
                    .toList();
            assertThat(items)
                    .filteredOn(item -> item.attributes().containsKey("canonical"))
                    .extracting(DynamoItem::partition)
                    .containsExactlyInAnyOrder("EVENT#" + ID, "EVENT#installation", "CHECKPOINT");
            assertThat(items).allSatisfy(item -> assertThat(item.attributes()).doesNotContainKeys("ttl", "expires"));
        }
    }

    @Test
    void an_event_as_large_as_a_policy_comes_back_as_it_was_given() {
        try (var ledger = open(table)) {
            var large = event("commands: { \"name ü\": \"text\" }\n".repeat(40_000));
            assertThat(ledger.note(Installation.NEW, Optional.empty(), large)).isTrue();
            assertThat(ledger.events(Installation.CHAIN)).containsExactly(large);
            assertThat(ledger.installation().head()).isEqualTo(new ChainHead(0, "hash"));
        }
    }

    @Test
    void an_event_that_fits_no_item_is_refused_before_anything_is_written() {
        try (var ledger = open(table)) {
            var noise = new StringBuilder();
            new Random(7).ints(900_000, ' ', '~').forEach(noise::appendCodePoint);
            assertThatThrownBy(() -> ledger.note(Installation.NEW, Optional.empty(), event(noise.toString())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("holds 400 KB; nothing was written");
            assertThat(ledger.installation()).isEqualTo(Installation.NEW);
        }
    }

    @Test
    void a_text_is_compressed_only_above_the_bound() {
        var key = DynamoKey.lease("any");
        var most = "x".repeat(LongText.MAX_READABLE_BYTES);
        assertThat(LongText.put(DynamoItem.at(key), "text", most).attributes())
                .containsEntry("text", AttributeValue.fromS(most));
        var more = LongText.put(DynamoItem.at(key), "text", most + "y");
        assertThat(more.attributes()).containsOnlyKeys("pk", "sk", "text_gzip");
        assertThat(LongText.get(more, "text")).isEqualTo(most + "y");
    }

    @Test
    void an_item_that_lacks_what_it_must_have_is_said_by_its_key() {
        var item = DynamoItem.of(DynamoKey.request(ID).attributes());
        assertThatThrownBy(() -> item.text("phase")).hasMessageContaining("REQUEST#" + ID + " STATE has no phase");
    }

    private int items(String partition) {
        return DynamoPeer.client()
                .query(DynamoQuery.all(partition).request(table.name()).build())
                .count();
    }

    private static DynamoLedger open(DynamoTable table) {
        return DynamoLedger.open(table, Clock.systemUTC(), DynamoLedgerTest.PATIENT);
    }

    private static AuditEvent event(String canonical) {
        return new AuditEvent(Installation.CHAIN, 0, "0", "hash", NOON, "policy.loaded", canonical);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable opening) {
        return assertThatThrownBy(opening).isInstanceOf(LedgerUnavailable.class);
    }
}
