package sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.audit.AuditEvent;
import sallyport.audit.Journal;
import sallyport.audit.LedgerUnavailable;

/** What the ledger's file keeps to, looked at from outside. */
class SqliteFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_event SET canonical = '{}'",
                "DELETE FROM audit_event",
                "INSERT OR REPLACE INTO audit_event SELECT chain, sequence, previous, hash, at, type, '{}' FROM audit_event",
                "UPDATE OR REPLACE audit_event SET sequence = 1"
            })
    void an_audit_event_can_be_neither_edited_nor_dropped_nor_replaced(String sql) throws SQLException {
        try (var ledger = SqliteLedger.open(file());
                var raw = raw()) {
            new Journal(ledger).file(request(), "mark");
            var before = ledger.events(request().id());
            assertThatThrownBy(() -> execute(raw, sql)).hasMessageContaining("append-only");
            assertThat(ledger.events(request().id()))
                    .isEqualTo(before)
                    .extracting(AuditEvent::sequence)
                    .containsExactly(0L);
        }
    }

    @Test
    void the_directories_of_the_file_are_made_for_their_owner_only() throws IOException {
        var file = directory.resolve("data/deep/sallyport.db");
        SqliteLedger.open(file).close();
        assertThat(file).exists();
        for (var made : List.of("data", "data/deep")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(made))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_file_in_the_way_of_its_directory_is_named_with_the_reason() throws IOException {
        var inTheWay = Files.createFile(directory.resolve("data"));
        assertThatThrownBy(() -> SqliteLedger.open(inTheWay.resolve("sallyport.db")))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("the directory " + inTheWay + " cannot be made")
                .hasMessageContaining("a file of that name is in the way");
    }

    @Test
    void a_file_of_a_newer_version_is_refused_and_left_alone() throws SQLException, IOException {
        try (var raw = raw()) {
            execute(raw, "CREATE TABLE request (of_tomorrow TEXT)");
            execute(raw, "PRAGMA user_version = 999");
        }
        var before = Files.readAllBytes(file());
        assertThatThrownBy(() -> SqliteLedger.open(file()))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("newer Sallyport")
                .hasMessageContaining("nothing was changed");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void a_file_that_is_no_database_is_refused() throws IOException {
        Files.writeString(file(), "# not a database, but somebody's notes\n".repeat(100));
        assertThatThrownBy(() -> SqliteLedger.open(file()))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining(file().toString());
    }

    @Test
    void the_file_and_what_lies_beside_it_are_for_the_owner_only() throws IOException {
        try (var ledger = SqliteLedger.open(file())) {
            new Journal(ledger).file(request(), "mark");
            try (var files = Files.list(directory)) {
                assertThat(files)
                        .hasSizeGreaterThan(1)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void the_file_keeps_a_write_ahead_log() throws SQLException {
        try (var ledger = SqliteLedger.open(file());
                var raw = raw()) {
            assertThat(ledger.latest(1)).isEmpty();
            try (var statement = raw.createStatement();
                    var rows = statement.executeQuery("PRAGMA journal_mode")) {
                assertThat(rows.getString(1)).isEqualTo("wal");
            }
        }
    }

    private Path file() {
        return directory.resolve("ledger.db");
    }

    private Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
