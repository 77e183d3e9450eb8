package sallyport.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

/** The rows of the tables {@code request} and {@code mark}. Runs inside the transaction it is given. */
final class SqliteRequests {
    private static final String COLUMNS =
            "id, version, end_shown, request, phase, beats, bytes, sequence, hash, card_channel, card_ts";

    private SqliteRequests() {}

    static void mark(Connection connection, String mark, RequestId id) throws SQLException {
        update(connection, "INSERT INTO mark (mark, request) VALUES (?, ?)", statement -> {
            statement.setString(1, mark);
            statement.setString(2, id.value());
        });
    }

    /** The request that the mark made, if it made one. */
    static Optional<RequestId> holder(Connection connection, String mark) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT request FROM mark WHERE mark = ?")) {
            statement.setString(1, mark);
            var rows = statement.executeQuery();
            return rows.next() ? Optional.of(new RequestId(rows.getString(1))) : Optional.empty();
        }
    }

    static void insert(Connection connection, Request request, Phase phase, AuditEvent event) throws SQLException {
        var sql = "INSERT INTO request (id, version, ended, asked_at, request, phase, sequence, hash) "
                + "VALUES (?, 0, ?, ?, ?, ?, ?, ?)";
        update(connection, sql, statement -> {
            statement.setString(1, request.id().value());
            statement.setBoolean(2, phase instanceof Phase.Ended);
            statement.setLong(3, request.askedAt().toEpochMilli());
            statement.setString(4, LedgerFormat.write(request));
            statement.setString(5, LedgerFormat.write(phase));
            statement.setLong(6, event.sequence());
            statement.setString(7, event.hash());
        });
    }

    static boolean move(Connection connection, LedgerEntry from, Phase to, AuditEvent event) throws SQLException {
        var sql = "UPDATE request SET version = version + 1, ended = ?, phase = ?, token = ?, sequence = ?, hash = ? "
                + "WHERE id = ? AND version = ?";
        return update(connection, sql, statement -> {
            statement.setBoolean(1, to instanceof Phase.Ended);
            statement.setString(2, LedgerFormat.write(to));
            statement.setString(3, token(to));
            statement.setLong(4, event.sequence());
            statement.setString(5, event.hash());
            statement.setString(6, from.request().id().value());
            statement.setLong(7, from.version());
        });
    }

    private static @Nullable String token(Phase phase) {
        return phase.holder().orElse(null);
    }

    static boolean beat(Connection connection, RequestId id, String token, long bytes) throws SQLException {
        var sql = "UPDATE request SET beats = beats + 1, bytes = ? WHERE id = ? AND token = ?";
        return update(connection, sql, statement -> {
            statement.setLong(1, bytes);
            statement.setString(2, id.value());
            statement.setString(3, token);
        });
    }

    static void cardPosted(Connection connection, RequestId id, MessageRef card) throws SQLException {
        var sql = "UPDATE request SET card_channel = ?, card_ts = ? WHERE id = ? AND card_ts IS NULL";
        update(connection, sql, statement -> {
            statement.setString(1, card.channel().value());
            statement.setString(2, card.ts());
            statement.setString(3, id.value());
        });
    }

    static void endShown(Connection connection, RequestId id) throws SQLException {
        update(
                connection,
                "UPDATE request SET end_shown = 1 WHERE id = ? AND ended = 1",
                statement -> statement.setString(1, id.value()));
    }

    static Optional<LedgerEntry> find(Connection connection, RequestId id) throws SQLException {
        return query(connection, "WHERE id = ?", statement -> statement.setString(1, id.value())).stream()
                .findFirst();
    }

    static List<LedgerEntry> unfinished(Connection connection) throws SQLException {
        return query(connection, "WHERE ended = 0 OR end_shown = 0 ORDER BY asked_at, rowid", _ -> {});
    }

    static List<LedgerEntry> latest(Connection connection, int limit) throws SQLException {
        return query(connection, "ORDER BY asked_at DESC, rowid DESC LIMIT ?", statement -> statement.setInt(1, limit));
    }

    private static List<LedgerEntry> query(Connection connection, String which, Binding binding) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT " + COLUMNS + " FROM request " + which)) {
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
                row.getBoolean("end_shown"),
                new Pulse(row.getLong("beats"), row.getLong("bytes")));
    }

    /** Fills in a statement. */
    interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    /** Runs a statement and answers whether it changed a row. */
    static boolean update(Connection connection, String sql, Binding binding) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            binding.on(statement);
            return statement.executeUpdate() > 0;
        }
    }
}
