package sallyport.slack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sallyport.approval.Approvals;
import sallyport.approval.Freezes;
import sallyport.approval.GlassReviews;
import sallyport.approval.TranscriptReads;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.http.RawRequest;
import sallyport.http.RawResponse;
import sallyport.output.Pace;
import sallyport.output.Transcripts;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Alias;
import sallyport.request.Conditions;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Target;
import sallyport.run.AgentWaits;
import sallyport.watch.ExecFacts;
import sallyport.watch.Fact;
import sallyport.watch.InsightsAnswer;
import sallyport.watch.InsightsQuery;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;
import sallyport.watch.LogQuery;
import sallyport.watch.Looked;
import sallyport.watch.MemoryOfTasks;
import sallyport.watch.ServiceDescription;
import sallyport.watch.ServiceRoll;
import sallyport.watch.ServiceState;
import sallyport.watch.Usage;

/** The Slack side of the application on a stub of Slack and a ledger in memory, at a fixed time. */
final class Office implements AutoCloseable {
    private static final String POLICY = """
            version: 1
            commands:
              kernel:
                summary: Kernel and machine of the container
                argv: [uname, "{flag}"]
                params:
                  flag: { type: enum, values: ["-a", "-r"] }
                effect: read
            grants:
              - id: web-kernel
                command: kernel
                targets: [web]
                groups: [dev]
                approval: { all_of: [ { group: sre, count: 1 } ] }
              - id: web-reads
                capabilities: [logs, describe, tasks, doctor, metrics]
                targets: [web]
                groups: [dev]
            """;

    static final Person ADA = new Person("T1", "U0ADA");

    final StubSlack stub = new StubSlack();
    final MemoryLedger ledger = new MemoryLedger();
    final Journal journal = new Journal(ledger);
    final InstantSource clock = InstantSource.fixed(Requests.NOW);
    final SlackApi slack = new SlackApi(stub.options());
    final SlackHooks hooks = new SlackHooks(stub.options());
    final Approvals approvals;
    final SlackDirectory directory;
    final ScriptedFollower follower = new ScriptedFollower();
    final AgentWaits agents = new AgentWaits();
    final ScriptedFollower liveTail = new ScriptedFollower();
    final FollowDesk follows;
    final InsightsDesk insights;
    volatile Function<InsightsQuery, InsightsAnswer> counted =
            query -> new InsightsAnswer.Table(List.of(), List.of(), 0);
    final SlackThreads threads;
    final Fallback fallback;
    final CardKeeper keeper;
    final SlackApp app;
    private final SlackListeners listeners;
    volatile Policy inForce = policy(POLICY);
    volatile List<? extends Alarm> alarms = List.of();
    final MemoryOfTasks remembered = new MemoryOfTasks();
    final ScriptedHistories histories = new ScriptedHistories();
    volatile Looked<Usage> measured = new Looked.Unavailable<>("CloudWatch was not asked.");
    volatile Looked<Alias> found = new Looked.Missing<>("ECS knows no such task.");
    volatile Looked<ExecFacts> examined = new Looked.Unavailable<>("AWS was not asked.");

    Office() {
        this(Optional.of("all the lines\n"));
    }

