package sallyport.store;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerContract;

class DynamoLedgerTest extends LedgerContract {
    /** A simulation that answers one at a time keeps the last of many callers waiting longer than AWS would. */
    static final DynamoLimits PATIENT =
            new DynamoLimits(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private final DynamoTable table = DynamoPeer.newTable();

    @Override
    protected Ledger open() {
        return DynamoLedger.open(table, Clock.systemUTC(), PATIENT);
    }

    @AfterEach
    void dropTable() {
        DynamoPeer.drop(table);
    }
}
