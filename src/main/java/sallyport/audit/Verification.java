package sallyport.audit;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies an audit file with nothing but the file and public keys. Streams the lines; of each event its hash is kept,
 * 32 bytes, because the checkpoints that name it stand at the end. Used once.
 */
public final class Verification {
    /** Where in the file we are. */
    private enum Section {
        HEADER,
        EVENTS,
        CHECKPOINTS,
        END
    }

    private final Evidence evidence;
    private final TranscriptCheck transcripts;
    private final Findings findings = new Findings();
    private final Map<String, ChainHashes> chains = new HashMap<>();
    private Section section = Section.HEADER;
    private Optional<ChainReplay> current = Optional.empty();
    private Optional<Verdict.Sealed> last = Optional.empty();
    private boolean witnessed;
    private long events;
    private long checkpoints;
    private long line;

    private Verification(Evidence evidence) {
        this.evidence = evidence;
        this.transcripts = new TranscriptCheck(evidence.transcripts());
    }

    /**
     * Reads to the end of the stream.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static Verdict of(InputStream file, Evidence evidence) {
        var verification = new Verification(evidence);
        try (var lines = new FileLines(evidence.keys()).read(file)) {
            lines.forEachOrdered(verification::accept);
        }
        return verification.verdict();
    }

    private void accept(FileLine next) {
        line = next.number();
        expect(line > 1 || next instanceof FileLine.Header, "the file does not begin as an audit file of version 1");
        switch (next) {
            case FileLine.Header _ -> enter(Section.HEADER, line == 1);
            case FileLine.Event event -> {
                enter(Section.EVENTS, true);
                accept(event);
            }
            case FileLine.Seal seal -> {
                enter(Section.CHECKPOINTS, true);
                accept(seal);
            }
            case FileLine.End end -> {
                enter(Section.END, section != Section.END);
                accept(end.counts());
            }
            case FileLine.Unreadable unreadable -> findings.add(line, unreadable.problem());
        }
    }

    private void enter(Section next, boolean inPlace) {
        if (!inPlace || next.compareTo(section) < 0) {
            findings.add(line, "this line does not belong here");
        }
        section = next.compareTo(section) > 0 ? next : section;
    }

    private void accept(FileLine.Event event) {
        var chain = event.link().chain();
        if (current.filter(replay -> replay.chain().equals(chain)).isEmpty()) {
            begin(chain);
        }
        current.orElseThrow().accept(event);
        transcripts.problem(event.link()).ifPresent(problem -> findings.add(line, chain, problem));
        events++;
    }

    private void begin(String chain) {
        if (current.filter(before -> before.chain().compareTo(chain) >= 0).isPresent()) {
            findings.add(line, chain, "this chain stands out of order");
        }
        var replay = new ChainReplay(chain, findings);
        chains.put(chain, replay.hashes());
        current = Optional.of(replay);
    }

    private void accept(FileLine.Seal seal) {
        var statement = seal.statement();
        seal.flaw().ifPresent(flaw -> findings.add(line, checkpoint(statement) + flaw));
        expect(statement.version() == LedgerFormat.VERSION, checkpoint(statement) + "it has another version");
        expect(
                statement.number() == checkpoints,
                checkpoint(statement) + "it stands where number " + checkpoints + " belongs");
        expect(
                statement.previous().equals(last.map(Verdict.Sealed::hash).orElse(ChainHead.NOTHING)),
                checkpoint(statement) + "it does not name the checkpoint before it");
        statement.heads().forEach(head -> accept(statement, head));
        evidence.witness()
                .filter(witness -> witness.number() == statement.number())
                .ifPresent(witness -> witness(statement, witness.hash().equals(seal.hash())));
        last = Optional.of(new Verdict.Sealed(statement.number(), statement.at(), seal.hash()));
        checkpoints++;
    }

    private void accept(Statement statement, Sealable sealed) {
        var chain = Optional.ofNullable(chains.get(sealed.chain()));
        long sequence = sealed.head().sequence();
        if (chain.flatMap(hashes -> hashes.at(sequence))
                .equals(Optional.of(sealed.head().hash()))) {
            chain.orElseThrow().sealedUpTo(sequence);
        } else {
            findings.add(
                    line,
                    sealed.chain(),
                    checkpoint(statement) + "event " + sequence + " is missing or is not the one that was sealed");
        }
    }

    private void witness(Statement statement, boolean same) {
        witnessed = true;
        expect(same, checkpoint(statement) + "it is not the one that was witnessed");
    }

    private static String checkpoint(Statement statement) {
        return "checkpoint " + statement.number() + ": ";
    }

    private void accept(FileFormat.Counts counts) {
        var read = new FileFormat.Counts(chains.size(), checkpoints, events);
        expect(counts.equals(read), "the file says that it has " + text(counts) + ", and has " + text(read));
    }

    private static String text(FileFormat.Counts counts) {
        return "%d events in %d chains and %d checkpoints"
                .formatted(counts.events(), counts.chains(), counts.checkpoints());
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(line, otherwise);
        }
    }

    private Verdict verdict() {
        expect(section == Section.END, "the file ends early: what is missing cannot be said");
        expect(
                checkpoints > 0 || evidence.keys().isEmpty(),
                "no checkpoint: nothing in this file is signed with the key that was given");
        evidence.witness()
                .ifPresent(witness ->
                        expect(witnessed, "checkpoint " + witness.number() + ", which was witnessed, is missing"));
        var open =
                chains.values().stream().filter(chain -> chain.unsealed() > 0).toList();
        return new Verdict(
                findings.listed(),
                findings.unlisted(),
                chains.size(),
                events,
                checkpoints,
                last,
                open.size(),
                open.stream().mapToLong(ChainHashes::unsealed).sum());
    }
}
