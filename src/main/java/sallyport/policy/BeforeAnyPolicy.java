package sallyport.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What holds until somebody writes a policy. Nothing runs; those who run the installation may look, where a target's
 * owners see it, so that they find out what to write.
 */
final class BeforeAnyPolicy {
    /** Stands where the name of a rule stands. */
    static final String RULE = "no policy yet";

    private static final String HOW_TO_START =
            "There is no policy yet, so nothing is allowed and nothing was done. Write a policy file and name it under"
                    + " policy in sallyport.yml; docs/policy.md begins with a small one.";
    private static final String WHO_MAY_LOOK =
            " Until then only people.admins may look at logs and state, in the target's owner channel.";

    private static final Set<Capability> LOGS_AND_STATE =
            EnumSet.of(Capability.LOGS, Capability.DESCRIBE, Capability.TASKS, Capability.DOCTOR, Capability.METRICS);

    private BeforeAnyPolicy() {}

    static Decision decide() {
        return new Decision.Denied(HOW_TO_START, List.of());
    }

    static Access decide(CapabilityAsk ask) {
        boolean here = ask.alias().ownerChannel().equals(Optional.of(ask.channel()));
        return here && LOGS_AND_STATE.contains(ask.capability()) && ask.groups().contains(Groups.ADMINS)
                ? new Access.Granted(RULE)
                : new Access.Refused(HOW_TO_START + WHO_MAY_LOOK, List.of());
    }
}
