package sallyport.approval;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.FanOuts;
import sallyport.audit.Filed;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Recorded;
import sallyport.policy.Capability;
import sallyport.policy.CommandAsk;
import sallyport.policy.Decision;
import sallyport.policy.Membership;
import sallyport.policy.Policy;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Approval;
import sallyport.request.ChannelId;
import sallyport.request.Conditions;
import sallyport.request.Digest;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.FanOut;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/**
 * Who may ask, and who may say yes, to exactly what. Safe for use by many threads.
 *
 * <p>Submitting asks nobody outside the process, so that Slack has its answer in time; whether the requester is a guest
 * is found out right after ({@link #objection}), before anything is shown.
 */
public final class Approvals {
    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final Supplier<Policy> policy;
    private final Aliases aliases;
    private final Membership groups;
    private final Directory directory;
    private final Ledger ledger;
    private final Journal journal;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Redecision redecision;
    private final Capabilities capabilities;
    private final Redecision supposing;
    private final GlassReviews glass;

    public Approvals(
            Supplier<Policy> policy,
            Aliases aliases,
            Membership groups,
            Directory directory,
            Ledger ledger,
            Journal journal,
            GlassReviews glass,
            InstantSource clock,
            RandomGenerator random) {
        this.policy = policy;
        this.aliases = aliases;
        this.groups = groups;
        this.directory = directory;
        this.ledger = ledger;
        this.journal = journal;
        this.glass = glass;
        this.clock = clock;
        this.random = random;
        this.redecision = new Redecision(policy, aliases, groups, clock);
        this.capabilities = new Capabilities(policy, aliases, clock);
        this.supposing = new Redecision(policy, aliases, groups.supposing(), clock);
    }

    /** Judges a submission and stores it if the policy lets the person ask. One durable write, no other call. */
    public Submitted submit(Submission submission) {
        return judge(submission, (named, version, allowed) -> file(named, version, allowed, allowed.exitCode()));
    }

    /**
     * Asks again for a request that could not report its exit code, this time without: a new request of the person who
     * asks, judged and approved anew. It can be asked again once, whoever asks and however often they press.
     */
    public Submitted submitWithoutExitCode(RequestId id, Person person) {
        try {
            return ledger.find(id)
                    .filter(Approvals::lacksShell)
                    .map(entry -> submitBare(entry.request(), person))
                    .orElseGet(() -> new Submitted.NotPossible(
                            "Only a request that was not started for want of a shell can be asked again without exit "
                                    + "code. Nothing was asked."));
        } catch (LedgerUnavailable e) {
            return new Submitted.Unavailable(e.explanation());
        }
    }

    private Submitted submitBare(Request request, Person person) {
        var submission = new Submission(
                person,
                request.channel(),
                request.selector(),
                request.argv(),
                request.reason(),
                request.conditions().ticket(),
                request.conditions().review().isPresent(),
                request.fansOut(),
                "without-exit-code:" + request.id());
        return judge(
                submission,
                (named, version, allowed) -> allowed.exitCode() == ExitCode.REQUIRED
                        ? new Submitted.NotPossible(
                                "Rule `" + allowed.rule() + "` requires an exit code, and the image has no "
                                        + "shell to report one. Nothing was asked. Its owner can set `exit_code: none` in the policy.")
                        : file(named, version, allowed, ExitCode.NONE));
    }

    /** Lets a person agree to what they were shown. */
    public Reviewed approve(RequestId id, Person person, Digest shown) {
        return withMember(id, person, (entry, memberOf) -> {
            var objection =
                    entry.phase() instanceof Phase.Pending ? staleness(entry, redecision) : Optional.<String>empty();
            if (objection.isPresent() && !isCertain(entry)) {
                return new Recorded.Unavailable(unverified());
            }
            return journal.record(
                    id,
                    objection
                            .<Event>map(changed -> new Event.BindingBroken(changed, clock.instant()))
                            .orElseGet(() -> new Event.ApprovalGiven(
                                    person, reviewing(entry, memberOf), shown, clock.instant())));
        });
    }

    /** Lets a person say no. */
    public Reviewed deny(RequestId id, Person person, String reason) {
        return withMember(id, person, (entry, memberOf) -> {
            boolean eligible = !reviewing(entry, memberOf).isEmpty();
            return journal.record(id, new Event.DenialGiven(person, eligible, reason, clock.instant()));
        });
    }

    /**
     * Takes a request back before it starts, or stops it while it runs: the requester, anybody who may review it, and
     * whoever may {@link Capability#STOP} on the request's target.
     *
     * @param channel where it is asked to stop
     */
    public Reviewed stop(RequestId id, Person person, ChannelId channel) {
        return withMember(id, person, (entry, memberOf) -> {
            boolean eligible = person.equals(entry.request().requester())
                    || !reviewing(entry, memberOf).isEmpty()
                    || capabilities.has(person, memberOf, channel, Capability.STOP, entry.request());
            return journal.record(id, new Event.StopAsked(Actor.human(person), eligible, clock.instant()));
        });
    }

