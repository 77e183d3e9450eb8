package sallyport.slack;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import sallyport.parse.SlashCommand;
import sallyport.policy.Groups;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.RequestId;
import sallyport.watch.Insights;
import sallyport.watch.InsightsQuery;
import sallyport.watch.Question;

/** Asks CloudWatch Logs Insights and shows the answer. Calls block. Safe for use by many threads. */
public final class InsightsDesk {
    private final SlackApi slack;
    private final SlackHooks hooks;
    private final Insights insights;
    private final Function<Person, Set<String>> groups;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<RequestId, Asking> asking = new ConcurrentHashMap<>();

    private record Asking(Person asker, Thread thread) {}

    public InsightsDesk(
            SlackApi slack,
            SlackHooks hooks,
            Insights insights,
            Function<Person, Set<String>> groups,
            InstantSource clock,
            RandomGenerator random) {
        this.slack = slack;
        this.hooks = hooks;
        this.insights = insights;
        this.groups = groups;
        this.clock = clock;
        this.random = random;
    }

    /** Posts the question, and in its place the answer. */
    void ask(Asked asked, SlashCommand.Insights command) {
        var id = RequestId.random(random);
        var heading = "*" + command.query().word() + "* of the logs of "
                + SlackText.encode(command.selector().alias())
                + command.field()
                        .map(field -> ", field " + BlockKit.code(field))
                        .orElse("") + ", last "
                + Words.duration(command.since()) + ", asked by " + BlockKit.mention(asked.person());
        switch (slack.post(asked.channel(), InsightsMessage.underWay(id, heading))) {
            case Called.Ok<MessageRef>(var message) -> answer(id, asked.person(), heading, command, message);
            case Called.Refused<MessageRef>(var error) ->
                hooks.whisper(
                        asked.responseUrl(), Unreachable.withHint(BlockKit.sentence(":x: Nothing was asked."), error));
            case Called.RateLimited<MessageRef> _, Called.Unanswered<MessageRef> _ ->
                hooks.whisper(
                        asked.responseUrl(),
                        BlockKit.sentence(":x: Slack did not take the message. Nothing was asked. Try again."));
        }
    }

    private void answer(RequestId id, Person asker, String heading, SlashCommand.Insights command, MessageRef message) {
        var now = clock.instant();
        asking.put(id, new Asking(asker, Thread.currentThread()));
        try {
            var answer = insights.ask(
                    new InsightsQuery(command.selector(), question(command), now.minus(command.since()), now));
            Thread.interrupted();
            slack.update(message, InsightsMessage.answered(heading, answer));
        } finally {
            asking.remove(id);
        }
    }

    private static Question question(SlashCommand.Insights command) {
        return switch (command.query()) {
            case ERRORS_BY_MINUTE -> new Question.ErrorsByMinute();
            case TOP_MESSAGES -> new Question.TopMessages();
            case P95 -> new Question.P95(command.field().orElseThrow());
            case BY_TASK -> new Question.ByTask();
        };
    }

    /** Stops a query for who asked it, and for admins; to others it says why not. */
    Optional<String> stop(Click click) {
        var query = RequestId.isValid(click.value())
                ? Optional.ofNullable(asking.get(new RequestId(click.value())))
                : Optional.<Asking>empty();
        if (query.isEmpty()) {
            return Optional.of("This is not being asked any more. Nothing was done.");
        }
        boolean admin = groups.apply(click.person()).contains(Groups.ADMINS);
        if (!admin && !query.get().asker().equals(click.person())) {
            return Optional.of("Only " + BlockKit.mention(query.get().asker())
                    + ", who asked, and admins can stop this. Nothing was done.");
        }
        query.get().thread().interrupt();
        return Optional.empty();
    }
}
