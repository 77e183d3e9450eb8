package sallyport;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.approval.Approvals;
import sallyport.approval.Freezes;
import sallyport.approval.GlassReviews;
import sallyport.approval.TranscriptReads;
import sallyport.audit.DailyNotice;
import sallyport.audit.InstallationJournal;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Sealer;
import sallyport.audit.Signer;
import sallyport.aws.TaskEvents;
import sallyport.http.ManagementServer;
import sallyport.http.PublicServer;
import sallyport.output.LivePage;
import sallyport.output.Pace;
import sallyport.policy.Groups;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.policy.PolicyDiff;
import sallyport.request.Actor;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.RequestId;
import sallyport.run.AgentWaits;
import sallyport.run.Runner;
import sallyport.run.ThreadScheduler;
import sallyport.slack.Alarm;
import sallyport.slack.Attachments;
import sallyport.slack.CardKeeper;
import sallyport.slack.CardTurns;
import sallyport.slack.CheckpointChannel;
import sallyport.slack.EscalationNotices;
import sallyport.slack.ExecReports;
import sallyport.slack.Fallback;
import sallyport.slack.GlassDesk;
import sallyport.slack.GlassReminders;
import sallyport.slack.OwnerChannels;
import sallyport.slack.ReplyAddresses;
import sallyport.slack.SlackApi;
import sallyport.slack.SlackApp;
import sallyport.slack.SlackListeners;
import sallyport.slack.SlackReadiness;
import sallyport.slack.SlackThreads;
import sallyport.slack.TranscriptDesk;
import sallyport.slack.UserGroupReading;

/**
 * The application, put together by hand: read from top to bottom, each piece needs only what stands above it. What
 * stops work stands last, so that nothing arrives before all of it is there.
 */
public final class Wiring implements AutoCloseable {
    private final Remembered remembered;
    private final Outward outward;
    private final Members members;
    private final Looks looks;
    private final ThreadScheduler scheduler;
    private final Runner runner;
    private final CardKeeper cards;
    private final EscalationNotices escalations;
    private final GlassReminders reminders;
    private final SlackListeners listeners;
    private final PublicServer server;
    private final ManagementServer management;
    private final SlackReadiness slackReadiness;
    private final Optional<Sealer> sealer;
    private final Optional<DailyNotice> notice;
    private final Optional<TaskEvents> events;
    private final Optional<ExecReports> execReports;
    private final ChangeNotices notices;
    private final Runnable note;

    /** What was read from the files that may change while the application runs. */
    public record Files(Policy policy, OnCallSchedules onCall) {}

    /** Asks Slack who is in the user groups of the configuration, which is part of what an application starts with. */
    public static UserGroupReading userGroups(Settings settings) {
        return Members.userGroups(settings, new SlackApi(settings.slack())).get();
    }

