package sallyport.slack;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/** Tells where requests stand, to those who may see them. */
final class StatusDesk {
    /** How many of the latest requests are looked through for open ones. */
    private static final int SEARCHED = 200;

    private final Ledger ledger;
    private final FreezeDesk freezes;
    private final InstantSource clock;

    StatusDesk(Ledger ledger, FreezeDesk freezes, InstantSource clock) {
        this.ledger = ledger;
        this.freezes = freezes;
        this.clock = clock;
    }

    /** One request, also one that has ended. */
    SlackMessage of(Asked asked, RequestId id) {
        return seen(asked, id)
                .map(entry -> answer(List.of(entry)))
                .orElseGet(() -> BlockKit.sentence(":x: " + Refusals.NOT_SEEN_FROM_HERE));
    }

    /** Everything open. */
    SlackMessage ofAll(Asked asked) {
        return answer(ledger.latest(SEARCHED).stream()
                .filter(entry -> Answers.mayPeek(asked, entry))
                .filter(entry -> !(entry.phase() instanceof Phase.Ended))
                .toList());
    }

    private SlackMessage answer(List<LedgerEntry> entries) {
        var now = clock.instant();
        return Answers.status(
                entries.stream().map(entry -> Story.read(ledger, entry, now)).toList(), freezes.standing());
    }

    boolean maySee(Asked asked, RequestId id) {
        return seen(asked, id).isPresent();
    }

    private Optional<LedgerEntry> seen(Asked asked, RequestId id) {
        return ledger.find(id).filter(entry -> Answers.mayPeek(asked, entry));
    }
}
