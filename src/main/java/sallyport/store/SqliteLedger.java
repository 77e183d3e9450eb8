package sallyport.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Applied;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerFormat;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.ChannelId;
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
    private static final String COLUMNS =
            "id, version, end_shown, request, phase, sequence, hash, card_channel, card_ts";

    private final GroupCommit writer;
    private final Connection reader;
    private final ReentrantLock reading = new ReentrantLock();

    private SqliteLedger(GroupCommit writer, Connection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens the file, or creates it for its owner only, and brings it to the newest shape.
     *
     * @throws LedgerUnavailable if it cannot be opened, or a newer Sallyport wrote it, which then is left as it is
     */
    public static SqliteLedger open(Path file) {
        try {
            var url = "jdbc:sqlite:" + OwnerOnly.file(file.toAbsolutePath());
            return new SqliteLedger(new GroupCommit(prepared(url)), connect(url));
        } catch (IOException | SQLException e) {
            throw new LedgerUnavailable("the ledger " + file + " cannot be opened: " + e.getMessage(), e);
        }
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
            var drawnBefore = find(connection, request.id());
            if (drawnBefore.isPresent()) {
                return new Applied.Conflict(drawnBefore.get());
            }
            if (!claim(connection, mark, request.id())) {
                return new Applied.Duplicate(holder(connection, mark));
            }
            insert(connection, request, phase, event);
            append(connection, event);
            return new Applied.Written(new LedgerEntry(request, phase, 0, head(event), Optional.empty(), false));
        });
    }

    @Override
    public Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        return write(connection -> {
            if (!move(connection, decidedOn, to, event)) {
                return new Applied.Conflict(
                        find(connection, decidedOn.request().id()).orElseThrow());
            }
            append(connection, event);
            return new Applied.Written(
                    find(connection, decidedOn.request().id()).orElseThrow());
        });
    }

    @Override
    public Optional<LedgerEntry> find(RequestId id) {
        return read(connection -> find(connection, id));
    }

    @Override
    public List<LedgerEntry> unfinished() {
        return read(connection -> query(
                connection,
                "SELECT " + COLUMNS + " FROM request WHERE ended = 0 OR end_shown = 0 ORDER BY asked_at, rowid",
                statement -> {}));
    }

    @Override
    public List<LedgerEntry> latest(int limit) {
        return read(connection -> query(
                connection,
                "SELECT " + COLUMNS + " FROM request ORDER BY asked_at DESC, rowid DESC LIMIT ?",
                statement -> statement.setInt(1, limit)));
    }

    @Override
    public void cardPosted(RequestId id, MessageRef card) {
        update("UPDATE request SET card_channel = ?, card_ts = ? WHERE id = ? AND card_ts IS NULL", statement -> {
            statement.setString(1, card.channel().value());
            statement.setString(2, card.ts());
            statement.setString(3, id.value());
        });
    }

    @Override
    public void endShown(RequestId id) {
        update(
                "UPDATE request SET end_shown = 1 WHERE id = ? AND ended = 1",
                statement -> statement.setString(1, id.value()));
    }

    @Override
    public List<AuditEvent> events(RequestId id) {
        return read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT sequence, previous, hash, at, type, canonical FROM audit_event WHERE run = ? ORDER BY sequence")) {
                statement.setString(1, id.value());
                return events(id, statement.executeQuery());
            }
        });
    }

    private static List<AuditEvent> events(RequestId id, ResultSet rows) throws SQLException {
        var events = new ArrayList<AuditEvent>();
        while (rows.next()) {
            events.add(new AuditEvent(
                    id,
                    rows.getLong("sequence"),
                    rows.getString("previous"),
                    rows.getString("hash"),
                    Instant.parse(rows.getString("at")),
                    rows.getString("type"),
                    rows.getString("canonical")));
        }
        return events;
    }

    private static boolean claim(Connection connection, String mark, RequestId id) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT OR IGNORE INTO mark (mark, request) VALUES (?, ?)")) {
            statement.setString(1, mark);
            statement.setString(2, id.value());
            return statement.executeUpdate() == 1;
        }
    }

    private static RequestId holder(Connection connection, String mark) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT request FROM mark WHERE mark = ?")) {
            statement.setString(1, mark);
            return new RequestId(statement.executeQuery().getString(1));
        }
    }

    private static void insert(Connection connection, Request request, Phase phase, AuditEvent event)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO request (id, version, ended, asked_at, request, phase, sequence, hash) VALUES (?, 0, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, request.id().value());
            statement.setBoolean(2, phase instanceof Phase.Ended);
            statement.setLong(3, request.askedAt().toEpochMilli());
            statement.setString(4, LedgerFormat.write(request));
            statement.setString(5, LedgerFormat.write(phase));
            statement.setLong(6, event.sequence());
            statement.setString(7, event.hash());
            statement.executeUpdate();
        }
    }

    private static boolean move(Connection connection, LedgerEntry from, Phase to, AuditEvent event)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE request SET version = version + 1, ended = ?, phase = ?, sequence = ?, hash = ? WHERE id = ? AND version = ?")) {
            statement.setBoolean(1, to instanceof Phase.Ended);
            statement.setString(2, LedgerFormat.write(to));
            statement.setLong(3, event.sequence());
            statement.setString(4, event.hash());
            statement.setString(5, from.request().id().value());
            statement.setLong(6, from.version());
            return statement.executeUpdate() == 1;
        }
    }

    private static void append(Connection connection, AuditEvent event) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO audit_event (run, sequence, previous, hash, at, type, canonical) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, event.run().value());
            statement.setLong(2, event.sequence());
            statement.setString(3, event.previous());
            statement.setString(4, event.hash());
            statement.setString(5, event.at().toString());
            statement.setString(6, event.type());
            statement.setString(7, event.canonical());
            statement.executeUpdate();
        }
    }

    private static ChainHead head(AuditEvent event) {
        return new ChainHead(event.sequence(), event.hash());
    }

    private static Optional<LedgerEntry> find(Connection connection, RequestId id) throws SQLException {
        return query(
                        connection,
                        "SELECT " + COLUMNS + " FROM request WHERE id = ?",
                        statement -> statement.setString(1, id.value()))
                .stream()
                .findFirst();
    }

    private interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    private static List<LedgerEntry> query(Connection connection, String sql, Binding binding) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            binding.on(statement);
            var rows = statement.executeQuery();
            var entries = new ArrayList<LedgerEntry>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return entries;
        }
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        var cardTs = Optional.ofNullable(row.getString("card_ts"));
        var channel = row.getString("card_channel");
        return new LedgerEntry(
                LedgerFormat.readRequest(row.getString("request")),
                LedgerFormat.readPhase(row.getString("phase")),
                row.getLong("version"),
                new ChainHead(row.getLong("sequence"), row.getString("hash")),
                cardTs.map(ts -> new MessageRef(new ChannelId(channel), ts)),
                row.getBoolean("end_shown"));
    }

    private Applied write(GroupCommit.Write<Applied> write) {
        try {
            return writer.write(write);
        } catch (SQLException e) {
            LOG.error("ledger.write-failed", e);
            return new Applied.Unavailable("the ledger did not answer");
        }
    }

    private void update(String sql, Binding binding) {
        try {
            writer.write(connection -> {
                try (var statement = connection.prepareStatement(sql)) {
                    binding.on(statement);
                    return statement.executeUpdate();
                }
            });
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
