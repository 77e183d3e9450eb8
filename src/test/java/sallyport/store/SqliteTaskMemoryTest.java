package sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.audit.LedgerUnavailable;
import sallyport.watch.Fact;
import sallyport.watch.KnownFrom;
import sallyport.watch.Past;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskMemory;
import sallyport.watch.TaskMemoryContract;

class SqliteTaskMemoryTest extends TaskMemoryContract {
    @TempDir
    private Path folder;

    private Path ledger() {
        return folder.resolve("data/sallyport.db");
    }

    @Override
    protected TaskMemory open(InstantSource clock) {
        return SqliteTaskMemory.beside(ledger(), clock);
    }

    @Test
    void its_file_is_beside_the_ledgers_and_its_owners_only() throws IOException {
        open(InstantSource.system()).close();

        assertThat(Files.getPosixFilePermissions(folder.resolve("data/sallyport-tasks.db")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void what_is_too_old_or_too_much_is_deleted_and_not_only_hidden() throws SQLException {
        int most = TaskMemory.MOST_OF_A_GROUP;
        try (var memory = open(() -> Past.NOW)) {
            memory.keep(List.of(task(1, 31 * 24 * 60)));
            for (int i = 2; i < most + 5; i++) {
                memory.keep(List.of(task(i, most + 5 - i)));
            }
        }
        assertThat(rows()).isEqualTo(most);
    }

    private static StoppedTask task(int number, int minutesAgo) {
        return new StoppedTask(Past.WEB, Past.known(Past.exited(number, minutesAgo, 1), new KnownFrom.Look(Past.NOW)));
    }

    private int rows() throws SQLException {
        var url = "jdbc:sqlite:" + folder.resolve("data/sallyport-tasks.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM stopped_task")) {
            return rows.getInt(1);
        }
    }

    @Test
    void what_cannot_be_read_is_a_task_forgotten() throws SQLException {
        try (var memory = open(() -> Past.NOW)) {
            memory.keep(List.of(task(1, 5), task(2, 4)));
            spoil("UPDATE stopped_task SET json = '{' WHERE id = '" + Past.id(1) + "'");

            assertThat(((Fact.Known<List<TaskHistory>>) memory.of(Past.WEB)).value())
                    .singleElement()
                    .satisfies(known -> assertThat(known.task().id()).isEqualTo(Past.id(2)));
        }
    }

    @Test
    void a_table_that_is_gone_is_said_and_nothing_is_kept() throws SQLException {
        try (var memory = open(() -> Past.NOW)) {
            spoil("DROP TABLE stopped_task");

            assertThat(memory.keep(List.of(task(1, 5)))).isFalse();
            assertThat(memory.of(Past.WEB)).isInstanceOf(Fact.Missing.class);
        }
    }

    private void spoil(String sql) throws SQLException {
        var url = "jdbc:sqlite:" + folder.resolve("data/sallyport-tasks.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_said() throws IOException {
        Files.writeString(folder.resolve("data"), "a file is in the way");

        assertThatThrownBy(() -> open(InstantSource.system()))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("memory of stopped tasks");
    }
}
