package sallyport.audit;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes everything the ledger keeps for auditors into one file, a chain and a page of checkpoints at a time. The
 * ledger may grow meanwhile: what the newest checkpoint at the beginning covers is in the file, and perhaps more.
 */
public final class Export {
    /** Names of chains, or checkpoints, asked for at once. */
    private static final int PAGE = 200;

    private final Ledger ledger;
    private final Writer out;
    private long chains;
    private long checkpoints;
    private long events;

    private Export(Ledger ledger, Writer out) {
        this.ledger = ledger;
        this.out = out;
    }

    /**
     * Writes a file of version {@value FileFormat#VERSION}.
     *
     * @throws LedgerUnavailable if the ledger does not answer; what was written so far lacks its end
     */
    public static void write(Ledger ledger, Writer out) throws IOException {
        new Export(ledger, out).write();
    }

    private void write() throws IOException {
        // Asked first: chains only grow, so what it covers will be there when the chains are read.
        var last = ledger.lastCheckpoint();
        line(FileFormat.HEADER);
        writeChains();
        if (last.isPresent()) {
            writeCheckpoints(last.get().number());
        }
        line(FileFormat.end(new FileFormat.Counts(chains, checkpoints, events)));
        out.flush();
    }

    private void writeChains() throws IOException {
        var names = ledger.chains("", PAGE);
        while (!names.isEmpty()) {
            for (var name : names) {
                writeChain(ledger.events(name));
            }
            names = ledger.chains(names.getLast(), PAGE);
        }
    }

    private void writeChain(List<AuditEvent> chain) throws IOException {
        for (var event : chain) {
            line(FileFormat.line(event));
        }
        chains++;
        events += chain.size();
    }

    private void writeCheckpoints(long last) throws IOException {
        while (checkpoints <= last) {
            var page = ledger.checkpoints(checkpoints, (int) Math.min(PAGE, last + 1 - checkpoints));
            if (page.isEmpty()) {
                return;
            }
            for (var checkpoint : page) {
                line(FileFormat.line(checkpoint));
            }
            checkpoints += page.size();
        }
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