    /**
     * @param atStart what was read from the policy file and the schedules; later they are read again
     * @param groupsAtStart what Slack said about its user groups; later it is asked again
     * @param signer signs the audit trail's checkpoints; without one it is chained and not signed
     */
    public Wiring(
            Settings settings, Files atStart, UserGroupReading groupsAtStart, Optional<Signer> signer, Clock clock) {
        var random = new SecureRandom();
        var replica = RequestId.random(random).value();
        var aliases = settings.aliases();
        var groups = settings.groups();
        this.remembered = Remembered.of(settings, atStart, clock);
        this.outward = Outward.of(settings, clock);
        this.members = Members.of(settings, groupsAtStart, remembered, outward.slack(), clock);

        var ledger = remembered.ledger();
        var journal = remembered.journal();
        var installation = remembered.installation();
        var files = remembered.files();
        var policy = files.policy();
        var aws = outward.aws();
        var slack = outward.slack();
        var hooks = outward.hooks();
        var membership = members.groups();
        var directory = members.directory();
        this.sealer = signer.map(key -> new Sealer(ledger, key, replica, clock));

        // Who may ask and agree.
        var glassReviews = new GlassReviews(installation, ledger, directory, clock);
        var approvals =
                new Approvals(policy, aliases, membership, directory, ledger, journal, glassReviews, clock, random);

        // What people see.
        var addresses = new ReplyAddresses();
        var attachments = new Attachments(slack, hooks, remembered.transcripts());
        var turns = new CardTurns(ledger, replica, clock);
        var threads = new SlackThreads(slack, ledger, turns, attachments, clock);
        var pace = new Pace(System::nanoTime);
        this.looks = Looks.of(outward, members, remembered, aliases, pace, clock, random);
        var fallback = new Fallback(
                settings.slack(),
                slack,
                hooks,
                directory,
                aliases,
                looks.reads(),
                looks.doctor(),
                aws.services(),
                aws.logs(),
                clock);
        var owners = new OwnerChannels(slack, ownerChannels(aliases));
        this.notices = new ChangeNotices(
                installation,
                ledger,
                owners::tell,
                (before, after) -> PolicyDiff.between(before, after).lines(),
                replica,
                clock);
        this.note = () -> note(installation, groups, clock);
        this.notice = settings.audit()
                .checkpointsChannel()
                .map(channel -> new DailyNotice(ledger, new CheckpointChannel(slack, channel), replica, clock));
        this.execReports = settings.audit().weeklyExecReport()
                ? Optional.of(
                        new ExecReports(slack, aws.services(), aws.clusterServices(), ledger, aliases, replica, clock))
                : Optional.empty();
        var glass = new GlassDesk(settings.slack(), slack, glassReviews, aliases);
        var agentWaits = new AgentWaits();
        this.cards = new CardKeeper(
                slack, hooks, ledger, journal, threads, addresses, glass, agentWaits, fallback, turns, clock);
        this.escalations =
                new EscalationNotices(slack, ledger, journal, installation, membership::members, replica, clock);
        this.reminders = new GlassReminders(
                settings.slack(), slack, glassReviews, installation, ledger, membership::members, replica, clock);

        // What carries requests on.
        this.scheduler = new ThreadScheduler(clock);
        this.runner = new Runner(
                ledger,
                journal,
                aws.containers(),
                agentWaits,
                new Rechecked(approvals),
                remembered.transcripts(),
                run -> LivePage.open(run, threads, pace),
                scheduler,
                settings.windows(),
                random);
        files.followedBy(() -> {
            boolean reconsidered = approvals.reconsider();
            if (reconsidered) {
                notices.tell();
            }
            return reconsidered;
        });
        members.userGroups().followedBy(files::follow);

        // Where Slack and operators come in.
        this.listeners = new SlackListeners(
                settings.slack(),
                slack,
                hooks,
                policy,
                () -> Stream.<Alarm>concat(files.alarms().stream(), members.userGroups().alarms().stream())
                        .toList(),
                membership,
                groups,
                aliases,
                approvals,
                new Freezes(installation, policy, directory, clock),
                glass,
                new TranscriptDesk(
                        slack,
                        new TranscriptReads(policy, aliases, directory, ledger, installation, clock),
                        remembered.transcripts(),
                        attachments),
                directory,
                ledger,
                looks.reads(),
                looks.doctor(),
                looks.why(),
                looks.metrics(),
                looks.states(),
                addresses,
                clock);
        var metrics = new Metrics(journal);
        this.events = settings.events().map(queue -> aws.events(queue, metrics::count));
        this.slackReadiness = new SlackReadiness(slack);
        this.server = new PublicServer(settings.http(), new SlackApp(settings.slack(), listeners, clock));
        this.management = new ManagementServer(
                settings.management(),
                Map.of(
                        "ledger",
                        new LedgerCheck(ledger, clock),
                        "on-call",
                        files.onCall(),
                        "policy",
                        policy,
                        "slack",
                        slackReadiness,
                        "slack-groups",
                        members.userGroups()),
                metrics::scrape);
    }

    private static List<ChannelId> ownerChannels(Aliases aliases) {
        return aliases.all().stream()
                .flatMap(alias -> alias.ownerChannel().stream())
                .toList();
    }

    /**
     * Settles what an earlier process left, then begins to listen.
     *
     * @throws LedgerUnavailable if it did not answer; then nothing is started, and this may be called again
     */
    public void start() {
        note.run();
        sealer.ifPresent(Sealer::start);
        notice.ifPresent(DailyNotice::start);
        execReports.ifPresent(ExecReports::start);
        runner.start();
        cards.start();
        escalations.start();
        reminders.start();
        remembered.files().start();
        members.userGroups().start();
        slackReadiness.start();
        outward.aws().startRounds();
        events.ifPresent(TaskEvents::start);
        management.start();
        server.start();
    }

    /** Without policy and people in the audit trail the application does not start: nobody could say who could what. */
    private void note(InstallationJournal installation, Groups groups, Clock clock) {
        notices.begin();
        remembered.files().note();
        members.userGroups().note();
        var people = People.of(groups);
        if (installation.peopleLoaded(Actor.component("start"), people.version(), people.text(), clock.instant())
                instanceof InstallationJournal.Noted.Unavailable(var cause)) {
            throw new LedgerUnavailable(cause, new IllegalStateException("people.loaded was not noted"));
        }
    }

    /** Looks at the policy file and the schedules now, and takes them as they stand. */
    public void reread() {
        remembered.files().reread();
    }

    /** The port that Slack reaches. */
    public int port() {
        return server.port();
    }

    /** The port that operators reach. */
    public int managementPort() {
        return management.port();
    }

    /** Takes nothing more, ends what runs and stores and shows its end, then lets go of everything. */
    @Override
    public void close() {
        server.close();
        remembered.files().close();
        members.userGroups().close();
        notices.close();
        listeners.close();
        looks.follows().close();
        runner.close();
        scheduler.close();
        cards.close();
        escalations.close();
        reminders.close();
        management.close();
        slackReadiness.close();
        notice.ifPresent(DailyNotice::close);
        execReports.ifPresent(ExecReports::close);
        sealer.ifPresent(Sealer::close);
        events.ifPresent(TaskEvents::close);
        outward.aws().close();
        outward.memory().close();
        remembered.ledger().close();
    }
}