    /**
     * Lets a run go on for longer: whoever the policy grants it on the request's target, and nobody else. While starts
     * are frozen nothing is extended.
     *
     * @param channel where it is asked
     * @param amount how much longer; as far as a run may be extended at all
     */
    public Reviewed extend(RequestId id, Person person, ChannelId channel, Duration amount, Optional<String> reason) {
        return withMember(id, person, (entry, memberOf) -> {
            boolean eligible = capabilities.has(person, memberOf, channel, Capability.EXTEND, entry.request());
            if (eligible
                    && entry.phase() instanceof Phase.Running
                    && ledger.installation().freeze().isPresent()) {
                return new Recorded.Refused(entry, Refusal.FROZEN);
            }
            return journal.record(id, new Event.ExtensionAsked(person, eligible, amount, reason, clock.instant()));
        });
    }

    /**
     * What stands against running a request on the container that AWS named: the requester's standing, or a policy that
     * says no for that container or asks for more than it did. Asks the directory, so not for the path to Slack's
     * acknowledgement.
     *
     * @param given the approvals it has so far
     */
    public Optional<StartFailure> objection(Request request, List<Approval> given, Target target) {
        return barred(request)
                .or(() -> redecision.against(request, given, target.container()).flatMap(Approvals::notEligible));
    }

    /** Why whoever asked may have nothing run at all, or why nobody can tell now. */
    public Optional<StartFailure> barred(Request request) {
        return switch (directory.lookUp(request.requester())) {
            case Standing.Barred barred -> notEligible("It was not started, because " + barred.reason() + ".");
            case Standing.Unverifiable unverifiable ->
                notEligible("It was not started, because Slack could not vouch for the requester ("
                        + unverifiable.cause() + "). Ask again in a minute.");
            case Standing.Member _ -> Optional.empty();
        };
    }

    private static Optional<StartFailure> notEligible(String explanation) {
        return Optional.of(new StartFailure(StartFailure.Kind.NOT_ELIGIBLE, explanation));
    }

    /**
     * Ends what was asked under an earlier policy and the one in force would decide otherwise, so that nobody reviews
     * or waits for what cannot start. What is missed here is found before it starts.
     *
     * @return whether all that waits was looked at; if not, the ledger was away
     */
    public boolean reconsider() {
        try {
            return ledger.unfinished().stream()
                            .filter(entry -> !reconsidered(entry))
                            .count()
                    == 0;
        } catch (LedgerUnavailable e) {
            LOG.warn("approvals.not-reconsidered: {}", e.explanation());
            return false;
        }
    }

    /** What rests on groups that cannot be verified is not void for it: it waits, and is judged when it may start. */
    private boolean reconsidered(LedgerEntry entry) {
        return staleness(entry, redecision)
                .filter(_ -> isCertain(entry))
                .map(changed -> journal.record(entry.request().id(), new Event.BindingBroken(changed, clock.instant())))
                .filter(Recorded.Unavailable.class::isInstance)
                .isEmpty();
    }

    /** Whether what stands against it does so whoever is in the groups that cannot be verified. */
    private boolean isCertain(LedgerEntry entry) {
        return staleness(entry, supposing).isPresent();
    }

    private String unverified() {
        return "who is in " + String.join(", ", new TreeSet<>(groups.unverified())) + " could not be verified";
    }

    /** Why approvals for this entry no longer hold, as far as the policy decides. */
    private static Optional<String> staleness(LedgerEntry entry, Redecision by) {
        var request = entry.request();
        return switch (entry.phase()) {
            case Phase.Pending pending ->
                by.against(request, pending.approvals(), pending.target().container());
            case Phase.Approved approved ->
                by.against(request, approved.approvals(), approved.target().container());
            case Phase.Received _, Phase.Starting _, Phase.Running _, Phase.Ended _ -> Optional.empty();
        };
    }

    private Submitted judge(Submission submission, Filing filing) {
        var name = submission.selector().alias();
        var alias = aliases.find(name);
        if (alias.isEmpty()) {
            return new Submitted.NoSuchTarget(name, aliases.nearest(name));
        }
        return submission
                .selector()
                .within(alias.get())
                .map(selector -> judge(submission.on(selector), alias.get(), filing))
                .orElseGet(() -> new Submitted.NotPossible(
                        "Task " + submission.selector().task().orElse("") + " is not one of "
                                + alias.get().name() + ". Nothing was asked."));
    }

    private Submitted judge(Submission submission, Alias alias, Filing filing) {
        var version = policy.get();
        return switch (version.decide(ask(submission, alias))) {
            case Decision.Denied denied -> new Submitted.NotAllowed(denied);
            case Decision.Allowed allowed
            when allowed.reasonRequired() && submission.reason().isEmpty() -> new Submitted.ReasonMissing(allowed);
            case Decision.Allowed allowed
            when submission.allTasks() && allowed.fanOut() == 1 -> new Submitted.OneTaskOnly(allowed);
            case Decision.Allowed allowed
            when !allowed.accepts(submission.ticket()) -> new Submitted.TicketMissing(allowed, submission.ticket());
            case Decision.Allowed allowed ->
                overdue(allowed).orElseGet(() -> filing.file(submission, version, allowed));
        };
    }

