package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import sallyport.approval.Directory;
import sallyport.approval.Standing;
import sallyport.parse.SlashCommand;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.Policy;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.Logs;
import sallyport.watch.Looked;
import sallyport.watch.ServiceState;
import sallyport.watch.Services;

/**
 * Answers what starts nothing: logs, tasks, the state of a service. Posts into the channel, or where the bot is not a
 * member, to the asker alone. Calls block. Safe for use by many threads.
 */
public final class Reads implements EndListener {
    private static final Duration FALLBACK_RANGE = Duration.ofMinutes(5);
    private static final int FALLBACK_LINES = 50;
    /** Replies that follow an answer only its asker sees; a response address takes five messages in all. */
    private static final int WHISPERED = 3;

    private final SlackApi slack;
    private final SlackHooks hooks;
    private final Directory directory;
    private final Supplier<Policy> policy;
    private final Function<Person, Set<String>> groups;
    private final Aliases aliases;
    private final Logs logs;
    private final Services services;
    private final InstantSource clock;

    public Reads(
            SlackApi slack,
            SlackHooks hooks,
            Directory directory,
            Supplier<Policy> policy,
            Function<Person, Set<String>> groups,
            Aliases aliases,
            Logs logs,
            Services services,
            InstantSource clock) {
        this.slack = slack;
        this.hooks = hooks;
        this.directory = directory;
        this.policy = policy;
        this.groups = groups;
        this.aliases = aliases;
        this.logs = logs;
        this.services = services;
        this.clock = clock;
    }

    /** What the policy says of a read; asks nobody outside the process. */
    Access decide(Person person, ChannelId channel, Alias alias, Capability capability) {
        return policy.get()
                .decide(new CapabilityAsk(person, groups.apply(person), channel, alias, capability, clock.instant()));
    }

    void logs(Asked asked, SlashCommand.Logs command) {
        var now = clock.instant();
        var until = command.until().map(now::minus).orElse(now);
        var query =
                new LogQuery(command.selector(), now.minus(command.since()), until, command.filter(), command.tail());
        answer(asked, () -> LogsMessage.of(heading(asked, command), logs.read(query)));
    }

    void tasks(Asked asked, Alias alias) {
        answer(asked, () -> message(alias, ServiceMessage::tasks));
    }

    void describe(Asked asked, Alias alias, Optional<String> task) {
        answer(asked, () -> message(alias, service -> ServiceMessage.describe(service, task)));
    }

    /**
     * Shows what can be seen of a service whose containers cannot be reached into, in the thread of the request that
     * failed for it, as far as its requester may see it.
     */
    @Override
    public void endShown(Story story, MessageRef card) {
        var request = story.request();
        var alias = aliases.find(request.selector().alias());
        if (alias.isEmpty()
                || !(story.phase() instanceof Phase.NotStarted notStarted)
                || notStarted.cause().kind() != StartFailure.Kind.EXEC_UNAVAILABLE) {
            return;
        }
        if (may(request.requester(), request.channel(), alias.get(), Capability.DESCRIBE)) {
            slack.reply(card, message(alias.get(), service -> ServiceMessage.describe(service, Optional.empty())));
        }
        if (may(request.requester(), request.channel(), alias.get(), Capability.LOGS)) {
            slack.reply(card, LogsMessage.of("*Logs* of the last 5 minutes instead", recent(request.selector())));
        }
    }

    private LogAnswer recent(Selector selector) {
        var now = clock.instant();
        return logs.read(new LogQuery(selector, now.minus(FALLBACK_RANGE), now, Optional.empty(), FALLBACK_LINES));
    }

    private boolean may(Person person, ChannelId channel, Alias alias, Capability capability) {
        return decide(person, channel, alias, capability) instanceof Access.Granted;
    }

    private SlackMessage message(Alias alias, Function<ServiceState, SlackMessage> rendering) {
        return switch (services.look(alias)) {
            case Looked.Found<ServiceState>(var service) -> rendering.apply(service);
            case Looked.Missing<ServiceState>(var explanation) -> ServiceMessage.unavailable(explanation);
            case Looked.Unavailable<ServiceState>(var explanation) -> ServiceMessage.unavailable(explanation);
        };
    }

    private static String heading(Asked asked, SlashCommand.Logs command) {
        return "*Logs* of " + SlackText.encode(command.selector().alias()) + ", last "
                + Words.duration(command.since())
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
        switch (directory.lookUp(asked.person())) {
            case Standing.Member _ -> post(asked, read.get());
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
        switch (slack.post(asked.channel(), answer.message())) {
            case Called.Ok<MessageRef>(var root) -> answer.replies().forEach(reply -> slack.reply(root, reply));
            case Called.Refused<MessageRef>(var error) ->
                whisper(asked, answer, Unreachable.withHint(answer.message(), error));
            case Called.RateLimited<MessageRef> _, Called.Unanswered<MessageRef> _ ->
                whisper(asked, answer, answer.message());
        }
    }

    private void whisper(Asked asked, Threaded answer, SlackMessage first) {
        hooks.whisper(asked.responseUrl(), first);
        answer.replies().stream().limit(WHISPERED).forEach(reply -> hooks.whisper(asked.responseUrl(), reply));
    }
}
