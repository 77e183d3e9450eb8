package sallyport.approval;

import java.time.InstantSource;
import java.util.function.Supplier;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.policy.Groups;
import sallyport.request.Actor;
import sallyport.request.Person;

/** Who may keep everything from starting, and let it start again: the admins. Safe for use by many threads. */
public final class Freezes {
    private final InstallationJournal installation;
    private final Directory directory;
    private final InstantSource clock;

    public Freezes(InstallationJournal installation, Directory directory, InstantSource clock) {
        this.installation = installation;
        this.directory = directory;
        this.clock = clock;
    }

    /** From now on nothing starts, whatever was approved; what runs runs on. Asks the directory. */
    public Frozen freeze(Person person, String reason) {
        return asAdmin(person, () -> installation.freeze(Actor.human(person), reason, clock.instant()));
    }

    /** What is approved may start again. Asks the directory. */
    public Frozen thaw(Person person) {
        return asAdmin(person, () -> installation.thaw(Actor.human(person), clock.instant()));
    }

    private Frozen asAdmin(Person person, Supplier<Noted> change) {
        return switch (directory.lookUp(person)) {
            case Standing.Barred barred -> new Frozen.Refused(barred.reason());
            case Standing.Unverifiable unverifiable -> new Frozen.Unavailable(unverifiable.cause());
            case Standing.Member member
            when !member.groups().contains(Groups.ADMINS) ->
                new Frozen.Refused("only people.admins of the configuration may do this");
            case Standing.Member _ -> frozen(change.get());
        };
    }

    private static Frozen frozen(Noted noted) {
        return switch (noted) {
            case Noted.Written _ -> new Frozen.Done();
            case Noted.Already already -> new Frozen.Already(already.freeze());
            case Noted.Unavailable unavailable -> new Frozen.Unavailable(unavailable.cause());
        };
    }
}
