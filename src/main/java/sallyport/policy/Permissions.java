package sallyport.policy;

import java.util.List;
import java.util.TreeMap;
import sallyport.policy.Reason.Kind;

/** What may be asked for from a standpoint, in whatever container. */
final class Permissions {
    private final Rules rules;
    private final Standpoint standpoint;

    Permissions(Rules rules, Standpoint standpoint) {
        this.rules = rules;
        this.standpoint = standpoint;
    }

    /** By name of the command. */
    List<Permitted> list() {
        var commands = new TreeMap<String, Command>();
        holding().forEach(grant -> grant.commands().forEach(command -> commands.put(command.name(), command)));
        return commands.values().stream()
                .filter(command ->
                        rules.forbidding(standpoint, command.program()).isEmpty())
                .map(this::permitted)
                .toList();
    }

    private List<Grant.OfCommands> holding() {
        return rules.running().stream()
                .filter(grant -> grant.unmet(standpoint).stream().allMatch(reason -> reason.kind() == Kind.CONTAINER))
                .toList();
    }

    private Permitted permitted(Command command) {
        var grants = holding().stream()
                .filter(grant -> grant.commands().contains(command))
                .toList();
        var terms =
                grants.stream().map(Grant.OfCommands::terms).reduce(Terms::and).orElseThrow();
        return new Permitted(command.usage(), command.summary(), Rules.names(grants, Grant::id), terms.quorum());
    }
}
