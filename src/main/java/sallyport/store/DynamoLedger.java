package sallyport.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.audit.Applied;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.Checkpoint;
import sallyport.audit.Installation;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Pulse;
import sallyport.audit.Sealable;
import sallyport.request.Freeze;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The ledger in one DynamoDB table, for several replicas. Every transition is one transaction, every read strongly
 * consistent and from the table itself; nothing expires by DynamoDB's clock.
 */
public final class DynamoLedger implements Ledger {
    /** The shape of items this version writes and the highest it reads. */
    private static final long SHAPE = 1;

    private final DynamoCalls calls;
    private final DynamoRequests requests;
    private final DynamoChains chains;

    private DynamoLedger(DynamoCalls calls, InstantSource clock) {
        this.calls = calls;
        this.requests = new DynamoRequests(calls, clock);
        this.chains = new DynamoChains(calls);
    }

    /**
     * Looks at the table, which has to be there, and opens the ledger in it.
     *
     * @param clock orders requests that were asked at the same moment
     * @throws LedgerUnavailable if the table cannot be used, or a newer Sallyport wrote it
     */
    public static DynamoLedger open(DynamoTable table, InstantSource clock) {
        return open(table, clock, DynamoLimits.SERVING);
    }

    static DynamoLedger open(DynamoTable table, InstantSource clock, DynamoLimits limits) {
        try (var calls = calls(table, DynamoLimits.OPENING)) {
            calls.check(table);
            refuseNewer(calls, table);
        }
        return new DynamoLedger(calls(table, limits), clock);
    }

    private static DynamoCalls calls(DynamoTable table, DynamoLimits limits) {
        return new DynamoCalls(table, new DynamoClients(table, limits), Thread::sleep);
    }

    private static void refuseNewer(DynamoCalls calls, DynamoTable table) {
        long shape =
                calls.get(DynamoKey.shape()).map(item -> item.number("number")).orElse(SHAPE);
        if (shape > SHAPE) {
            var sentence = "the ledger in the table " + table.name() + " was written by a newer Sallyport (shape "
                    + shape + ", this one knows " + SHAPE + "); nothing was changed. Start that version";
            throw new LedgerUnavailable(sentence, new IllegalStateException(sentence));
        }
    }

    @Override
    public Applied create(Request request, Phase phase, AuditEvent event, String mark) {
        var items = Stream.concat(requests.insert(request, phase, event, mark), chains.append(event));
        return switch (calls.transact(items.toList())) {
            case Transacted.Done _ ->
                new Applied.Written(
                        new LedgerEntry(request, phase, 0, head(event), Optional.empty(), false, Pulse.NONE));
            case Transacted.Refused _ -> answer(() -> takenBefore(request, mark));
            case Transacted.Unanswered(var cause) -> new Applied.Unanswered(cause);
        };
    }

    private Applied takenBefore(Request request, String mark) {
        return requests.holder(mark)
                .<Applied>map(Applied.Duplicate::new)
                .or(() -> requests.find(request.id()).map(Applied.Conflict::new))
                .orElseThrow(() -> edited(request.id()));
    }

