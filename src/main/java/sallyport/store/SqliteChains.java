package sallyport.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.Checkpoint;
import sallyport.audit.Installation;
import sallyport.audit.LedgerFormat;
import sallyport.audit.Sealable;
import sallyport.request.Freeze;

/** The audit chains, their checkpoints and the installation. Runs inside the transaction it is given. */
final class SqliteChains {
    private SqliteChains() {}

    static void append(Statements statements, AuditEvent event) throws SQLException {
        var sql = "INSERT INTO audit_event (chain, sequence, previous, hash, at, type, canonical) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)";
        statements.update(sql, statement -> {
            statement.setString(1, event.chain());
            statement.setLong(2, event.sequence());
            statement.setString(3, event.previous());
            statement.setString(4, event.hash());
            statement.setString(5, event.at().toString());
            statement.setString(6, event.type());
            statement.setString(7, event.canonical());
        });
    }

    static List<AuditEvent> events(Statements statements, String chain, long from) throws SQLException {
        var sql = "SELECT sequence, previous, hash, at, type, canonical FROM audit_event WHERE chain = ? "
                + "AND sequence >= ? ORDER BY sequence";
        var statement = statements.of(sql);
        statement.setString(1, chain);
        statement.setLong(2, from);
        try (var rows = statement.executeQuery()) {
            var events = new ArrayList<AuditEvent>();
            while (rows.next()) {
                events.add(event(chain, rows));
            }
            return events;
        }
    }

    private static AuditEvent event(String chain, ResultSet row) throws SQLException {
        return new AuditEvent(
                chain,
                row.getLong("sequence"),
                row.getString("previous"),
                row.getString("hash"),
                Instant.parse(row.getString("at")),
                row.getString("type"),
                row.getString("canonical"));
    }

    static List<String> chains(Statements statements, String after, int limit) throws SQLException {
        var sql = "SELECT chain FROM audit_event WHERE sequence = 0 AND chain > ? ORDER BY chain LIMIT ?";
        var statement = statements.of(sql);
        statement.setString(1, after);
        statement.setInt(2, limit);
        try (var rows = statement.executeQuery()) {
            var chains = new ArrayList<String>();
            while (rows.next()) {
                chains.add(rows.getString(1));
            }
            return chains;
        }
    }

    static Installation installation(Statements statements) throws SQLException {
        var statement = statements.of("SELECT sequence, hash, freeze FROM installation");
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Installation.NEW;
            }
            var head = new ChainHead(rows.getLong("sequence"), rows.getString("hash"));
            return new Installation(
                    head, Optional.ofNullable(rows.getString("freeze")).map(LedgerFormat::readFreeze));
        }
    }

    static boolean note(Statements statements, Installation decidedOn, Optional<Freeze> freeze, AuditEvent event)
            throws SQLException {
        if (!installation(statements).head().equals(decidedOn.head())) {
            return false;
        }
        var sql = "INSERT INTO installation (one, sequence, hash, freeze) VALUES (1, ?, ?, ?) ON CONFLICT (one) "
                + "DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, freeze = excluded.freeze";
        statements.update(sql, statement -> {
            statement.setLong(1, event.sequence());
            statement.setString(2, event.hash());
            statement.setString(3, freeze.map(LedgerFormat::write).orElse(null));
        });
        append(statements, event);
        return true;
    }

    static List<Sealable> unsealed(Statements statements, int limit) throws SQLException {
        var sql = "SELECT ? AS chain, sequence, hash FROM installation WHERE sequence > sealed UNION ALL "
                + "SELECT id, sequence, hash FROM request WHERE sequence > sealed LIMIT ?";
        var statement = statements.of(sql);
        statement.setString(1, Installation.CHAIN);
        statement.setInt(2, limit);
        try (var rows = statement.executeQuery()) {
            var chains = new ArrayList<Sealable>();
            while (rows.next()) {
                chains.add(new Sealable(rows.getString(1), new ChainHead(rows.getLong(2), rows.getString(3))));
            }
            return chains;
        }
    }

    static boolean seal(Statements statements, Checkpoint checkpoint, List<Sealable> sealed) throws SQLException {
        if (checkpoint.number()
                != lastCheckpoint(statements).map(last -> last.number() + 1).orElse(0L)) {
            return false;
        }
        var sql = "INSERT INTO checkpoint (number, canonical, hash, signature) VALUES (?, ?, ?, ?)";
        statements.update(sql, statement -> {
            statement.setLong(1, checkpoint.number());
            statement.setString(2, checkpoint.canonical());
            statement.setString(3, checkpoint.hash());
            statement.setString(4, checkpoint.signature());
        });
        for (var chain : sealed) {
            markSealed(statements, chain);
        }
        return true;
    }

    private static void markSealed(Statements statements, Sealable sealed) throws SQLException {
        var sql = sealed.chain().equals(Installation.CHAIN)
                ? "UPDATE installation SET sealed = max(sealed, ?) WHERE ? = '" + Installation.CHAIN + "'"
                : "UPDATE request SET sealed = max(sealed, ?) WHERE id = ?";
        statements.update(sql, statement -> {
            statement.setLong(1, sealed.head().sequence());
            statement.setString(2, sealed.chain());
        });
    }

    static Optional<Checkpoint> lastCheckpoint(Statements statements) throws SQLException {
        return checkpoints(statements, "ORDER BY number DESC LIMIT ?", 0, 1).stream()
                .findFirst();
    }

    static List<Checkpoint> checkpoints(Statements statements, long from, int limit) throws SQLException {
        return checkpoints(statements, "ORDER BY number LIMIT ?", from, limit);
    }

    private static List<Checkpoint> checkpoints(Statements statements, String order, long from, int limit)
            throws SQLException {
        var sql = "SELECT number, canonical, hash, signature FROM checkpoint WHERE number >= ? " + order;
        var statement = statements.of(sql);
        statement.setLong(1, from);
        statement.setInt(2, limit);
        try (var rows = statement.executeQuery()) {
            var checkpoints = new ArrayList<Checkpoint>();
            while (rows.next()) {
                checkpoints.add(
                        new Checkpoint(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
            return checkpoints;
        }
    }
}
