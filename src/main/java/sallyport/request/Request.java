package sallyport.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one person asked for, and on which terms the policy let them ask. Never changes after it is stored; what happens
 * to it is its {@link Phase}.
 *
 * @param channel where it was asked, where the card stands
 * @param argv the command as the rule rendered it
 * @param rule the id of the grant that allowed asking
 * @param policyVersion content hash of the policy that decided
 * @param reason the requester's words, if given
 * @param expiresAt until when it may be approved
 * @param startWithin how long after the last approval it may still start
 * @param deadline how long the command may run
 * @param conditions what else holds
 */
public record Request(
        RequestId id,
        Person requester,
        ChannelId channel,
        Selector selector,
        Argv argv,
        ExitCode exitCode,
        String rule,
        String policyVersion,
        Quorum quorum,
        Optional<String> reason,
        Instant askedAt,
        Instant expiresAt,
        Duration startWithin,
        Duration deadline,
        Conditions conditions) {
    /** When others may stand in for those who were asked to agree, if ever. */
    public Optional<Instant> escalatesAt() {
        return conditions.escalation().map(escalation -> askedAt.plus(escalation.after()));
    }

    /** Whether it was asked for all tasks, and makes the requests for the others. */
    public boolean fansOut() {
        return conditions.fanOut().filter(FanOut.First.class::isInstance).isPresent();
    }

    /** The groups whose members may say no, or stop it: those who may agree, or ever might. */
    public Set<String> objectors() {
        return Stream.concat(quorum.groups().stream(), conditions.escalation().map(Escalation::group).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