    @Override
    public Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        var move = Stream.concat(Stream.of(requests.move(decidedOn, to, event)), chains.append(event));
        var items = isClaim(decidedOn, to) ? Stream.concat(move, Stream.of(chains.notFrozen())) : move;
        return write(decidedOn, to, event, items.toList());
    }

    private Applied write(LedgerEntry decidedOn, Phase to, AuditEvent event, List<TransactWriteItem> items) {
        return switch (calls.transact(items)) {
            case Transacted.Done _ -> new Applied.Written(written(decidedOn, to, event));
            case Transacted.Refused(var places) -> {
                boolean frozen = isClaim(decidedOn, to) && places.equals(Set.of(items.size() - 1));
                yield answer(() -> refused(decidedOn, frozen));
            }
            case Transacted.Unanswered(var cause) -> new Applied.Unanswered(cause);
        };
    }

    private static boolean isClaim(LedgerEntry from, Phase to) {
        return from.phase() instanceof Phase.Approved && to instanceof Phase.Starting;
    }

    private static ChainHead head(AuditEvent event) {
        return new ChainHead(event.sequence(), event.hash());
    }

    /** A transaction answers with no attributes, so the card and the pulse, which anybody may change, are read. */
    private LedgerEntry written(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        var now = readBack(decidedOn);
        return new LedgerEntry(
                decidedOn.request(),
                to,
                decidedOn.version() + 1,
                head(event),
                now.card(),
                decidedOn.endShown(),
                now.pulse());
    }

    private LedgerEntry readBack(LedgerEntry decidedOn) {
        try {
            return requests.find(decidedOn.request().id()).orElse(decidedOn);
        } catch (LedgerUnavailable e) {
            return decidedOn;
        }
    }

    /** Who was first; without a first it is the freeze, or the table does not say the truth. */
    private Applied refused(LedgerEntry decidedOn, boolean frozen) {
        var id = decidedOn.request().id();
        var actual = requests.find(id).orElseThrow(() -> edited(id));
        if (actual.version() != decidedOn.version()) {
            return new Applied.Conflict(actual);
        }
        if (frozen) {
            return new Applied.Frozen(actual);
        }
        throw edited(id);
    }

    private static IllegalStateException edited(RequestId id) {
        return new IllegalStateException("the ledger's items of " + id
                + " contradict each other; nothing was written. Somebody else has changed the table");
    }

    /** The write was refused; if it cannot be read why, it may be asked again. */
    private static Applied answer(Reason reason) {
        try {
            return reason.read();
        } catch (LedgerUnavailable e) {
            return new Applied.Unanswered(e.explanation());
        }
    }

    private interface Reason {
        Applied read();
    }

    @Override
    public boolean beat(RequestId id, String token, long bytes) {
        return requests.beat(id, token, bytes);
    }

    @Override
    public Optional<LedgerEntry> find(RequestId id) {
        return requests.find(id);
    }

    @Override
    public List<LedgerEntry> unfinished() {
        return requests.unfinished();
    }

    @Override
    public List<LedgerEntry> latest(int limit) {
        return requests.latest(limit);
    }

    @Override
    public void cardPosted(RequestId id, MessageRef card) {
        requests.cardPosted(id, card);
    }

    @Override
    public void endShown(RequestId id) {
        requests.endShown(id).map(calls::transact).ifPresent(transacted -> {
            if (transacted instanceof Transacted.Unanswered(var cause)) {
                throw new LedgerUnavailable(cause, new IllegalStateException("the end of " + id + " is not marked"));
            }
        });
    }

    @Override
    public Installation installation() {
        return chains.installation();
    }

    @Override
    public boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        return chains.note(decidedOn, freeze, event);
    }

    @Override
    public List<AuditEvent> events(String chain, long from) {
        return chains.events(chain, from);
    }

    @Override
    public List<String> chains(String after, int limit) {
        return chains.chains(after, limit);
    }

    @Override
    public List<Sealable> unsealed(int limit) {
        return chains.unsealed(limit);
    }

    @Override
    public boolean seal(Checkpoint checkpoint, List<Sealable> sealed) {
        return chains.seal(checkpoint, sealed);
    }

    @Override
    public List<Checkpoint> checkpoints(long from, int limit) {
        return chains.checkpoints(from, limit);
    }

    @Override
    public Optional<Checkpoint> lastCheckpoint() {
        return chains.lastCheckpoint();
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Duration term) {
        return calls.update(UpdateItemRequest.builder()
                .key(DynamoKey.lease(name).attributes())
                .updateExpression("SET #holder = :holder, #until = :until")
                .conditionExpression(DynamoKey.ABSENT + " OR #holder = :holder OR #until <= :now")
                .expressionAttributeNames(Map.of("#holder", "holder", "#until", "until"))
                .expressionAttributeValues(Map.of(
                        ":holder", AttributeValue.fromS(holder),
                        ":now", DynamoItem.number(now.toEpochMilli()),
                        ":until", DynamoItem.number(now.plus(term).toEpochMilli()))));
    }

    @Override
    public void release(String name, String holder) {
        calls.delete(DynamoKey.lease(name), "holder", AttributeValue.fromS(holder));
    }

    @Override
    public void close() {
        calls.close();
    }
}
