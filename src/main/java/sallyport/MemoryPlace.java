package sallyport;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;
import sallyport.store.DynamoTaskMemory;
import sallyport.store.LedgerPlace;
import sallyport.store.SqliteTaskMemory;
import sallyport.watch.AbsentMemory;
import sallyport.watch.TaskMemory;

/**
 * Opens the memory of stopped tasks where the ledger is. Nothing waits for it: without it the application starts too.
 */
final class MemoryPlace {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryPlace.class);

    private MemoryPlace() {}

    static TaskMemory open(LedgerPlace place, InstantSource clock) {
        try {
            return switch (place) {
                case LedgerPlace.Sqlite(var file) -> SqliteTaskMemory.beside(file, clock);
                case LedgerPlace.Dynamo(var table) -> DynamoTaskMemory.open(table, clock);
            };
        } catch (LedgerUnavailable e) {
            LOG.error("tasks.memory-absent: {}. Delete the file to begin anew.", e.explanation(), e);
            return new AbsentMemory("Sallyport remembers no stopped tasks: its log says why, at its start.");
        }
    }
}
