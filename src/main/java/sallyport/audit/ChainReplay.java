package sallyport.audit;

import java.time.DateTimeException;
import java.util.Optional;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Lifecycle;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.Request;
import sallyport.request.Transition;

/**
 * Goes through one chain as it was written: every event must follow from the one before. For a request that means that
 * {@link Lifecycle} decides the recorded phase from the phase before and the recorded cause, so a chain that was made
 * up has to be one that could have happened. Not thread-safe.
 */
final class ChainReplay {
    private final String chain;
    private final Findings findings;
    private final ChainHashes hashes = new ChainHashes();
    private String head = ChainHead.NOTHING;
    private Optional<Request> request = Optional.empty();
    private Optional<Phase> phase = Optional.empty();
    private boolean frozen;

    ChainReplay(String chain, Findings findings) {
        this.chain = chain;
        this.findings = findings;
    }

    String chain() {
        return chain;
    }

    ChainHashes hashes() {
        return hashes;
    }

    void accept(FileLine.Event line) {
        var link = line.link();
        expect(line, line.hashHolds(), "its hash is not the hash of its text");
        expect(line, link.version() == LedgerFormat.VERSION, "it has version " + link.version());
        expect(
                line,
                link.sequence() == hashes.count(),
                "it has number " + link.sequence() + " where " + hashes.count() + " belongs");
        expect(line, link.previous().equals(head), "it does not name the event before it");
        if (chain.equals(Installation.CHAIN)) {
            note(line);
        } else {
            expect(line, link.others().isEmpty(), "it has unknown keys");
            move(line);
        }
        head = line.hash();
        hashes.add(line.hash());
    }

    private void note(FileLine.Event line) {
        var link = line.link();
        expect(
                line,
                link.cause().isEmpty()
                        && link.phase().isEmpty()
                        && link.request().isEmpty(),
                "an event of the installation moves no request");
        switch (link.type()) {
            case InstallationJournal.FROZEN -> {
                expect(line, !frozen, "starts are frozen while they are frozen");
                frozen = true;
            }
            case InstallationJournal.THAWED -> {
                expect(line, frozen, "starts are thawed while nothing is frozen");
                frozen = false;
            }
            default -> {}
        }
    }

    private void move(FileLine.Event line) {
        var link = line.link();
        if (link.request().isPresent()) {
            create(line, link.request().get());
        } else if (link.cause().isPresent() && request.isPresent() && phase.isPresent()) {
            decide(line, request.get(), phase.get(), link.cause().get());
        } else {
            findings.add(line.number(), chain, "nothing says what brought it about");
        }
        phase = link.phase().or(() -> phase);
    }

    private void create(FileLine.Event line, Request created) {
        var link = line.link();
        expect(line, hashes.count() == 0, "a request is made once, by the first event");
        expect(line, created.id().value().equals(chain), "it holds another request");
        boolean told = link.type().equals("request.created")
                && link.phase().equals(Optional.of(new Phase.Received()))
                && link.cause().isEmpty()
                && link.at().equals(created.askedAt())
                && link.actor().equals(Actor.human(created.requester()));
        expect(line, told, "it does not tell its request as it was made");
        request = Optional.of(created);
    }

    private void decide(FileLine.Event line, Request asked, Phase from, Event cause) {
        var link = line.link();
        expect(
                line,
                link.actor().equals(cause.by()) && link.at().equals(cause.at()),
                "it names another person or moment than its cause");
        switch (decided(asked, from, cause)) {
            case Transition.Refused refused ->
                findings.add(line.number(), chain, "it was not allowed: " + refused.why());
            case Transition.Moves moves ->
                expect(
                        line,
                        link.phase().equals(Optional.of(moves.to()))
                                && link.type().equals(moves.type()),
                        "its cause leads elsewhere: " + moves.type());
        }
    }

    /** A made-up event can hold moments that cannot be reckoned with; it then moves nothing. */
    private static Transition decided(Request asked, Phase from, Event cause) {
        try {
            return Lifecycle.decide(asked, from, cause);
        } catch (ArithmeticException | DateTimeException e) {
            return new Transition.Refused(Refusal.NOTHING_TO_DO);
        }
    }

    private void expect(FileLine.Event line, boolean holds, String otherwise) {
        if (!holds) {
            findings.add(line.number(), chain, otherwise);
        }
    }
}
