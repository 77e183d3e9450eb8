package sallyport.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bare two-row transaction in a SQLite file: one row updated, one row inserted, a hundred bytes each, and a durable
 * commit; callers take turns. Prepared once, and no JSON, hash, chain or condition.
 */
final class BareTransactions implements AutoCloseable {
    private static final String PAYLOAD = "x".repeat(100);

    private final ReentrantLock turn = new ReentrantLock();
    private final Connection connection;
    private final PreparedStatement update;
    private final PreparedStatement insert;

    private BareTransactions(Connection connection) throws SQLException {
        this.connection = connection;
        this.update = connection.prepareStatement("UPDATE bare_state SET version = version + 1, body = ? WHERE id = 1");
        this.insert = connection.prepareStatement("INSERT INTO bare_event (body) VALUES (?)");
    }

    static BareTransactions open(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("CREATE TABLE bare_state (id INTEGER PRIMARY KEY, version INTEGER, body TEXT)");
            statement.execute("CREATE TABLE bare_event (id INTEGER PRIMARY KEY, body TEXT)");
            statement.execute("INSERT INTO bare_state VALUES (1, 0, '')");
        }
        connection.setAutoCommit(false);
        return new BareTransactions(connection);
    }

    /** Returns when the transaction is durable. */
    void transact() {
        turn.lock();
        try {
            update.setString(1, PAYLOAD);
            update.executeUpdate();
            insert.setString(1, PAYLOAD);
            insert.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("the bare transaction failed", e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
