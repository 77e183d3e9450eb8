package sallyport.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerContract;

class SqliteLedgerTest extends LedgerContract {
    @TempDir
    Path directory;

    @Override
    protected Ledger open() {
        return SqliteLedger.open(directory.resolve("ledger.db"));
    }
}
