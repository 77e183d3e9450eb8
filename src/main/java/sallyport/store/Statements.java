package sallyport.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements of one connection, each prepared once: SQLite parses and plans a statement for about as long as it
 * runs a short one. Not thread-safe; whoever owns the connection owns them. They live as long as it does.
 */
final class Statements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /**
     * The statement for the text, its former parameters forgotten. A result of its last run is closed by running it.
     */
    PreparedStatement of(String sql) throws SQLException {
        var known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        known.clearParameters();
        return known;
    }

    /** Fills in a statement. */
    interface Binding {
        void on(PreparedStatement statement) throws SQLException;
    }

    /** Runs a statement and answers whether it changed a row. */
    boolean update(String sql, Binding binding) throws SQLException {
        var statement = of(sql);
        binding.on(statement);
        return statement.executeUpdate() > 0;
    }
}
