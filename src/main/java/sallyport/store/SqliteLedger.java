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
import sallyport.audit.LedgerFormat;
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
    /** Belongs to the writer's thread. */
    private final Statements writing;

    private final Connection reader;
    /** Guarded by {@link #reading}. */
    private final Statements readings;

    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();

    private SqliteLedger(Connection writer, Connection reader) throws SQLException {
        this.writer = new GroupCommit(writer);
        this.writing = new Statements(writer);
        this.reader = reader;
        this.readings = new Statements(reader);
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
            return new SqliteLedger(prepared(url), connect(url));
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
        var json = SqliteRequests.Stored.of(request, phase);
        return write(() -> {
            var earlier = SqliteRequests.holder(writing, mark);
            if (earlier.isPresent()) {
                return new Applied.Duplicate(earlier.get());
            }
            var drawnBefore = SqliteRequests.find(writing, request.id());
            if (drawnBefore.isPresent()) {
                return new Applied.Conflict(drawnBefore.get());
            }
            SqliteRequests.mark(writing, mark, request.id());
            SqliteRequests.insert(writing, request, phase, json, event);
            SqliteChains.append(writing, event);
            return new Applied.Written(
                    new LedgerEntry(request, phase, 0, head(event), Optional.empty(), false, Pulse.NONE));
        });
    }

    @Override
    public Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        var id = decidedOn.request().id();
        var json = LedgerFormat.write(to);
        return write(() -> {
            if (isClaim(decidedOn, to)
                    && SqliteChains.installation(writing).freeze().isPresent()) {
                var actual = SqliteRequests.find(writing, id).orElseThrow();
                return actual.version() == decidedOn.version()
                        ? new Applied.Frozen(actual)
                        : new Applied.Conflict(actual);
            }
            var moved = SqliteRequests.move(writing, decidedOn, to, json, event);
            if (moved.isEmpty()) {
                return new Applied.Conflict(SqliteRequests.find(writing, id).orElseThrow());
            }
            SqliteChains.append(writing, event);
            return new Applied.Written(moved.get());
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
        return change(() -> SqliteRequests.beat(writing, id, token, bytes));
    }

    @Override
    public Optional<LedgerEntry> find(RequestId id) {
        return read(statements -> SqliteRequests.find(statements, id));
    }

    @Override
    public List<LedgerEntry> unfinished() {
        return read(SqliteRequests::unfinished);
    }

    @Override
    public List<LedgerEntry> latest(int limit) {
        return read(statements -> SqliteRequests.latest(statements, limit));
    }

    @Override
    public void cardPosted(RequestId id, MessageRef card) {
        var _ = change(() -> {
            SqliteRequests.cardPosted(writing, id, card);
            return true;
        });
    }

    @Override
    public void endShown(RequestId id) {
        var _ = change(() -> {
            SqliteRequests.endShown(writing, id);
            return true;
        });
    }

    @Override
    public Installation installation() {
        return read(SqliteChains::installation);
    }

    @Override
    public boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        return change(() -> SqliteChains.note(writing, decidedOn, freeze, event));
    }

    @Override
    public List<AuditEvent> events(String chain, long from) {
        return read(statements -> SqliteChains.events(statements, chain, from));
    }

    @Override
    public List<String> chains(String after, int limit) {
        return read(statements -> SqliteChains.chains(statements, after, limit));
    }

    @Override
    public List<Sealable> unsealed(int limit) {
        return read(statements -> SqliteChains.unsealed(statements, limit));
    }

    @Override
    public boolean seal(Checkpoint checkpoint, List<Sealable> sealed) {
        return change(() -> SqliteChains.seal(writing, checkpoint, sealed));
    }

    @Override
    public List<Checkpoint> checkpoints(long from, int limit) {
        return read(statements -> SqliteChains.checkpoints(statements, from, limit));
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

    /** What one write does, inside the writer's transaction. */
    private interface Writing<T> {
        T run() throws SQLException;
    }

    /** What one read does. */
    private interface Reading<T> {
        T from(Statements statements) throws SQLException;
    }

    private Applied write(Writing<Applied> write) {
        try {
            return writer.write(_ -> write.run());
        } catch (SQLException e) {
            LOG.error("ledger.write-failed", e);
            return new Applied.Unanswered("the ledger did not answer");
        }
    }

    private <T> T change(Writing<T> write) {
        try {
            return writer.write(_ -> write.run());
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger did not answer", e);
        }
    }

    private <T> T read(Reading<T> read) {
        reading.lock();
        try {
            return read.from(readings);
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
