package sallyport.bench;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.Freezes;
import sallyport.approval.GlassReviews;
import sallyport.approval.Standing;
import sallyport.approval.TranscriptReads;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.http.ListenOn;
import sallyport.http.PublicServer;
import sallyport.output.Pace;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Person;
import sallyport.slack.Attachments;
import sallyport.slack.DoctorDesk;
import sallyport.slack.FollowDesk;
import sallyport.slack.GlassDesk;
import sallyport.slack.InsightsDesk;
import sallyport.slack.MetricsDesk;
import sallyport.slack.Reads;
import sallyport.slack.RememberedTasks;
import sallyport.slack.ReplyAddresses;
import sallyport.slack.Secret;
import sallyport.slack.SlackApi;
import sallyport.slack.SlackApp;
import sallyport.slack.SlackHooks;
import sallyport.slack.SlackListeners;
import sallyport.slack.SlackOptions;
import sallyport.slack.StateDesk;
import sallyport.slack.TranscriptDesk;
import sallyport.slack.WhyDesk;
import sallyport.store.DiskTranscripts;
import sallyport.store.SqliteLedger;
import sallyport.watch.ForgetfulMemory;
import sallyport.watch.Histories;
import sallyport.watch.InsightsAnswer;
import sallyport.watch.LogAnswer;
import sallyport.watch.Looked;
import sallyport.watch.ServiceHistory;
import sallyport.watch.ServiceRoll;

/**
 * Our own path from the port to the acknowledgement: signature, Bolt, parser, policy, one durable write. What follows
 * an acknowledgement (AWS, cards) is not started, so that it takes no processor time from either side.
 */
final class OurFront implements AutoCloseable {
    private static final String POLICY = """
            version: 1
            commands:
              kernel: { summary: Kernel, argv: [uname, "{flag}"], params: { flag: { type: enum, values: ["-a", "-r"] } }, effect: read }
            grants:
              - { id: web-kernel, command: kernel, targets: [web], groups: [dev], approval: { all_of: [{ group: sre, count: 1 }] } }
            """;

    private final SqliteLedger ledger;
    private final SlackListeners listeners;
    private final PublicServer server;

    private OurFront(SqliteLedger ledger, SlackListeners listeners, PublicServer server) {
        this.ledger = ledger;
        this.listeners = listeners;
        this.server = server;
    }

    static OurFront start(String signingSecret, Path database) {
        var clock = Clock.systemUTC();
        var options = new SlackOptions(
                Secret.of("xoxb-bench"),
                List.of(Secret.of(signingSecret)),
                Set.of("T0SANDBOX"),
                Optional.empty(),
                URI.create("http://127.0.0.1:1/api/"),
                "/ecs");
        var policy = policy();
        var ledger = SqliteLedger.open(database);
        var aliases = new Aliases(List.of(
                new Alias("web", "123456789012", "us-east-1", "demo", "web", Optional.of("app"), Optional.empty())));
        var groups = new Groups(Map.of("dev", Set.of(new Person("T0SANDBOX", "U0REQUESTER"))));
        Directory directory = person -> new Standing.Member(groups.of(person));
        var reviews = new GlassReviews(new InstallationJournal(ledger), ledger, directory, clock);
        var approvals = new Approvals(
                () -> policy,
                aliases,
                groups,
                directory,
                ledger,
                new Journal(ledger),
                reviews,
                clock,
                new SecureRandom());
        var unrecorded = new DiskTranscripts(database.resolveSibling("transcripts"));
        var slack = new SlackApi(options);
        var hooks = new SlackHooks(options);
        var reads = new Reads(
                slack,
                hooks,
                directory,
                () -> policy,
                groups::of,
                query -> new LogAnswer.NotReadable("not measured"),
                alias -> new Looked.Missing<>("not measured"),
                new FollowDesk(
                        slack,
                        hooks,
                        (query, sink) -> () -> {},
                        (query, sink) -> () -> {},
                        new Pace(System::nanoTime),
                        groups::of,
                        clock,
                        new SecureRandom()),
                new InsightsDesk(
                        slack,
                        hooks,
                        query -> new InsightsAnswer.NotAnswered("not measured"),
                        groups::of,
                        clock,
                        new SecureRandom()),
                clock);
        var listeners = new SlackListeners(
                options,
                slack,
                hooks,
                () -> policy,
                List::of,
                groups,
                groups,
                aliases,
                approvals,
                new Freezes(new InstallationJournal(ledger), () -> policy, directory, clock),
                new GlassDesk(options, slack, reviews, aliases),
                new TranscriptDesk(
                        slack,
                        new TranscriptReads(
                                () -> policy, aliases, directory, ledger, new InstallationJournal(ledger), clock),
                        unrecorded,
                        new Attachments(slack, hooks, unrecorded)),
                directory,
                ledger,
                reads,
                new DoctorDesk(reads, wanted -> new Looked.Missing<>("not measured"), ledger, clock),
                new WhyDesk(
                        reads,
                        aliases,
                        new NoHistories(),
                        new ForgetfulMemory(),
                        query -> new LogAnswer.NotReadable("not measured"),
                        clock),
                new MetricsDesk(reads, query -> new Looked.Missing<>("not measured"), clock),
                new StateDesk(
                        reads,
                        hooks,
                        alias -> new Looked.Missing<>("not measured"),
                        visible -> new ServiceRoll(List.of(), List.of()),
                        task -> new Looked.Missing<>("not measured"),
                        new RememberedTasks(new ForgetfulMemory(), clock),
                        clock),
                new ReplyAddresses(),
                clock);
        var server = new PublicServer(ListenOn.loopback(0), new SlackApp(options, listeners, clock));
        server.start();
        return new OurFront(ledger, listeners, server);
    }

    private static final class NoHistories implements Histories {
        @Override
        public Looked<ServiceHistory> look(Alias alias) {
            return new Looked.Missing<>("not measured");
        }

        @Override
        public Looked<Alias> home(List<Alias> targets, String id) {
            return new Looked.Missing<>("not measured");
        }
    }

    private static Policy policy() {
        return switch (Policy.read(POLICY, "bench")) {
            case PolicyReading.Read(var policy) -> policy;
            case PolicyReading.Broken broken ->
                throw new IllegalStateException(broken.problems().toString());
        };
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        listeners.close();
        ledger.close();
    }
}
