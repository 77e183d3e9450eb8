package sallyport.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.Checkpoint;
import sallyport.audit.Installation;
import sallyport.audit.LedgerFormat;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Sealable;
import sallyport.request.Freeze;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The items of the audit chains, their checkpoints and the installation. */
final class DynamoChains {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoChains.class);

    /** Items in one transaction. Source: DynamoDB's API reference of TransactWriteItems. */
    private static final int MAX_IN_TRANSACTION = 100;

    /** How often a write is tried that says nothing of whether it was made. */
    private static final int ATTEMPTS = 3;

    private static final String TO_BE_COVERED = DynamoKey.ABSENT + " OR #sequence <= :sequence";
    private static final Map<String, String> SEQUENCE = Map.of("#sequence", "sequence");

    private final DynamoCalls calls;

    DynamoChains(DynamoCalls calls) {
        this.calls = calls;
    }

    /** The items of a chain's next event. */
    Stream<TransactWriteItem> append(AuditEvent event) {
        var next = Stream.of(event(event).putNew(calls.table()), unsealed(event).put(calls.table()));
        var name = DynamoItem.at(DynamoKey.chain(event.chain())).put(calls.table());
        return event.sequence() > 0 ? next : Stream.concat(next, Stream.of(name));
    }

    private static DynamoItem event(AuditEvent event) {
        var item = DynamoItem.at(DynamoKey.event(event.chain(), event.sequence()))
                .with("previous", event.previous())
                .with("hash", event.hash())
                .with("at", event.at().toString())
                .with("type", event.type());
        return LongText.put(item, "canonical", event.canonical());
    }

    private static DynamoItem unsealed(AuditEvent event) {
        return DynamoItem.at(DynamoKey.unsealed(event.chain()))
                .with("sequence", event.sequence())
                .with("hash", event.hash());
    }

    /** Holds while starts are not frozen. */
    TransactWriteItem notFrozen() {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(calls.table())
                        .key(DynamoKey.installation().attributes())
                        .conditionExpression("attribute_not_exists(#freeze)")
                        .expressionAttributeNames(Map.of("#freeze", "freeze")))
                .build();
    }

    List<AuditEvent> events(String chain, long from) {
        var events = DynamoQuery.from(DynamoKey.events(chain), DynamoKey.padded(from), DynamoQuery.UNLIMITED);
        return calls.query(events).stream().map(item -> event(chain, item)).toList();
    }

    private static AuditEvent event(String chain, DynamoItem item) {
        return new AuditEvent(
                chain,
                Long.parseLong(item.sort()),
                item.text("previous"),
                item.text("hash"),
                Instant.parse(item.text("at")),
                item.text("type"),
                LongText.get(item, "canonical"));
    }

    List<String> chains(String after, int limit) {
        return calls.query(DynamoQuery.after(DynamoKey.CHAINS, after, limit)).stream()
                .map(DynamoItem::sort)
                .toList();
    }

    Installation installation() {
        return calls.get(DynamoKey.installation())
                .map(item ->
                        new Installation(head(item), item.optional("freeze").map(LedgerFormat::readFreeze)))
                .orElse(Installation.NEW);
    }

    private static ChainHead head(DynamoItem item) {
        return new ChainHead(item.number("sequence"), item.text("hash"));
    }

    boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        var items = Stream.concat(Stream.of(grow(decidedOn, freeze, event)), append(event));
        return settle(
                items.toList(),
                () -> calls.get(DynamoKey.event(event.chain(), event.sequence()))
                        .filter(item -> item.text("hash").equals(event.hash()))
                        .isPresent());
    }

    private TransactWriteItem grow(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        var item = DynamoItem.at(DynamoKey.installation())
                .with("sequence", event.sequence())
                .with("hash", event.hash());
        freeze.ifPresent(set -> item.with("freeze", LedgerFormat.write(set)));
        if (decidedOn.head().equals(Installation.NEW.head())) {
            return item.putNew(calls.table());
        }
        return TransactWriteItem.builder()
                .put(put -> put.tableName(calls.table())
                        .item(item.attributes())
                        .conditionExpression("#sequence = :sequence AND #hash = :hash")
                        .expressionAttributeNames(Map.of("#sequence", "sequence", "#hash", "hash"))
                        .expressionAttributeValues(Map.of(
                                ":sequence", DynamoItem.number(decidedOn.head().sequence()),
                                ":hash", AttributeValue.fromS(decidedOn.head().hash()))))
                .build();
    }

    List<Sealable> unsealed(int limit) {
        return calls.query(DynamoQuery.first(DynamoKey.UNSEALED, limit)).stream()
                .map(item -> new Sealable(item.sort(), head(item)))
                .toList();
    }

    boolean seal(Checkpoint checkpoint, List<Sealable> sealed) {
        if (!store(checkpoint)) {
            return false;
        }
        for (int from = 0; from < sealed.size(); from += MAX_IN_TRANSACTION) {
            cover(sealed.subList(from, Math.min(from + MAX_IN_TRANSACTION, sealed.size())));
        }
        return true;
    }

    private boolean store(Checkpoint checkpoint) {
        var key = DynamoKey.checkpoint(checkpoint.number());
        var item = LongText.put(DynamoItem.at(key), "canonical", checkpoint.canonical())
                .with("hash", checkpoint.hash())
                .with("signature", checkpoint.signature());
        var items = new ArrayList<>(List.of(item.putNew(calls.table())));
        if (checkpoint.number() > 0) {
            items.add(present(DynamoKey.checkpoint(checkpoint.number() - 1)));
        }
        return settle(
                items,
                () -> calls.get(key)
                        .map(DynamoChains::checkpoint)
                        .filter(checkpoint::equals)
                        .isPresent());
    }

    private TransactWriteItem present(DynamoKey key) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(calls.table())
                        .key(key.attributes())
                        .conditionExpression("attribute_exists(pk)"))
                .build();
    }

    /**
     * Takes chains off the list of unsealed ones unless they have grown since. They may stay on it when that does not
     * succeed, since then the next checkpoint covers them once more.
     */
    private void cover(List<Sealable> sealed) {
        List<Sealable> left = new ArrayList<>(sealed);
        while (!left.isEmpty()) {
            switch (calls.transact(left.stream().map(this::covered).toList())) {
                case Transacted.Done _ -> left.clear();
                case Transacted.Refused(var places) -> {
                    var tried = List.copyOf(left);
                    places.forEach(place -> left.remove(tried.get(place)));
                }
                case Transacted.Unanswered(var cause) -> {
                    LOG.atWarn().addKeyValue("chains", left.size()).log("checkpoint.marks-left: {}", cause);
                    return;
                }
            }
        }
    }

    private TransactWriteItem covered(Sealable sealed) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(calls.table())
                        .key(DynamoKey.unsealed(sealed.chain()).attributes())
                        .conditionExpression(TO_BE_COVERED)
                        .expressionAttributeNames(SEQUENCE)
                        .expressionAttributeValues(Map.of(
                                ":sequence", DynamoItem.number(sealed.head().sequence()))))
                .build();
    }

    Optional<Checkpoint> lastCheckpoint() {
        return calls.query(DynamoQuery.last(DynamoKey.CHECKPOINTS, 1)).stream()
                .map(DynamoChains::checkpoint)
                .findFirst();
    }

    List<Checkpoint> checkpoints(long from, int limit) {
        return calls.query(DynamoQuery.from(DynamoKey.CHECKPOINTS, DynamoKey.padded(from), limit)).stream()
                .map(DynamoChains::checkpoint)
                .toList();
    }

    private static Checkpoint checkpoint(DynamoItem item) {
        return new Checkpoint(
                Long.parseLong(item.sort()),
                LongText.get(item, "canonical"),
                item.text("hash"),
                item.text("signature"));
    }

    /** What a write leaves behind and no other write could. */
    private interface Trace {
        boolean isThere();
    }

    /**
     * Writes, and repeats a write that was not answered. If a repeat is refused, its trace tells whether that is
     * because an earlier attempt arrived after all.
     */
    private boolean settle(List<TransactWriteItem> items, Trace ours) {
        var cause = DynamoErrors.NO_ANSWER;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            switch (calls.transact(items)) {
                case Transacted.Done _ -> {
                    return true;
                }
                case Transacted.Refused _ -> {
                    return attempt > 1 && ours.isThere();
                }
                case Transacted.Unanswered unanswered -> cause = unanswered.cause();
            }
        }
        throw new LedgerUnavailable(cause, new IllegalStateException("asked " + ATTEMPTS + " times"));
    }
}
