package sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.request.Freeze;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** A ledger that lets somebody else be first between a look at the installation and the note that follows. */
class RacedLedger implements Ledger {
    private final Ledger ledger;
    private final Runnable other;
    private boolean raced;
    boolean always;

    RacedLedger(Ledger ledger, Runnable other) {
        this.ledger = ledger;
        this.other = other;
    }

    @Override
    public boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        if (!raced || always) {
            raced = true;
            other.run();
        }
        return ledger.note(decidedOn, freeze, event);
    }

    @Override
    public Applied create(Request request, Phase phase, AuditEvent event, String mark) {
        return ledger.create(request, phase, event, mark);
    }

    @Override
    public Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        return ledger.apply(decidedOn, to, event);
    }

    @Override
    public boolean beat(RequestId id, String token, long bytes) {
        return ledger.beat(id, token, bytes);
    }

    @Override
    public Optional<LedgerEntry> find(RequestId id) {
        return ledger.find(id);
    }

    @Override
    public List<LedgerEntry> unfinished() {
        return ledger.unfinished();
    }

    @Override
    public List<LedgerEntry> latest(int limit) {
        return ledger.latest(limit);
    }

    @Override
    public void cardPosted(RequestId id, MessageRef card) {
        ledger.cardPosted(id, card);
    }

    @Override
    public void endShown(RequestId id) {
        ledger.endShown(id);
    }

    @Override
    public Installation installation() {
        return ledger.installation();
    }

    @Override
    public List<AuditEvent> events(String chain, long from) {
        return ledger.events(chain, from);
    }

    @Override
    public List<String> chains(String after, int limit) {
        return ledger.chains(after, limit);
    }

    @Override
    public List<Sealable> unsealed(int limit) {
        return ledger.unsealed(limit);
    }

    @Override
    public boolean seal(Checkpoint checkpoint, List<Sealable> sealed) {
        return ledger.seal(checkpoint, sealed);
    }

    @Override
    public List<Checkpoint> checkpoints(long from, int limit) {
        return ledger.checkpoints(from, limit);
    }

    @Override
    public Optional<Checkpoint> lastCheckpoint() {
        return ledger.lastCheckpoint();
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Duration term) {
        return ledger.lease(name, holder, now, term);
    }

    @Override
    public void release(String name, String holder) {
        ledger.release(name, holder);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
