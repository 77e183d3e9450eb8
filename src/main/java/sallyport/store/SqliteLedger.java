package sallyport.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/**
 * The ledger in one SQLite file, for one process. Write-ahead log with {@code synchronous=FULL}: an answered write
 * survives a loss of power. Writes go through {@link GroupCommit}, reads through a connection of their own.
 */
public final class SqliteLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedger.class);

    private record Lease(String holder, Instant until) {}

    private final GroupCommit writer;
    private final Connection reader;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();

    private SqliteLedger(GroupCommit writer, Connection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens the file, or creates it and the directories it is in for their owner only, and brings it to the newest
     * shape.
     *
     * @throws LedgerUnavailable if it cannot be opened, or a newer Sallyport wrote it, which then is left as it is
     */
    public static SqliteLedger open(Path file) {
        try {
            var absolute = file.toAbsolutePath();
            Optional.ofNullable(absolute.getParent()).ifPresent(OwnerOnly::directory);
            var url = "jdbc:sqlite:" + OwnerOnly.file(absolute);
            return new SqliteLedger(new GroupCommit(prepared(url)), connect(url));
        } catch (IOException e) {
            throw unavailable(file, OwnerOnly.why(e), e);
        } catch (SQLException | UncheckedIOException e) {
            throw unavailable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static LedgerUnavailable unavailable(Path file, String why, Exception cause) {
        return new LedgerUnavailable("the ledger " + file + " cannot be opened: " + why, cause);
    }

    private static Connection prepared(String url) throws SQLException {
        try (var first = DriverManager.getConnection(url)) {
            SqliteMigrations.refuseNewer(first);
        }
        var connection = connect(url);
        try {
            SqliteMigrations.run(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(String url) throws SQLException {
        var connection = DriverManager.getConnection(url);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA busy_timeout = 5000");
        }
        return connection;
    }

    @Override
    public Applied create(Request request, Phase phase, AuditEvent event, String mark) {
        return write(connection -> {
            var earlier = SqliteRequests.holder(connection, mark);
            if (earlier.isPresent()) {
                return new Applied.Duplicate(earlier.get());
            }
            var drawnBefore = SqliteRequests.find(connection, request.id());
            if (drawnBefore.isPresent()) {
                return new Applied.Conflict(drawnBefore.get());
            }
            SqliteRequests.mark(connection, mark, request.id());
            SqliteRequests.insert(connection, request, phase, event);
            SqliteChains.append(connection, event);
            return new Applied.Written(
                    new LedgerEntry(request, phase, 0, head(event), Optional.empty(), false, Pulse.NONE));
        });
    }

    @Override
    public Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        var id = decidedOn.request().id();
        return write(connection -> {
            if (isClaim(decidedOn, to)
                    && SqliteChains.installation(connection).freeze().isPresent()) {
                return new Applied.Frozen(SqliteRequests.find(connection, id).orElseThrow());
            }
            if (!SqliteRequests.move(connection, decidedOn, to, event)) {
                return new Applied.Conflict(SqliteRequests.find(connection, id).orElseThrow());
            }
            SqliteChains.append(connection, event);
            return new Applied.Written(SqliteRequests.find(connection, id).orElseThrow());
        });
    }

    private static boolean isClaim(LedgerEntry from, Phase to) {
        return from.phase() instanceof Phase.Approved && to instanceof Phase.Starting;
    }

    private static ChainHead head(AuditEvent event) {
        return new ChainHead(event.sequence(), event.hash());
    }

    @Override
    public boolean beat(RequestId id, String token, long bytes) {
        return change(connection -> SqliteRequests.beat(connection, id, token, bytes));
    }

    @Override
    public Optional<LedgerEntry> find(RequestId id) {
        return read(connection -> SqliteRequests.find(connection, id));
    }

    @Override
    public List<LedgerEntry> unfinished() {
        return read(SqliteRequests::unfinished);
    }

    @Override
    public List<LedgerEntry> latest(int limit) {
        return read(connection -> SqliteRequests.latest(connection, limit));
    }

    @Override
    public void cardPosted(RequestId id, MessageRef card) {
        var _ = change(connection -> {
            SqliteRequests.cardPosted(connection, id, card);
            return true;
        });
    }

    @Override
    public void endShown(RequestId id) {
        var _ = change(connection -> {
            SqliteRequests.endShown(connection, id);
            return true;
        });
    }

    @Override
    public Installation installation() {
        return read(SqliteChains::installation);
    }

    @Override
    public boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        return change(connection -> SqliteChains.note(connection, decidedOn, freeze, event));
    }

    @Override
    public List<AuditEvent> events(String chain) {
        return read(connection -> SqliteChains.events(connection, chain));
    }

    @Override
    public List<String> chains(String after, int limit) {
        return read(connection -> SqliteChains.chains(connection, after, limit));
    }

    @Override
    public List<Sealable> unsealed(int limit) {
        return read(connection -> SqliteChains.unsealed(connection, limit));
    }

    @Override
    public boolean seal(Checkpoint checkpoint, List<Sealable> sealed) {
        return change(connection -> SqliteChains.seal(connection, checkpoint, sealed));
    }

    @Override
    public List<Checkpoint> checkpoints(long from, int limit) {
        return read(connection -> SqliteChains.checkpoints(connection, from, limit));
    }

    @Override
    public Optional<Checkpoint> lastCheckpoint() {
        return read(SqliteChains::lastCheckpoint);
    }

    /** One process has the file, so what leases tell apart is alive as long as this object is. */
    @Override
    public boolean lease(String name, String holder, Instant now, Duration term) {
        var until = now.plus(term);
        return leases.merge(
                        name,
                        new Lease(holder, until),
                        (held, wanted) -> held.holder().equals(holder) || !now.isBefore(held.until()) ? wanted : held)
                .equals(new Lease(holder, until));
    }

    @Override
    public void release(String name, String holder) {
        leases.computeIfPresent(name, (_, held) -> held.holder().equals(holder) ? null : held);
    }

    private Applied write(GroupCommit.Write<Applied> write) {
        try {
            return writer.write(write);
        } catch (SQLException e) {
            LOG.error("ledger.write-failed", e);
            return new Applied.Unanswered("the ledger did not answer");
        }
    }

    private <T> T change(GroupCommit.Write<T> write) {
        try {
            return writer.write(write);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger did not answer", e);
        }
    }

    private <T> T read(GroupCommit.Write<T> read) {
        reading.lock();
        try {
            return read.on(reader);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger did not answer", e);
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
            reading.lock();
            try {
                reader.close();
            } finally {
                reading.unlock();
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger did not close", e);
        }
    }
}