    Office(Optional<String> transcript) {
        var groups = new Groups(Map.of(
                "dev",
                Set.of(Requests.ROBIN, Requests.ALEX),
                "sre",
                Set.of(Requests.ALEX, Requests.SAM),
                Groups.ADMINS,
                Set.of(ADA)));
        Supplier<Policy> policy = () -> inForce;
        directory = new SlackDirectory(slack, Set.of("T1"), groups::of, clock);
        var glassReviews = new GlassReviews(new InstallationJournal(ledger), ledger, directory, clock);
        approvals = new Approvals(
                policy, Requests.ALIASES, groups, directory, ledger, journal, glassReviews, clock, new Random(1));
        var glass = new GlassDesk(stub.options(), slack, glassReviews, Requests.ALIASES);
        follows = new FollowDesk(
                slack, hooks, follower, liveTail, new Pace(System::nanoTime), groups::of, clock, new Random(2));
        insights = new InsightsDesk(slack, hooks, query -> counted.apply(query), groups::of, clock, new Random(3));
        var reads = new Reads(
                slack, hooks, directory, policy, groups::of, this::lines, _ -> state, follows, insights, clock);
        var addresses = new ReplyAddresses();
        var attachments = new Attachments(slack, hooks, recorded(transcript));
        var turns = new CardTurns(ledger, "here", clock);
        threads = new SlackThreads(slack, ledger, turns, attachments, clock);
        var doctor = new DoctorDesk(reads, wanted -> examined, ledger, clock);
        fallback = new Fallback(
                stub.options(),
                slack,
                hooks,
                directory,
                Requests.ALIASES,
                reads,
                doctor,
                _ -> state,
                this::lines,
                clock);
        keeper = new CardKeeper(
                slack, hooks, ledger, journal, threads, addresses, glass, agents, fallback, turns, clock);
        listeners = new SlackListeners(
                stub.options(),
                slack,
                hooks,
                policy,
                () -> alarms,
                groups,
                groups,
                Requests.ALIASES,
                approvals,
                new Freezes(new InstallationJournal(ledger), policy, directory, clock),
                glass,
                new TranscriptDesk(
                        slack,
                        new TranscriptReads(
                                policy, Requests.ALIASES, directory, ledger, new InstallationJournal(ledger), clock),
                        recorded(transcript),
                        attachments),
                directory,
                ledger,
                reads,
                doctor,
                new WhyDesk(reads, Requests.ALIASES, histories, remembered, this::lines, clock),
                new MetricsDesk(reads, query -> measured, clock),
                new StateDesk(
                        reads,
                        hooks,
                        alias -> described(),
                        Office::listed,
                        task -> found,
                        new RememberedTasks(remembered, clock),
                        clock),
                addresses,
                clock);
        app = new SlackApp(stub.options(), listeners, clock);
    }

    /** What was asked of the logs. */
    final List<LogQuery> logQueries = new CopyOnWriteArrayList<>();

    volatile Looked<ServiceState> state = new Looked.Found<>(service(1));

    private LogAnswer lines(LogQuery query) {
        logQueries.add(query);
        return new LogAnswer.Lines(
                List.of(new LogLine(
                        query.until(), "0011223344556677", "app", "\u001b[31mGET /\u001b[0m password=hunter22")),
                false,
                List.of());
    }

    static ServiceState service(int running) {
        return new ServiceState(
                "web", "prod", "api-web", "ACTIVE", 1, running, 0, "web:42", "FARGATE", false, List.of(), List.of(),
                List.of());
    }

    /** Every target, its state where it may be seen. */
    private static ServiceRoll listed(Predicate<Alias> visible) {
        var state = new ServiceRoll.State("ACTIVE", 1, 1, 0, false, "web:42", "COMPLETED", Optional.empty());
        return new ServiceRoll(
                Requests.ALIASES.all().stream()
                        .map(alias ->
                                new ServiceRoll.Entry(alias, Optional.of(state).filter(one -> visible.test(alias))))
                        .toList(),
                List.of());
    }

    private Looked<ServiceDescription> described() {
        return switch (state) {
            case Looked.Found<ServiceState>(var service) ->
                new Looked.Found<>(new ServiceDescription(
                        service, new Fact.Known<>(List.of()), new Fact.Known<>(List.of()), new Fact.Known<>(Set.of())));
            case Looked.Missing<ServiceState>(var why) -> new Looked.Missing<>(why);
            case Looked.Unavailable<ServiceState>(var why) -> new Looked.Unavailable<>(why);
        };
    }

    /** The rule for commands says more from now on. */
    void rule(String more) {
        inForce = policy(POLICY.replace("count: 1 } ] }", "count: 1 } ] }\n    " + more));
    }

    /** Whoever is in sre may extend what runs. */
    void extendable() {
        inForce = policy(POLICY + "  - { id: longer, capability: extend, targets: [web], groups: [sre] }\n");
    }

    /** What may be read from now on, such as {@code logs, describe}. */
    void mayRead(String capabilities) {
        inForce = policy(POLICY.replace("[logs, describe, tasks, doctor, metrics]", "[" + capabilities + "]"));
    }

