package sallyport.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;
import sallyport.watch.Fact;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskMemory;

/**
 * Stopped tasks in a SQLite file of their own beside the ledger's, which may be deleted at any time. Commits are not
 * flushed one by one: after a loss of power the last ones may be gone.
 */
public final class SqliteTaskMemory implements TaskMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteTaskMemory.class);

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS stopped_task (
              place TEXT NOT NULL, id TEXT NOT NULL, stopped_at INTEGER NOT NULL, json TEXT NOT NULL,
              PRIMARY KEY (place, id)) WITHOUT ROWID""";
    private static final String BY_AGE =
            "CREATE INDEX IF NOT EXISTS stopped_task_by_age ON stopped_task (place, stopped_at)";
    private static final String PUT =
            "INSERT OR REPLACE INTO stopped_task (place, id, stopped_at, json) VALUES (?, ?, ?, ?)";
    private static final String GET =
            "SELECT json FROM stopped_task WHERE place = ? AND stopped_at > ? ORDER BY stopped_at DESC LIMIT ?";
    private static final String DROP_OLD = "DELETE FROM stopped_task WHERE stopped_at <= ?";
    private static final String DROP_MANY = """
            DELETE FROM stopped_task WHERE place = ?1 AND stopped_at <
              (SELECT stopped_at FROM stopped_task WHERE place = ?1 ORDER BY stopped_at DESC LIMIT 1 OFFSET ?2)""";

    private final Connection connection;
    /** Guarded by {@link #lock}. */
    private final Statements statements;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    private SqliteTaskMemory(Connection connection, InstantSource clock) {
        this.connection = connection;
        this.statements = new Statements(connection);
        this.clock = clock;
    }

    /**
     * Opens the memory beside a ledger, or makes it, for its owner only.
     *
     * @param ledger the ledger's file
     * @throws LedgerUnavailable if it cannot be opened
     */
    public static SqliteTaskMemory beside(Path ledger, InstantSource clock) {
        var file = file(ledger);
        try {
            Optional.ofNullable(file.getParent()).ifPresent(OwnerOnly::directory);
            return new SqliteTaskMemory(prepared("jdbc:sqlite:" + OwnerOnly.file(file)), clock);
        } catch (IOException e) {
            throw unavailable(file, OwnerOnly.why(e), e);
        } catch (SQLException | UncheckedIOException e) {
            throw unavailable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static LedgerUnavailable unavailable(Path file, String why, Exception cause) {
        return new LedgerUnavailable("the memory of stopped tasks " + file + " cannot be opened: " + why, cause);
    }

    /** {@code sallyport.db} is remembered in {@code sallyport-tasks.db}. */
    static Path file(Path ledger) {
        var absolute = ledger.toAbsolutePath();
        var name = String.valueOf(absolute.getFileName());
        return absolute.resolveSibling(name.replaceFirst("\\.db$", "") + "-tasks.db");
    }

    private static Connection prepared(String url) throws SQLException {
        var connection = DriverManager.getConnection(url);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute(TABLE);
            statement.execute(BY_AGE);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public boolean keep(List<StoppedTask> tasks) {
        lock.lock();
        try {
            for (var task : tasks) {
                put(task);
            }
            drop(tasks);
            connection.commit();
            return true;
        } catch (SQLException e) {
            LOG.error("tasks.not-remembered", e);
            rollBack();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void put(StoppedTask task) throws SQLException {
        var history = task.history();
        var stoppedAt = history.endedAt().orElseGet(clock::instant);
        var _ = statements.update(PUT, statement -> {
            statement.setString(1, place(task.group()));
            statement.setString(2, history.task().id());
            statement.setLong(3, stoppedAt.toEpochMilli());
            statement.setString(4, TaskFormat.write(history));
        });
    }

    private void drop(List<StoppedTask> tasks) throws SQLException {
        var oldest = oldest().toEpochMilli();
        var _ = statements.update(DROP_OLD, statement -> statement.setLong(1, oldest));
        var groups = new HashSet<TaskGroup>();
        tasks.forEach(task -> groups.add(task.group()));
        for (var group : groups) {
            var _ = statements.update(DROP_MANY, statement -> {
                statement.setString(1, place(group));
                statement.setInt(2, MOST_OF_A_GROUP - 1);
            });
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.error("tasks.rollback-failed", e);
        }
    }

    @Override
    public Fact<List<TaskHistory>> of(TaskGroup group) {
        lock.lock();
        try {
            return new Fact.Known<>(read(group));
        } catch (SQLException e) {
            LOG.error("tasks.not-recalled", e);
            return new Fact.Missing<>("What Sallyport remembers of stopped tasks cannot be read just now.");
        } finally {
            lock.unlock();
        }
    }

    private List<TaskHistory> read(TaskGroup group) throws SQLException {
        var statement = statements.of(GET);
        statement.setString(1, place(group));
        statement.setLong(2, oldest().toEpochMilli());
        statement.setInt(3, MOST_OF_A_GROUP);
        var found = new ArrayList<TaskHistory>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                TaskFormat.read(rows.getString(1)).ifPresent(found::add);
            }
        } finally {
            connection.commit();
        }
        return found;
    }

    private Instant oldest() {
        return clock.instant().minus(KEPT);
    }

    /** No part can hold a slash: they are an account, a Region and names of ECS. */
    static String place(TaskGroup group) {
        return String.join("/", group.account(), group.region(), group.cluster(), group.name());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("tasks.not-closed", e);
        } finally {
            lock.unlock();
        }
    }
}
