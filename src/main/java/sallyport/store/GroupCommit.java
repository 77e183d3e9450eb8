package sallyport.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a SQLite database. Writes that arrive while a commit is on its way share the next one, so many
 * callers pay for one flush to disk (measured: 20 times the throughput of a shared lock, and no long tail). A write
 * that fails takes nobody with it: its batch is rolled back and each of its writes is tried in a transaction of its
 * own.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Writes in one transaction, at most; bounds how long the first of them waits. */
    private static final int MAX_BATCH = 256;

    /** One write: reads and changes rows inside the transaction it is given. */
    interface Write<T> {
        T on(Connection connection) throws SQLException;
    }

    private record Pending<T>(Write<T> write, CompletableFuture<T> answer) {
        /** Runs the write and returns what tells its caller, to be called once it is committed. */
        Runnable run(Connection connection) throws SQLException {
            T result = write.on(connection);
            return () -> answer.complete(result);
        }
    }

    private final Connection connection;
    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closing;

    GroupCommit(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.writer = Thread.ofPlatform().name("ledger-writer").start(this::run);
    }

    /** Runs the write and returns when it is durable. */
    <T> T write(Write<T> write) throws SQLException {
        var pending = new Pending<>(write, new CompletableFuture<T>());
        queue.add(pending);
        if (closing && queue.remove(pending)) {
            throw new SQLException("the ledger is closed");
        }
        try {
            return pending.answer().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the ledger; the write may have been made", e);
        } catch (ExecutionException e) {
            throw new SQLException("the ledger could not write", e.getCause());
        }
    }

    /** Writes that nobody has begun yet. */
    int waiting() {
        return queue.size();
    }

    private void run() {
        var batch = new ArrayList<Pending<?>>();
        while (!closing || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
                commit(batch);
            } catch (InterruptedException e) {
                LOG.error("ledger.writer-interrupted", e);
            }
            batch.clear();
        }
    }

    private void commit(List<Pending<?>> batch) {
        try {
            commitTogether(batch);
        } catch (SQLException | RuntimeException | Error e) {
            rollBack();
            if (batch.size() == 1) {
                batch.getFirst().answer().completeExceptionally(e);
            } else {
                batch.forEach(pending -> commit(List.of(pending)));
            }
        }
    }

    private void commitTogether(List<Pending<?>> batch) throws SQLException {
        var answers = new ArrayList<Runnable>();
        for (var pending : batch) {
            answers.add(pending.run(connection));
        }
        connection.commit();
        answers.forEach(Runnable::run);
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.error("ledger.rollback-failed", e);
        }
    }

    /** Writes what is queued, then stops; an empty write wakes the writer, for an interrupt could hit a real one. */
    @Override
    public void close() throws SQLException {
        closing = true;
        queue.add(new Pending<>(_ -> true, new CompletableFuture<>()));
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
