package sallyport.store;

import java.nio.file.Path;

/** Where the ledger is kept. */
public sealed interface LedgerPlace {
    /** In one file, for one process. */
    record Sqlite(Path file) implements LedgerPlace {}

    /** In a table that several replicas share. */
    record Dynamo(DynamoTable table) implements LedgerPlace {}
}
