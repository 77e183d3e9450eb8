package sallyport.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerFormat;
import sallyport.audit.Pulse;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The items of requests, of the marks that made them, and of the lists they stand in. */
final class DynamoRequests {

    private final DynamoCalls calls;
    private final InstantSource clock;
    private final AtomicLong lastArrival = new AtomicLong();

    DynamoRequests(DynamoCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** The items of a new request. */
    Stream<TransactWriteItem> insert(Request request, Phase phase, AuditEvent event, String mark) {
        var id = request.id();
        var age = DynamoKey.age(request.askedAt(), arrival(), id);
        var state = DynamoItem.at(DynamoKey.request(id))
                .with("version", 0)
                .with("ended", phase instanceof Phase.Ended)
                .with("end_shown", false)
                .with("request", LedgerFormat.write(request))
                .with("phase", LedgerFormat.write(phase))
                .with("beats", 0)
                .with("bytes", 0)
                .with("sequence", event.sequence())
                .with("hash", event.hash())
                .with("age", age);
        phase.holder().ifPresent(token -> state.with("token", token));
        return Stream.of(
                pointer(DynamoKey.mark(mark), id).putNew(calls.table()),
                state.putNew(calls.table()),
                pointer(new DynamoKey(DynamoKey.UNFINISHED, age), id).put(calls.table()),
                pointer(new DynamoKey(DynamoKey.HISTORY, age), id).put(calls.table()));
    }

    private static DynamoItem pointer(DynamoKey key, RequestId id) {
        return DynamoItem.at(key).with("request", id.value());
    }

    /** Grows with every call, and by the clocks of replicas among them; only tells apart what was asked at once. */
    private long arrival() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return lastArrival.updateAndGet(last -> Math.max(last + 1, now));
    }

    /** The request that the mark made, if it made one. */
    Optional<RequestId> holder(String mark) {
        return calls.get(DynamoKey.mark(mark)).map(item -> new RequestId(item.text("request")));
    }

    /** Moves the request if it still has the version; leaves its card and its pulse alone. */
    TransactWriteItem move(LedgerEntry from, Phase to, AuditEvent event) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":from", DynamoItem.number(from.version()),
                ":to", DynamoItem.number(from.version() + 1),
                ":ended", AttributeValue.fromBool(to instanceof Phase.Ended),
                ":phase", AttributeValue.fromS(LedgerFormat.write(to)),
                ":sequence", DynamoItem.number(event.sequence()),
                ":hash", AttributeValue.fromS(event.hash())));
        to.holder().ifPresent(token -> values.put(":token", AttributeValue.fromS(token)));
        var token = to.holder().isPresent() ? ", #token = :token" : " REMOVE #token";
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(calls.table())
                        .key(DynamoKey.request(from.request().id()).attributes())
                        .updateExpression("SET #version = :to, #ended = :ended, #phase = :phase,"
                                + " #sequence = :sequence, #hash = :hash" + token)
                        .conditionExpression("#version = :from")
                        .expressionAttributeNames(names("version", "ended", "phase", "sequence", "hash", "token"))
                        .expressionAttributeValues(values)
                        .build())
                .build();
    }

    /** Some of our names are among the words DynamoDB keeps for itself, so all of them go by placeholders. */
    private static Map<String, String> names(String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> "#" + name, name -> name));
    }

    boolean beat(RequestId id, String token, long bytes) {
        return calls.update(UpdateItemRequest.builder()
                .key(DynamoKey.request(id).attributes())
                .updateExpression("SET #beats = #beats + :one, #bytes = :bytes")
                .conditionExpression("#token = :token")
                .expressionAttributeNames(names("beats", "bytes", "token"))
                .expressionAttributeValues(Map.of(
                        ":one", DynamoItem.number(1),
                        ":bytes", DynamoItem.number(bytes),
                        ":token", AttributeValue.fromS(token))));
    }

    void cardPosted(RequestId id, MessageRef card) {
        var _ = calls.update(UpdateItemRequest.builder()
                .key(DynamoKey.request(id).attributes())
                .updateExpression("SET #card_channel = :channel, #card_ts = :ts")
                .conditionExpression("attribute_exists(pk) AND attribute_not_exists(#card_ts)")
                .expressionAttributeNames(names("card_channel", "card_ts"))
                .expressionAttributeValues(Map.of(
                        ":channel", AttributeValue.fromS(card.channel().value()),
                        ":ts", AttributeValue.fromS(card.ts()))));
    }

    /** Marks the end as shown and takes the request off the list of unfinished ones, if it has ended. */
    Optional<List<TransactWriteItem>> endShown(RequestId id) {
        return calls.get(DynamoKey.request(id))
                .filter(state -> state.flag("ended") && !state.flag("end_shown"))
                .map(state -> List.of(
                        TransactWriteItem.builder()
                                .update(update -> update.tableName(calls.table())
                                        .key(DynamoKey.request(id).attributes())
                                        .updateExpression("SET #end_shown = :yes")
                                        .conditionExpression("#ended = :yes")
                                        .expressionAttributeNames(names("end_shown", "ended"))
                                        .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true))))
                                .build(),
                        TransactWriteItem.builder()
                                .delete(delete -> delete.tableName(calls.table())
                                        .key(new DynamoKey(DynamoKey.UNFINISHED, state.text("age")).attributes()))
                                .build()));
    }

    Optional<LedgerEntry> find(RequestId id) {
        return calls.get(DynamoKey.request(id)).map(DynamoRequests::entry);
    }

    List<LedgerEntry> unfinished() {
        return pointedAt(DynamoQuery.all(DynamoKey.UNFINISHED)).stream()
                .filter(entry -> !(entry.phase() instanceof Phase.Ended) || !entry.endShown())
                .toList();
    }

    List<LedgerEntry> latest(int limit) {
        return pointedAt(DynamoQuery.last(DynamoKey.HISTORY, limit));
    }

    private List<LedgerEntry> pointedAt(DynamoQuery pointers) {
        var keys = calls.query(pointers).stream()
                .map(pointer -> DynamoKey.request(new RequestId(pointer.text("request"))))
                .toList();
        return calls.get(keys).stream().map(DynamoRequests::entry).toList();
    }

    private static LedgerEntry entry(DynamoItem item) {
        var card = item.optional("card_ts").map(ts -> new MessageRef(new ChannelId(item.text("card_channel")), ts));
        return new LedgerEntry(
                LedgerFormat.readRequest(item.text("request")),
                LedgerFormat.readPhase(item.text("phase")),
                item.number("version"),
                new ChainHead(item.number("sequence"), item.text("hash")),
                card,
                item.flag("end_shown"),
                new Pulse(item.number("beats"), item.number("bytes")));
    }
}
