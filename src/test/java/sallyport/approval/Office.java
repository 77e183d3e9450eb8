package sallyport.approval;

import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.target;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Actor;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Event;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;

/** Approvals with everything they stand on: a policy, two reviewers, a guest and a stranger. */
final class Office {
    static final Person GUEST = new Person("T1", "U8");
    static final Person STRANGER = new Person("T1", "U9");
    static final ChannelId CHANNEL = new ChannelId("C1");
    static final Argv MIGRATIONS = Argv.of("bin/rails", "db:migrate:status");
    private static final Alias WEB =
            new Alias("web", "111122223333", "eu-central-1", "prod", "web", Optional.of("app"), Optional.empty());

    final MemoryLedger ledger = new MemoryLedger();
    final Journal journal = new Journal(ledger);
    final MemoryDirectory directory = new MemoryDirectory();
    final InstallationJournal installation = new InstallationJournal(ledger);
    final Approvals approvals;
    private final Groups groups;
    private volatile Policy policy = policy(rules(2, "wanted"));
    private volatile Instant now = NOON;
    final GlassReviews glass = new GlassReviews(installation, ledger, directory, () -> now);
    private int marks;

    Office() {
        var groups = new Groups(Map.of(
                "dev",
                Set.of(REQUESTER, REVIEWER),
                REVIEWERS,
                Set.of(REVIEWER, OTHER_REVIEWER),
                "leads",
                Set.of(OTHER_REVIEWER),
                "security",
                Set.of(GUEST)));
        directory.knows(REQUESTER, new Standing.Member(Set.of("dev", REVIEWERS)));
        directory.knows(REVIEWER, new Standing.Member(Set.of("dev", REVIEWERS)));
        directory.knows(OTHER_REVIEWER, new Standing.Member(Set.of(REVIEWERS)));
        directory.knows(GUEST, new Standing.Barred("guests may not review"));
        this.groups = groups;
        approvals = approvals(List.of(WEB));
    }

    /** Approvals over the same ledger with other targets configured. */
    Approvals approvals(List<Alias> targets) {
        return new Approvals(
                () -> policy,
                new Aliases(targets),
                groups,
                directory,
                ledger,
                journal,
                glass,
                () -> now,
                new Random(3));
    }

    /**
     * What everybody in dev may ask for, if this many of the reviewers agree.
     *
     * @param more further lines of the rule for migrations
     */
    static String rules(int count, String exitCode, String... more) {
        return """
            version: 1
            commands:
              migrations:
                summary: Which migrations have run
                argv: [bin/rails, "db:migrate:status"]
                effect: read
                exit_code: %s
                deadline: 90s
              flush:
                summary: Empty the cache
                argv: [bin/rails, "cache:clear"]
                effect: write
            grants:
              - id: web-migrations
                command: migrations
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: ops, count: %d }] }
                expires: 20m
                start_within: 5m
                %s
              - id: web-flush
                command: flush
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: ops }] }
                require: { reason: true }
            """.formatted(exitCode, count, String.join("\n    ", more));
    }

    void rule(String text) {
        policy = policy(text);
    }

    String policyVersion() {
        return policy.version();
    }

    void clock(Instant instant) {
        now = instant;
    }

    Submission submission(Person person, Argv argv, Optional<String> reason) {
        return new Submission(
                person, CHANNEL, selector("web"), argv, reason, Optional.empty(), false, "mark " + ++marks);
    }

    /** The requester's, for all tasks or for one. */
    Submission migrations(boolean allTasks) {
        return new Submission(
                REQUESTER,
                CHANNEL,
                selector("web"),
                MIGRATIONS,
                Optional.empty(),
                Optional.empty(),
                false,
                allTasks,
                "mark " + ++marks);
    }

    static Selector selector(String alias) {
        return new Selector(alias, Optional.empty(), Optional.empty());
    }

    /** A stored request of the requester that has been looked up. */
    LedgerEntry pending() {
        return pending(false);
    }

    LedgerEntry pending(boolean allTasks) {
        var submitted = approvals.submit(migrations(allTasks));
        var id = ((Submitted.Stored) submitted).entry().request().id();
        journal.record(id, new Event.TargetResolved(target(), now));
        return entry(id);
    }

    /** A stored request of the requester that both reviewers agreed to. */
    LedgerEntry approved() {
        var entry = pending();
        approve(entry, REVIEWER);
        approve(entry, OTHER_REVIEWER);
        return entry(entry.request().id());
    }

    LedgerEntry notStartedForWantOfShell() {
        var id = ((Submitted.Stored) approvals.submit(submission(REQUESTER, MIGRATIONS, Optional.empty())))
                .entry()
                .request()
                .id();
        var cause = new StartFailure(StartFailure.Kind.NO_SHELL, "The image has no `sh`.");
        journal.record(id, new Event.StartRefused(cause, Actor.component("resolver"), now));
        return entry(id);
    }

    LedgerEntry entry(RequestId id) {
        return ledger.find(id).orElseThrow();
    }

    Reviewed approve(LedgerEntry shown, Person person) {
        return approvals.approve(shown.request().id(), person, ((Phase.Pending) shown.phase()).digest());
    }

    private static Policy policy(String text) {
        return switch (Policy.read(text, "policy.yml")) {
            case PolicyReading.Read read -> read.policy();
            case PolicyReading.Broken broken -> throw new AssertionError(broken);
        };
    }
}
