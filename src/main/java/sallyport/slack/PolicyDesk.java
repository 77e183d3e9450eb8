package sallyport.slack;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import sallyport.parse.SlashCommand;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.CommandAsk;
import sallyport.policy.Policy;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Person;

/**
 * What the policy says to somebody, and would say. Nothing is asked and nothing is done. Safe for use by many threads.
 */
final class PolicyDesk {
    private final String slash;
    private final Supplier<Policy> policy;
    private final Function<Person, Set<String>> groups;
    private final Aliases aliases;
    private final InstantSource clock;

    PolicyDesk(
            String slash,
            Supplier<Policy> policy,
            Function<Person, Set<String>> groups,
            Aliases aliases,
            InstantSource clock) {
        this.slash = slash;
        this.policy = policy;
        this.groups = groups;
        this.aliases = aliases;
        this.clock = clock;
    }

    SlackMessage explain(Asked asked, SlashCommand.Explain explain) {
        return ofTarget(explain.selector().alias(), alias -> explain(asked, explain, alias));
    }

    SlackMessage explain(Asked asked, SlashCommand.ExplainCapability explain) {
        return ofTarget(explain.selector().alias(), alias -> explain(asked, explain, alias));
    }

    SlackMessage allowed(Asked asked, SlashCommand.Allowed allowed) {
        return ofTarget(allowed.alias(), alias -> allowed(asked, alias));
    }

    private SlackMessage ofTarget(String typed, Function<Alias, SlackMessage> answer) {
        return aliases.find(typed).map(answer).orElseGet(() -> Answers.noSuchTarget(slash, typed, aliases));
    }

    private SlackMessage explain(Asked asked, SlashCommand.Explain explain, Alias alias) {
        var ask = new CommandAsk(
                asked.person(),
                groups.apply(asked.person()),
                asked.channel(),
                alias,
                explain.selector().container().or(alias::container),
                explain.argv(),
                clock.instant());
        return Answers.explained(policy.get().decide(ask), Answers.whatToTry(slash, explain.selector()));
    }

    private SlackMessage explain(Asked asked, SlashCommand.ExplainCapability explain, Alias alias) {
        var capability = Capability.BY_WORD.get(explain.capability());
        if (capability == null) {
            return Answers.noSuchCapability(explain.capability());
        }
        var ask = new CapabilityAsk(
                asked.person(),
                groups.apply(asked.person()),
                asked.channel(),
                alias,
                explain.selector().container(),
                capability,
                clock.instant());
        return Answers.explained(capability, policy.get().decide(ask), Answers.whatToTry(slash, explain.selector()));
    }

    private SlackMessage allowed(Asked asked, Alias alias) {
        var inForce = policy.get();
        var memberships = groups.apply(asked.person());
        var now = clock.instant();
        return Answers.allowed(
                alias,
                inForce.allowed(asked.person(), memberships, asked.channel(), alias, now),
                inForce.capabilities(asked.person(), memberships, asked.channel(), alias, now));
    }
}
