package sallyport.store;

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

    static void mark(Statements statements, String mark, RequestId id) throws SQLException {
        statements.update("INSERT INTO mark (mark, request) VALUES (?, ?)", statement -> {
            statement.setString(1, mark);
            statement.setString(2, id.value());
        });
    }

    /** The request that the mark made, if it made one. */
    static Optional<RequestId> holder(Statements statements, String mark) throws SQLException {
        var statement = statements.of("SELECT request FROM mark WHERE mark = ?");
        statement.setString(1, mark);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(new RequestId(rows.getString(1))) : Optional.empty();
        }
    }

    /** A request and its phase as they are stored; made by the caller, so that the one writer need not. */
    record Stored(String request, String phase) {
        static Stored of(Request request, Phase phase) {
            return new Stored(LedgerFormat.write(request), LedgerFormat.write(phase));
        }
    }

    /** @param json request and phase as they are stored */
    static void insert(Statements statements, Request request, Phase phase, Stored json, AuditEvent event)
            throws SQLException {
        var sql = "INSERT INTO request (id, version, ended, asked_at, request, phase, sequence, hash) "
                + "VALUES (?, 0, ?, ?, ?, ?, ?, ?)";
        statements.update(sql, statement -> {
            statement.setString(1, request.id().value());
            statement.setBoolean(2, phase instanceof Phase.Ended);
            statement.setLong(3, request.askedAt().toEpochMilli());
            statement.setString(4, json.request());
            statement.setString(5, json.phase());
            statement.setLong(6, event.sequence());
            statement.setString(7, event.hash());
        });
    }

    /**
     * Moves the request if it is still at the version that was decided on.
     *
     * @param json the new phase as it is stored; made by the caller, so that the one writer need not
     * @return what the ledger remembers of it now
     */
    static Optional<LedgerEntry> move(Statements statements, LedgerEntry from, Phase to, String json, AuditEvent event)
            throws SQLException {
        var statement = statements.of(
                "UPDATE request SET version = version + 1, ended = ?, phase = ?, token = ?, sequence = ?, hash = ? "
                        + "WHERE id = ? AND version = ? RETURNING version, end_shown, beats, bytes, card_channel, card_ts");
        statement.setBoolean(1, to instanceof Phase.Ended);
        statement.setString(2, json);
        statement.setString(3, token(to));
        statement.setLong(4, event.sequence());
        statement.setString(5, event.hash());
        statement.setString(6, from.request().id().value());
        statement.setLong(7, from.version());
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(moved(rows, from.request(), to, event)) : Optional.empty();
        }
    }

    private static LedgerEntry moved(ResultSet row, Request request, Phase phase, AuditEvent event)
            throws SQLException {
        return new LedgerEntry(
                request,
                phase,
                row.getLong("version"),
                new ChainHead(event.sequence(), event.hash()),
                card(row),
                row.getBoolean("end_shown"),
                new Pulse(row.getLong("beats"), row.getLong("bytes")));
    }

    private static Optional<MessageRef> card(ResultSet row) throws SQLException {
        var channel = row.getString("card_channel");
        return Optional.ofNullable(row.getString("card_ts")).map(ts -> new MessageRef(new ChannelId(channel), ts));
    }

    private static @Nullable String token(Phase phase) {
        return phase.holder().orElse(null);
    }

    static boolean beat(Statements statements, RequestId id, String token, long bytes) throws SQLException {
        var sql = "UPDATE request SET beats = beats + 1, bytes = ? WHERE id = ? AND token = ?";
        return statements.update(sql, statement -> {
            statement.setLong(1, bytes);
            statement.setString(2, id.value());
            statement.setString(3, token);
        });
    }

    static void cardPosted(Statements statements, RequestId id, MessageRef card) throws SQLException {
        var sql = "UPDATE request SET card_channel = ?, card_ts = ? WHERE id = ? AND card_ts IS NULL";
        statements.update(sql, statement -> {
            statement.setString(1, card.channel().value());
            statement.setString(2, card.ts());
            statement.setString(3, id.value());
        });
    }

    static void endShown(Statements statements, RequestId id) throws SQLException {
        statements.update(
                "UPDATE request SET end_shown = 1 WHERE id = ? AND ended = 1",
                statement -> statement.setString(1, id.value()));
    }

    static Optional<LedgerEntry> find(Statements statements, RequestId id) throws SQLException {
        return query(statements, "WHERE id = ?", statement -> statement.setString(1, id.value())).stream()
                .findFirst();
    }

    static List<LedgerEntry> unfinished(Statements statements) throws SQLException {
        return query(statements, "WHERE ended = 0 OR end_shown = 0 ORDER BY asked_at, rowid", _ -> {});
    }

    static List<LedgerEntry> latest(Statements statements, int limit) throws SQLException {
        return query(statements, "ORDER BY asked_at DESC, rowid DESC LIMIT ?", statement -> statement.setInt(1, limit));
    }

    private static List<LedgerEntry> query(Statements statements, String which, Statements.Binding binding)
            throws SQLException {
        var statement = statements.of("SELECT " + COLUMNS + " FROM request " + which);
        binding.on(statement);
        try (var rows = statement.executeQuery()) {
            var entries = new ArrayList<LedgerEntry>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return entries;
        }
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(
                LedgerFormat.readRequest(row.getString("request")),
                LedgerFormat.readPhase(row.getString("phase")),
                row.getLong("version"),
                new ChainHead(row.getLong("sequence"), row.getString("hash")),
                card(row),
                row.getBoolean("end_shown"),
                new Pulse(row.getLong("beats"), row.getLong("bytes")));
    }
}
