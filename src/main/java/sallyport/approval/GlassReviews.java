package sallyport.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.BrokenGlass;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * Who has looked at what broke the glass, and who still has to. A review that is overdue keeps its group's other glass
 * from being broken until somebody has done it. Safe for use by many threads.
 */
public final class GlassReviews {
    /** A part of the time for a review, after which its reviewers are reminded: half of it. */
    static final int REMINDED_AFTER = 2;

    /** What the audit trail says where nothing was remarked. */
    private static final String NO_REMARK = "";

    private final InstallationJournal installation;
    private final Ledger ledger;
    private final Directory directory;
    private final InstantSource clock;

    public GlassReviews(InstallationJournal installation, Ledger ledger, Directory directory, InstantSource clock) {
        this.installation = installation;
        this.ledger = ledger;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * A review that somebody still has to do.
     *
     * @param entry the request, which runs, ran or may have run
     */
    public record Owed(LedgerEntry entry, String group, Instant due) {
        public boolean isOverdue(Instant now) {
            return now.isAfter(due);
        }

        /** What its reviewers are to be reminded of by now; nothing while there is more to see of the run. */
        public Optional<GlassReminder> reminder(Instant now) {
            if (!(entry.phase() instanceof Phase.Ended)) {
                return Optional.empty();
            }
            if (isOverdue(now)) {
                return Optional.of(GlassReminder.OVERDUE);
            }
            var asked = entry.request().askedAt();
            var halfTime = asked.plus(Duration.between(asked, due).dividedBy(REMINDED_AFTER));
            return now.isBefore(halfTime) ? Optional.empty() : Optional.of(GlassReminder.HALF_TIME);
        }
    }

    /** What was noted and not reviewed, whether or not anything came of it; the oldest first. */
    public List<BrokenGlass> outstanding() {
        return installation.brokenGlass().stream()
                .filter(broken -> !broken.reviewed())
                .toList();
    }

    /** What is still to be reviewed, the oldest first. */
    public List<Owed> owed() {
        return outstanding().stream().flatMap(broken -> owed(broken).stream()).toList();
    }

    /** The review of what was noted so, if it may have run. Does not ask whether somebody has reviewed it since. */
    public Optional<Owed> owed(BrokenGlass broken) {
        return ledger.find(broken.request())
                .filter(entry -> mayHaveRun(entry.phase()))
                .map(entry -> new Owed(entry, broken.group(), broken.due()));
    }

    private static boolean mayHaveRun(Phase phase) {
        return switch (phase) {
            case Phase.Denied _, Phase.Cancelled _, Phase.Expired _, Phase.Stale _, Phase.NotStarted _ -> false;
            case Phase.Received _, Phase.Pending _, Phase.Approved _, Phase.Starting _, Phase.Running _ -> true;
            case Phase.Done _, Phase.Failed _, Phase.TimedOut _, Phase.Revoked _, Phase.Lost _, Phase.Unknown _ -> true;
        };
    }

    /** The reviews of a group that are overdue. */
    List<Owed> overdue(String group) {
        var now = clock.instant();
        return owed().stream()
                .filter(owed -> owed.group().equals(group) && owed.isOverdue(now))
                .toList();
    }

    /** Notes that the glass is about to be broken. */
    Noted begin(Request request, AfterReview review) {
        return installation.glassBroken(request.id(), Actor.human(request.requester()), review, request.askedAt());
    }

    /** Notes that somebody has looked at it: one of its group, never who asked for it. Asks the directory. */
    public GlassReviewed review(RequestId id, Person person, Optional<String> remark) {
        try {
            return switch (directory.lookUp(person)) {
                case Standing.Barred barred -> new GlassReviewed.Refused(barred.reason());
                case Standing.Unverifiable unverifiable -> new GlassReviewed.Unavailable(unverifiable.cause());
                case Standing.Member member ->
                    ledger.find(id)
                            .map(entry -> review(entry, person, member, remark))
                            .orElseGet(() -> new GlassReviewed.Refused("there is no such request"));
            };
        } catch (LedgerUnavailable e) {
            return new GlassReviewed.Unavailable(e.explanation());
        }
    }

    private GlassReviewed review(LedgerEntry entry, Person person, Standing.Member member, Optional<String> remark) {
        return objection(entry, person, member)
                .<GlassReviewed>map(GlassReviewed.Refused::new)
                .orElseGet(() -> reviewed(
                        entry,
                        installation.glassReviewed(
                                entry.request().id(), Actor.human(person), remark.orElse(NO_REMARK), clock.instant())));
    }

    private static Optional<String> objection(LedgerEntry entry, Person person, Standing.Member member) {
        var request = entry.request();
        var review = request.conditions().review();
        if (review.isEmpty()) {
            return Optional.of("this request did not break the glass");
        }
        if (request.requester().equals(person)) {
            return Optional.of("somebody else than who broke the glass has to review it");
        }
        if (!member.groups().contains(review.get().group())) {
            return Optional.of("only members of " + review.get().group() + " may review it");
        }
        if (!(entry.phase() instanceof Phase.Ended)) {
            return Optional.of("it has not ended; there is more to see");
        }
        return mayHaveRun(entry.phase())
                ? Optional.empty()
                : Optional.of("it did not run, so nothing is to be reviewed");
    }

    private static GlassReviewed reviewed(LedgerEntry entry, Noted noted) {
        return switch (noted) {
            case Noted.Written _ -> new GlassReviewed.Done(entry);
            case Noted.Already _ -> new GlassReviewed.Refused("somebody has reviewed it before");
            case Noted.Unavailable(var cause) -> new GlassReviewed.Unavailable(cause);
        };
    }
}