    static Policy policy(String text) {
        return switch (Policy.read(text, "policy.yml")) {
            case PolicyReading.Read(var policy) -> policy;
            case PolicyReading.Broken broken -> throw new IllegalStateException(broken.toString());
        };
    }

    private static Transcripts recorded(Optional<String> text) {
        return new Transcripts() {
            @Override
            public Transcript open(RequestId run) {
                throw new UnsupportedOperationException("nothing runs here");
            }

            @Override
            public Optional<String> text(RequestId run) {
                return text;
            }
        };
    }

    /** A stored request that waits for approval, its card standing. */
    LedgerEntry pending() {
        return pending(Requests.request("uname", "-a"));
    }

    LedgerEntry pending(Request request) {
        journal.file(request, "mark");
        journal.record(request.id(), new Event.TargetResolved(Requests.TARGET, Requests.NOW));
        ledger.cardPosted(request.id(), CARD);
        return entry(request.id());
    }

    static final MessageRef CARD = new MessageRef(Requests.CHANNEL, "1699999999.000100");

    /** A request whose session is open, its card standing. */
    LedgerEntry running() {
        return running(Requests.request("uname", "-a"));
    }

    LedgerEntry running(Request request) {
        var id = pending(request).request().id();
        var digest = ((Phase.Pending) entry(id).phase()).digest();
        journal.record(id, new Event.ApprovalGiven(Requests.ALEX, Set.of("sre"), digest, Requests.NOW));
        journal.record(id, new Event.ClaimTaken("token", Requests.NOW));
        journal.record(id, new Event.SessionOpened("token", Requests.TARGET, "session", Requests.NOW));
        return entry(id);
    }

    static final RequestId SECOND = new RequestId("r222222222222");

    /** Another request, agreed to, its card standing. */
    void approveSecond(Target target) {
        var like = Requests.request("uptime");
        var second = new Request(
                SECOND,
                Requests.SAM,
                like.channel(),
                like.selector(),
                like.argv(),
                ExitCode.WANTED,
                like.rule(),
                like.policyVersion(),
                like.quorum(),
                Optional.empty(),
                like.askedAt(),
                like.expiresAt(),
                Duration.ofMinutes(10),
                like.deadline(),
                Conditions.USUAL);
        journal.file(second, "second");
        journal.record(SECOND, new Event.TargetResolved(target, Requests.NOW));
        ledger.cardPosted(SECOND, new MessageRef(Requests.CHANNEL, "1699999999.000200"));
        var digest = ((Phase.Pending) entry(SECOND).phase()).digest();
        journal.record(SECOND, new Event.ApprovalGiven(Requests.ALEX, Set.of("sre"), digest, Requests.NOW));
    }

    void end(RequestId id, Phase.Outcome end) {
        journal.record(id, new Event.RunEnded("token", end, Optional.empty()));
    }

    LedgerEntry entry(RequestId id) {
        return ledger.find(id).orElseThrow();
    }

    /** Types a slash command in {@code C1}. */
    RawResponse type(String line, Person person) {
        var form = Map.of(
                "team_id",
                person.teamId(),
                "channel_id",
                Requests.CHANNEL.value(),
                "user_id",
                person.userId(),
                "command",
                "/ecs",
                "text",
                line,
                "response_url",
                stub.hook(),
                "trigger_id",
                "13.7",
                "api_app_id",
                "A1");
        return post(
                "/slack/commands",
                form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    RawResponse post(String path, String body) {
        return app.handle(signed(path, "application/x-www-form-urlencoded", body, "new-secret", Requests.NOW));
    }

    static RawRequest signed(String path, String type, String body, String secret, Instant at) {
        var timestamp = String.valueOf(at.getEpochSecond());
        return new RawRequest(
                path,
                Map.of(
                        "Content-Type", List.of(type),
                        "X-Slack-Request-Timestamp", List.of(timestamp),
                        "X-Slack-Signature", List.of(SignatureCheckTest.sign(secret, timestamp, body))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        keeper.close();
        listeners.close();
        stub.close();
    }
}
