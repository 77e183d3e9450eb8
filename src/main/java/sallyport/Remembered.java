package sallyport;

import java.time.Clock;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.store.DiskTranscripts;
import sallyport.store.DynamoLedger;
import sallyport.store.LedgerPlace;
import sallyport.store.SqliteLedger;

/** What the application remembers, and the files that tell it what holds. */
record Remembered(
        Ledger ledger,
        Journal journal,
        InstallationJournal installation,
        FilesInForce files,
        DiskTranscripts transcripts) {
    static Remembered of(Settings settings, Wiring.Files atStart, Clock clock) {
        var ledger = ledger(settings.store(), clock);
        var installation = new InstallationJournal(ledger);
        var files = new FilesInForce(
                new FilesInForce.Places(settings.policy(), settings.onCall()),
                new OnCallCheck(settings.slack().teamIds(), settings.groupNames()),
                atStart,
                installation,
                clock);
        return new Remembered(
                ledger, new Journal(ledger), installation, files, new DiskTranscripts(settings.transcripts()));
    }

    static Ledger ledger(LedgerPlace place, Clock clock) {
        return switch (place) {
            case LedgerPlace.Sqlite(var file) -> SqliteLedger.open(file);
            case LedgerPlace.Dynamo(var table) -> DynamoLedger.open(table, clock);
        };
    }
}
