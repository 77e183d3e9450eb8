package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.approval.Directory;
import sallyport.approval.Standing;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.parse.SlashCommand;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.CommandAsk;
import sallyport.policy.Groups;
import sallyport.policy.Membership;
import sallyport.policy.Policy;
import sallyport.policy.Proposal;
import sallyport.policy.TextVersion;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;

/**
 * Lets people who were refused a command or a capability ask the owners of the target to allow it: offers a button, and
 * when it is pressed posts the rule that is missing to the owners' channel. Changes nothing. Calls block; not for the
 * path to an acknowledgement. Safe for use by many threads.
 */
final class ProposalDesk {
    /** For how long the same proposal is not posted again: a working day. */
    static final Duration ASKED = Duration.ofHours(8);

    private static final Logger LOG = LoggerFactory.getLogger(ProposalDesk.class);

    private final SlackApi slack;
    private final SlackHooks hooks;
    private final Supplier<Policy> policy;
    private final Membership groups;
    private final Groups listed;
    private final Aliases aliases;
    private final Directory directory;
    private final Ledger ledger;
    private final InstantSource clock;

    ProposalDesk(
            SlackApi slack,
            SlackHooks hooks,
            Supplier<Policy> policy,
            Membership groups,
            Groups listed,
            Aliases aliases,
            Directory directory,
            Ledger ledger,
            InstantSource clock) {
        this.slack = slack;
        this.hooks = hooks;
        this.policy = policy;
        this.groups = groups;
        this.listed = listed;
        this.aliases = aliases;
        this.directory = directory;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Offers the button to whoever was refused, if there is somebody to ask and something to propose. Asks Slack who it
     * is, since guests are not offered it; so it comes after the refusal, which waits for nobody.
     */
    void offer(Asked asked, SlashCommand.Exec exec) {
        aliases.find(exec.selector().alias())
                .ifPresent(alias -> offer(asked, alias, RefusedAsk.OfCommand.of(alias, exec)));
    }

    /** The same to whoever was refused a capability. */
    void offer(Asked asked, Alias alias, Capability capability) {
        offer(asked, alias, new RefusedAsk.OfCapability(alias.name(), capability));
    }

    private void offer(Asked asked, Alias alias, RefusedAsk refused) {
        alias.ownerChannel().ifPresent(owners -> {
            if (mayPropose(asked, alias, refused) && directory.lookUp(asked.person()) instanceof Standing.Member) {
                hooks.whisper(asked.responseUrl(), ProposalMessage.offer(owners, refused.value()));
            }
        });
    }

    private boolean mayPropose(Asked asked, Alias alias, RefusedAsk refused) {
        return switch (refused) {
            case RefusedAsk.OfCommand command ->
                policy.get().mayPropose(ask(asked.person(), asked.channel(), alias, command), listed);
            case RefusedAsk.OfCapability capability ->
                policy.get().mayPropose(ask(asked.person(), asked.channel(), alias, capability), listed);
        };
    }

    /**
     * Asks the owners, once for each proposal, on behalf of whoever pressed the button.
     *
     * @return what to tell them
     */
    SlackMessage take(Click click) {
        var refused = RefusedAsk.read(click.value());
        if (refused.isEmpty()) {
            LOG.atWarn().log("proposal.unreadable");
            return BlockKit.sentence(":x: " + Refusals.NOT_THE_CARD);
        }
        return Refusals.of(directory.lookUp(click.person()))
                .map(sentence -> BlockKit.sentence(":x: " + sentence))
                .orElseGet(() -> ofMember(click, refused.get()));
    }

    private SlackMessage ofMember(Click click, RefusedAsk refused) {
        var alias = aliases.find(refused.alias());
        if (alias.isEmpty()) {
            return ProposalMessage.notPosted("the target " + refused.alias() + " is no longer configured");
        }
        return alias.get()
                .ownerChannel()
                .map(owners -> toOwners(click, refused, alias.get(), owners))
                .orElseGet(() -> ProposalMessage.notPosted(
                        "no owner_channel is configured for " + refused.alias() + "; tell its owners yourself"));
    }

    private SlackMessage toOwners(Click click, RefusedAsk refused, Alias alias, ChannelId owners) {
        var channel = click.message().channel();
        var proposal = switch (refused) {
            case RefusedAsk.OfCommand command ->
                policy.get().propose(ask(click.person(), channel, alias, command), listed);
            case RefusedAsk.OfCapability capability ->
                policy.get().propose(ask(click.person(), channel, alias, capability), listed);
        };
        return switch (proposal) {
            case Proposal.Needless _ -> ProposalMessage.needless();
            case Proposal.Impossible(var reason) -> ProposalMessage.notPosted(reason);
            case Proposal.Draft draft ->
                ProposalMessage.post(click.person(), channel, refused, alias, draft)
                        .map(message -> once(owners, draft, message))
                        .orElseGet(() -> ProposalMessage.notPosted(
                                "the rule that is missing is too long for one message; tell its owners yourself"));
        };
    }

    private CapabilityAsk ask(Person person, ChannelId channel, Alias alias, RefusedAsk.OfCapability refused) {
        return new CapabilityAsk(person, groups.of(person), channel, alias, refused.capability(), clock.instant());
    }

    private CommandAsk ask(Person person, ChannelId channel, Alias alias, RefusedAsk.OfCommand refused) {
        return new CommandAsk(
                person, groups.of(person), channel, alias, refused.container(), refused.argv(), clock.instant());
    }

    private SlackMessage once(ChannelId owners, Proposal.Draft draft, SlackMessage message) {
        var lease = "proposal/" + fingerprint(owners, draft);
        // Every click is a holder of its own: a second one of the same person has to find the first one's lease.
        var holder = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        try {
            if (!ledger.lease(lease, holder, clock.instant(), ASKED)) {
                return ProposalMessage.postedBefore(owners, ASKED);
            }
            return failure(slack.post(owners, message))
                    .map(reason -> {
                        ledger.release(lease, holder);
                        return ProposalMessage.notPosted(reason);
                    })
                    .orElseGet(() -> {
                        LOG.atInfo().addKeyValue("channel", owners.value()).log("proposal.posted");
                        return ProposalMessage.posted(owners);
                    });
        } catch (LedgerUnavailable e) {
            return Answers.storeUnavailable(e.explanation());
        }
    }

    /** Why it is not known to be posted; empty if it is. */
    private static Optional<String> failure(Called<MessageRef> called) {
        return switch (called) {
            case Called.Ok<MessageRef> _ -> Optional.empty();
            case Called.Refused<MessageRef>(var error) ->
                Optional.of("Slack answered " + error + " for the owners' channel; Sallyport has to be a member of it");
            case Called.RateLimited<MessageRef> _ ->
                Optional.of("Slack is being asked too often; try again in a minute");
            case Called.Unanswered<MessageRef>(var cause) ->
                Optional.of(cause + ", so it may have been; look there before you try again");
        };
    }

    private static String fingerprint(ChannelId owners, Proposal.Draft draft) {
        return TextVersion.of(owners.value() + "\n" + draft.yaml());
    }
}
