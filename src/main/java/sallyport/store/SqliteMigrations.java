package sallyport.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Brings a database to the newest shape: numbered scripts, the number of the last one kept in {@code user_version}. */
final class SqliteMigrations {
    private static final List<String> SCRIPTS = List.of("001-requests.sql");

    private SqliteMigrations() {}

    /** Stops before anything is changed that a newer version may have arranged otherwise. */
    static void refuseNewer(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > SCRIPTS.size()) {
            throw new SQLException("the ledger was written by a newer Sallyport (shape " + version + ", this one knows "
                    + SCRIPTS.size() + "); nothing was changed");
        }
    }

    static void run(Connection connection) throws SQLException {
        for (int next = version(connection); next < SCRIPTS.size(); next++) {
            apply(connection, next);
        }
    }

    private static void apply(Connection connection, int index) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var sql : statements(read(SCRIPTS.get(index)))) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA user_version = " + (index + 1));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Splits at the semicolons that end a line; a trigger's body ends with {@code END;}. */
    private static List<String> statements(String script) {
        var statements = new ArrayList<String>();
        var current = new StringBuilder();
        boolean inTrigger = false;
        for (var line : script.lines().toList()) {
            current.append(line).append('\n');
            inTrigger |= line.startsWith("CREATE TRIGGER");
            if (inTrigger ? line.equals("END;") : line.endsWith(";")) {
                statements.add(current.toString());
                current.setLength(0);
                inTrigger = false;
            }
        }
        return statements;
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA user_version")) {
            return rows.getInt(1);
        }
    }

    private static String read(String script) {
        try (InputStream in = SqliteMigrations.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + script, e);
        }
    }
}
