package sallyport.sandbox.slack.workspace;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The workspace everybody starts in. People are roles: the requester first, then the approvers, then the guest. */
public final class Seed {
    public static final String TEAM_ID = "T0SANDBOX";
    public static final String TEAM_DOMAIN = "sandbox";
    public static final String APP_ID = "A0SANDBOX";
    public static final String BOT_ID = "U0SALLYPORT";
    public static final String BOT_PROFILE_ID = "B0SALLYPORT";
    /** Who Slack itself speaks as, for instance when a command failed. */
    public static final String SLACKBOT_ID = "USLACKBOT";

    static final String REQUESTER_ID = "U0REQUESTER";

    private Seed() {}

    static List<Person> people() {
        return List.of(
                new Person(REQUESTER_ID, "robin", "Robin", "requester", Set.of()),
                new Person("U0APPROVER1", "alex", "Alex", "approver", Set.of()),
                new Person("U0APPROVER2", "sam", "Sam", "approver", Set.of()),
                new Person("U0GUEST", "guest", "Guest", "guest", Set.of(Person.Trait.GUEST)),
                new Person(BOT_ID, "sallyport", "Sallyport", "app", Set.of(Person.Trait.BOT)));
    }

    static List<Channel> channels() {
        var humans = Set.of(REQUESTER_ID, "U0APPROVER1", "U0APPROVER2", "U0GUEST");
        var general = new Channel("C0GENERAL", "general", humans, Set.of(), Optional.empty());
        var ops = new Channel("C0ECSOPS", "ecs-ops", humans, Set.of(), Optional.empty());
        var owners = new Channel("C0WORKER", "worker-owners", humans, Set.of(), Optional.empty());
        return List.of(ops.with(BOT_ID, true), general, owners.with(BOT_ID, true));
    }

    static List<UserGroup> groups() {
        return List.of(
                new UserGroup("S0SRE", "sre", List.of("U0APPROVER1", "U0APPROVER2"), true),
                new UserGroup("S0DEV", "dev", List.of(REQUESTER_ID, "U0APPROVER1", "U0APPROVER2"), true));
    }
}
