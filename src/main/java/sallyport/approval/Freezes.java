package sallyport.approval;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.policy.Access;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.Policy;
import sallyport.request.Actor;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/**
 * Who may keep everything from starting, and let it start again: whoever may
 * {@link sallyport.policy.Capability#FREEZE}. Safe for use by many threads.
 */
public final class Freezes {
    private final InstallationJournal installation;
    private final Supplier<Policy> policy;
    private final Directory directory;
    private final InstantSource clock;

    public Freezes(
            InstallationJournal installation, Supplier<Policy> policy, Directory directory, InstantSource clock) {
        this.installation = installation;
        this.policy = policy;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * From now on nothing starts, whatever was approved; what runs runs on. Asks the directory.
     *
     * @param channel where it is asked
     */
    public Frozen freeze(Person person, ChannelId channel, String reason) {
        return ifAllowed(person, channel, () -> installation.freeze(Actor.human(person), reason, clock.instant()));
    }

    /**
     * What is approved may start again. Asks the directory.
     *
     * @param channel where it is asked
     */
    public Frozen thaw(Person person, ChannelId channel) {
        return ifAllowed(person, channel, () -> installation.thaw(Actor.human(person), clock.instant()));
    }

    private Frozen ifAllowed(Person person, ChannelId channel, Supplier<Noted> change) {
        return switch (directory.lookUp(person)) {
            case Standing.Barred barred -> new Frozen.Refused(barred.reason());
            case Standing.Unverifiable unverifiable -> new Frozen.Unavailable(unverifiable.cause());
            case Standing.Member(var groups)
            when !isGranted(person, groups, channel) ->
                new Frozen.Refused(
                        "only people.admins of the configuration, and those whom the policy grants `freeze`, may do this");
            case Standing.Member _ -> frozen(change.get());
        };
    }

    private boolean isGranted(Person person, Set<String> groups, ChannelId channel) {
        return policy.get().decide(CapabilityAsk.ofFreezing(person, groups, channel, clock.instant()))
                instanceof Access.Granted;
    }

    private static Frozen frozen(Noted noted) {
        return switch (noted) {
            case Noted.Written _ -> new Frozen.Done();
            case Noted.Already already -> new Frozen.Already(already.freeze());
            case Noted.Unavailable unavailable -> new Frozen.Unavailable(unavailable.cause());
        };
    }
}
