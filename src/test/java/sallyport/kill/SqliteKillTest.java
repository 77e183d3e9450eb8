package sallyport.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import sallyport.run.Windows;
import sallyport.store.LedgerPlace;

/** One replica whose ledger is a file. */
class SqliteKillTest extends KillTest {
    private static final Windows WINDOWS = Tiers.windows(
            new Windows(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(2)));

    @Override
    Windows windows() {
        return WINDOWS;
    }

    @Override
    Fleet fleet(Path data, Far far) {
        var file = data.resolve("replica-0").resolve("sallyport.db");
        return new Fleet(data, far, new LedgerPlace.Sqlite(file), WINDOWS, 1);
    }

    @Override
    int kills() {
        return Tiers.killsWithFile();
    }

    @Override
    List<CrashPoint> points() {
        return CrashPoint.withoutTable();
    }
}
