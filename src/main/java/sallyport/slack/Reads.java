package sallyport.slack;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import sallyport.approval.Directory;
import sallyport.approval.Standing;
import sallyport.parse.LogCut;
import sallyport.parse.SlashCommand;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.Policy;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
import sallyport.watch.Logs;
import sallyport.watch.Looked;
import sallyport.watch.ServiceState;
import sallyport.watch.Services;

/**
 * Answers what starts nothing: logs, tasks, the state of a service. Posts into the channel, or where the bot is not a
 * member, to the asker alone. Calls block. Safe for use by many threads.
 */
public final class Reads {
    /** Replies that follow an answer only its asker sees; a response address takes five messages in all. */
    private static final int WHISPERED = 3;

    private final SlackApi slack;
    private final SlackHooks hooks;
    private final ThreadFiles files;
    private final Directory directory;
    private final Supplier<Policy> policy;
    private final Function<Person, Set<String>> groups;
    private final Logs logs;
    private final Services services;
    private final FollowDesk follows;
    private final InsightsDesk insights;
    private final InstantSource clock;

    public Reads(
            SlackApi slack,
            SlackHooks hooks,
            Directory directory,
            Supplier<Policy> policy,
            Function<Person, Set<String>> groups,
            Logs logs,
            Services services,
            FollowDesk follows,
            InsightsDesk insights,
            InstantSource clock) {
        this.slack = slack;
        this.hooks = hooks;
        this.files = new ThreadFiles(slack, hooks);
        this.directory = directory;
        this.policy = policy;
        this.groups = groups;
        this.logs = logs;
        this.services = services;
        this.follows = follows;
        this.insights = insights;
        this.clock = clock;
    }

    /** What the policy says of a read; asks nobody outside the process. */
    Access decide(Person person, ChannelId channel, Alias alias, Capability capability) {
        return policy.get()
                .decide(new CapabilityAsk(person, groups.apply(person), channel, alias, capability, clock.instant()));
    }

    /** @param patterns those of the command */
    void logs(Asked asked, SlashCommand.Logs command, LogPatterns.Compiled patterns) {
        var now = wholeSecond(clock.instant());
        var query = new LogQuery(
                new LogScope(command.selector(), command.previous()),
                now.minus(command.since()),
                command.until().map(now::minus).orElse(now),
                patterns.filter(),
                end(command.cut().end()),
                command.cut().lines());
        var look = new LogsMessage.Look(command.format(), command.cut().end(), patterns.highlight());
        vouched(
                asked,
                () -> show(
                        asked,
                        LogsMessage.of(
                                heading(asked, command),
                                query.scope().selector().alias(),
                                logs.read(query),
                                look)));
    }

    /** @param patterns those of the command */
    void follow(Asked asked, Alias alias, SlashCommand.FollowLogs command, LogPatterns.Compiled patterns) {
        vouched(
                asked,
                () -> follows.begin(
                        asked,
                        command,
                        patterns,
                        () -> decide(asked.person(), asked.channel(), alias, Capability.LOGS)
                                instanceof Access.Granted));
    }

    void insights(Asked asked, SlashCommand.Insights command) {
        vouched(asked, () -> insights.ask(asked, command));
    }

    static boolean isStop(String actionId) {
        return actionId.equals(FollowMessage.STOP) || actionId.equals(InsightsMessage.STOP);
    }

    /** Why what a reader asked for was not stopped. */
    Optional<String> stop(Click click) {
        return click.actionId().equals(InsightsMessage.STOP) ? insights.stop(click) : follows.stop(click);
    }