    private Optional<Submitted> overdue(Decision.Allowed allowed) {
        try {
            return allowed.review()
                    .map(AfterReview::group)
                    .map(group -> new Submitted.ReviewOverdue(
                            group,
                            glass.overdue(group).stream()
                                    .map(owed -> owed.entry().request().id())
                                    .toList()))
                    .filter(answer -> !answer.overdue().isEmpty())
                    .map(Submitted.class::cast);
        } catch (LedgerUnavailable e) {
            return Optional.of(new Submitted.Unavailable(e.explanation()));
        }
    }

    /** What to do with a submission, its target named by its alias, that the policy lets through. */
    private interface Filing {
        Submitted file(Submission submission, Policy version, Decision.Allowed allowed);
    }

    private CommandAsk ask(Submission submission, Alias alias) {
        return new CommandAsk(
                submission.person(),
                groups.of(submission.person()),
                submission.channel(),
                alias,
                submission.selector().container().or(alias::container),
                submission.argv(),
                clock.instant(),
                submission.breaksGlass());
    }

    private Submitted file(Submission submission, Policy version, Decision.Allowed allowed, ExitCode exitCode) {
        var now = clock.instant();
        var request = new Request(
                RequestId.random(random),
                submission.person(),
                submission.channel(),
                submission.selector(),
                allowed.argv(),
                exitCode,
                allowed.rule(),
                version.version(),
                allowed.quorum(),
                submission.reason(),
                now,
                now.plus(allowed.expires()),
                allowed.startWithin(),
                allowed.deadline(),
                conditions(submission, allowed));
        return allowed.review()
                .flatMap(review -> unnoted(request, review))
                .orElseGet(() -> file(request, submission.mark(), allowed));
    }

    /** What breaks the glass is noted before it can start, so that no review is forgotten. */
    private Optional<Submitted> unnoted(Request request, AfterReview review) {
        return glass.begin(request, review) instanceof InstallationJournal.Noted.Unavailable(var cause)
                ? Optional.of(new Submitted.Unavailable(cause))
                : Optional.empty();
    }

    private Submitted file(Request request, String mark, Decision.Allowed allowed) {
        return switch (journal.file(request, mark)) {
            case Filed.Stored stored -> new Submitted.Stored(stored.entry(), allowed);
            case Filed.Repeated repeated -> new Submitted.Repeated(repeated.earlier());
            case Filed.Unavailable unavailable -> new Submitted.Unavailable(unavailable.cause());
        };
    }

    private static Conditions conditions(Submission submission, Decision.Allowed allowed) {
        return new Conditions(
                submission.ticket(),
                allowed.binding(),
                allowed.outputLimit(),
                allowed.review(),
                allowed.confirmation(),
                allowed.escalation(),
                allowed.audience(),
                allowed.concurrency(),
                submission.allTasks() ? Optional.of(new FanOut.First(allowed.fanOut())) : Optional.empty(),
                allowed.reported().words());
    }

    private interface Act {
        Recorded on(LedgerEntry entry, Set<String> memberOf);
    }

    private Reviewed withMember(RequestId id, Person person, Act act) {
        try {
            var entry = ledger.find(id);
            if (entry.isEmpty()) {
                return new Reviewed.NotFound();
            }
            return switch (directory.lookUp(person)) {
                case Standing.Barred barred -> new Reviewed.Barred(barred.reason());
                case Standing.Unverifiable unverifiable -> new Reviewed.Unavailable(unverifiable.cause());
                case Standing.Member member -> reviewed(act.on(entry.get(), member.groups()));
            };
        } catch (LedgerUnavailable e) {
            return new Reviewed.Unavailable(e.explanation());
        }
    }

    private static Reviewed reviewed(Recorded recorded) {
        return switch (recorded) {
            case Recorded.Moved moved
            when moved.now().phase() instanceof Phase.Stale -> new Reviewed.Refused(moved.now(), Refusal.CHANGED);
            case Recorded.Moved moved -> new Reviewed.Accepted(moved.now());
            case Recorded.Refused refused -> new Reviewed.Refused(refused.entry(), refused.why());
            case Recorded.NotFound _ -> new Reviewed.NotFound();
            case Recorded.Unavailable unavailable -> new Reviewed.Unavailable(unavailable.cause());
        };
    }

    /** The groups that the person is in, of those that may ever agree; whether they may now is the phase's say. */
    private static Set<String> reviewing(LedgerEntry entry, Set<String> memberOf) {
        var both = new HashSet<>(memberOf);
        both.retainAll(entry.request().objectors());
        return both;
    }

    /** Of several that were asked together the first is asked again, for all. */
    private static boolean lacksShell(LedgerEntry entry) {
        return FanOuts.other(entry).isEmpty()
                && entry.phase() instanceof Phase.NotStarted notStarted
                && notStarted.cause().kind() == StartFailure.Kind.NO_SHELL;
    }
}
