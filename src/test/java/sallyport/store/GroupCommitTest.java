package sallyport.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    @TempDir
    Path directory;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private GroupCommit commits;

    @BeforeEach
    void open() throws SQLException {
        var connection = connect();
        execute(connection, "CREATE TABLE t (n INTEGER PRIMARY KEY)");
        commits = new GroupCommit(connection);
    }

    @AfterEach
    void close() throws SQLException {
        callers.close();
        commits.close();
    }

    @Test
    void a_bad_write_does_not_take_its_batch_with_it() throws Exception {
        try (var held = new HeldWriter()) {
            var one = callers.submit(() -> insert(1));
            var same = callers.submit(() -> insert(0));
            var bug = callers.submit(() -> commits.write(connection -> {
                insert(connection, 2);
                throw new IllegalStateException("a bug after half the write");
            }));
            var three = callers.submit(() -> insert(3));
            held.releaseWhenQueued(4);
            assertThat(one.get()).isEqualTo(1);
            assertThat(three.get()).isEqualTo(1);
            assertThatThrownBy(same::get)
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(bug::get).rootCause().hasMessage("a bug after half the write");
        }
        assertThat(rows()).isEqualTo("0,1,3");
    }

    @Test
    void a_write_that_breaks_down_leaves_the_writer_alive() throws SQLException {
        assertThatThrownBy(() -> commits.write(_ -> {
                    throw new StackOverflowError("deep");
                }))
                .rootCause()
                .hasMessage("deep");
        assertThat(insert(1)).isEqualTo(1);
    }

    @Test
    void a_write_answers_only_after_others_can_read_it() throws SQLException {
        insert(7);
        assertThat(rows()).isEqualTo("7");
    }

    @Test
    void what_is_queued_when_it_closes_is_written() throws Exception {
        Future<?> closing;
        try (var held = new HeldWriter()) {
            var writes = IntStream.rangeClosed(1, 5)
                    .mapToObj(n -> callers.submit(() -> insert(n)))
                    .toList();
            held.awaitQueued(5);
            closing = callers.submit(() -> {
                commits.close();
                return true;
            });
            held.release();
            for (var write : writes) {
                assertThat(write.get()).isEqualTo(1);
            }
        }
        closing.get();
        assertThat(rows()).isEqualTo("0,1,2,3,4,5");
    }

    @Test
    void a_write_after_closing_is_refused() throws SQLException {
        commits.close();
        assertThatThrownBy(() -> insert(1)).isInstanceOf(SQLException.class).hasMessageContaining("closed");
    }

    @Test
    void an_interrupted_caller_is_told_that_the_write_may_have_been_made() throws Exception {
        try (var held = new HeldWriter()) {
            var caller = new CountDownLatch(1);
            var write = callers.submit(() -> {
                caller.countDown();
                return insert(1);
            });
            caller.await();
            held.awaitQueued(1);
            var interrupted = callers.submit(() -> {
                Thread.currentThread().interrupt();
                return insert(2);
            });
            assertThatThrownBy(interrupted::get).cause().hasMessageContaining("may have been made");
            held.release();
            assertThat(write.get()).isEqualTo(1);
        }
    }

    private int insert(int n) throws SQLException {
        return commits.write(connection -> insert(connection, n));
    }

    private static int insert(Connection connection, int n) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO t (n) VALUES (?)")) {
            statement.setInt(1, n);
            return statement.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("t.db"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String rows() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT group_concat(n, ',') FROM (SELECT n FROM t ORDER BY n)")) {
            return rows.getString(1);
        }
    }

    /** Keeps the writer busy with inserting a zero, so that what follows gathers in one batch. */
    private final class HeldWriter implements AutoCloseable {
        private final CountDownLatch busy = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final Future<Integer> zero;

        HeldWriter() throws InterruptedException {
            zero = callers.submit(() -> commits.write(connection -> {
                busy.countDown();
                awaitRelease();
                return insert(connection, 0);
            }));
            busy.await();
        }

        private void awaitRelease() {
            try {
                assertThat(released.await(30, SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody may interrupt a write", e);
            }
        }

        void awaitQueued(int writes) {
            await().until(() -> commits.waiting() == writes);
        }

        void releaseWhenQueued(int writes) {
            awaitQueued(writes);
            release();
        }

        void release() {
            released.countDown();
        }

        @Override
        public void close() {
            release();
            await().until(zero::isDone);
            assertThat(zero.state()).isEqualTo(Future.State.SUCCESS);
        }
    }
}