    /** Upwards, so that whoever asks the same in the same second asks for the same. */
    private static Instant wholeSecond(Instant now) {
        return now.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    private static LogQuery.End end(LogCut.End end) {
        return switch (end) {
            case HEAD -> LogQuery.End.OLDEST;
            case TAIL -> LogQuery.End.NEWEST;
        };
    }

    private void show(Asked asked, LogsMessage shown) {
        var posted = post(asked, shown.message());
        shown.file()
                .ifPresent(file -> posted.ifPresentOrElse(
                        message -> attach(file, message),
                        () -> hooks.whisper(
                                asked.responseUrl(),
                                BlockKit.sentence(
                                        ":warning: The rest of the lines is a file, and a file needs a thread I can"
                                                + " write to: invite me to this channel, or narrow the range."))));
    }

    private void attach(ThreadFile file, MessageRef message) {
        try {
            if (!files.share(file, message)) {
                slack.reply(
                        message,
                        BlockKit.sentence(":warning: The file with all the lines could not be attached. Ask again."));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void tasks(Asked asked, Alias alias) {
        answer(asked, () -> message(alias, ServiceMessage::tasks));
    }

    private SlackMessage message(Alias alias, Function<ServiceState, SlackMessage> rendering) {
        return switch (services.look(alias)) {
            case Looked.Found<ServiceState>(var service) -> rendering.apply(service);
            case Looked.Missing<ServiceState>(var explanation) -> ServiceMessage.unavailable(explanation);
            case Looked.Unavailable<ServiceState>(var explanation) -> ServiceMessage.unavailable(explanation);
        };
    }

    private static String heading(Asked asked, SlashCommand.Logs command) {
        return "*Logs* of " + SlackText.encode(command.selector().alias())
                + (command.previous() ? " before the present deployment" : "")
                + command.selector()
                        .task()
                        .map(task -> ", task " + BlockKit.code(task))
                        .orElseGet(() -> ", last " + Words.duration(command.since()))
                + command.until()
                        .map(until -> " until " + Words.duration(until) + " ago")
                        .orElse("")
                + ", asked by " + BlockKit.mention(asked.person());
    }

    private void answer(Asked asked, Supplier<SlackMessage> read) {
        answerAtLength(asked, () -> new Threaded(read.get(), List.of()));
    }

    /** Asks nobody and posts nothing before Slack has vouched for the asker. */
    void answerAtLength(Asked asked, Supplier<Threaded> read) {
        vouched(asked, () -> post(asked, read.get()));
    }

    /** Reads for members only. */
    void vouched(Asked asked, Runnable read) {
        switch (directory.lookUp(asked.person())) {
            case Standing.Member _ -> read.run();
            case Standing.Barred barred -> refuse(asked, "because " + barred.reason());
            case Standing.Unverifiable unverifiable ->
                refuse(
                        asked,
                        "because Slack could not vouch for you (" + unverifiable.cause() + "). Try again in a minute");
        }
    }

    private void refuse(Asked asked, String why) {
        hooks.whisper(asked.responseUrl(), BlockKit.sentence(":x: Nothing was read, " + SlackText.encode(why) + "."));
    }

    private void post(Asked asked, Threaded answer) {
        var rest = answer.replies();
        post(asked, answer.message())
                .ifPresentOrElse(
                        root -> rest.forEach(reply -> slack.reply(root, reply)),
                        () -> rest.stream()
                                .limit(WHISPERED)
                                .forEach(reply -> hooks.whisper(asked.responseUrl(), reply)));
    }

    /** Empty when it could not be posted, and the asker alone was answered. */
    private Optional<MessageRef> post(Asked asked, SlackMessage message) {
        return switch (slack.post(asked.channel(), message)) {
            case Called.Ok<MessageRef>(var posted) -> Optional.of(posted);
            case Called.Refused<MessageRef>(var error) -> {
                hooks.whisper(asked.responseUrl(), Unreachable.withHint(message, error));
                yield Optional.empty();
            }
            case Called.RateLimited<MessageRef> _, Called.Unanswered<MessageRef> _ -> {
                hooks.whisper(asked.responseUrl(), message);
                yield Optional.empty();
            }
        };
    }
}
