package sallyport.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What verifying a file gave.
 *
 * @param unlisted how many findings there are beyond the listed ones
 * @param sealed the newest checkpoint
 * @param unsealedChains chains with events that no checkpoint covers
 * @param unsealedEvents those events; whoever could write the file could have changed or dropped such
 */
public record Verdict(
        List<Finding> findings,
        long unlisted,
        long chains,
        long events,
        long checkpoints,
        Optional<Sealed> sealed,
        long unsealedChains,
        long unsealedEvents) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Until when everything is covered by a signature. */
    public record Sealed(long number, Instant at, String hash) {}

    /** Whether everything holds that can be checked. */
    public boolean holds() {
        return findings.isEmpty();
    }

    /** Sentences for people: what was checked, and what nothing vouches for. */
    public List<String> summary() {
        return List.of(
                "%d events in %d chains, %d checkpoints: %s."
                        .formatted(
                                events,
                                chains,
                                checkpoints,
                                holds() ? "everything holds" : (findings.size() + unlisted) + " findings"),
                sealed.map(last -> "Sealed until checkpoint %d of %s, hash %s."
                                .formatted(last.number(), last.at(), last.hash()))
                        .orElse("Unsealed: no checkpoint is signed, so whoever could write this file could have"
                                + " rewritten all of it."),
                "Not sealed: %d events in %d chains. What came after the last checkpoint may be missing without a trace."
                        .formatted(unsealedEvents, unsealedChains));
    }
}
