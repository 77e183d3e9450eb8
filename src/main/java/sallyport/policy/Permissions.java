package sallyport.policy;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.Reason.Kind;

/** What may be asked for from a standpoint, in whatever container, in one way of asking. */
final class Permissions {
    private final Rules rules;
    private final Standpoint standpoint;
    private final boolean breaksGlass;

    /** @param breaksGlass whether by breaking the glass, or without */
    Permissions(Rules rules, Standpoint standpoint, boolean breaksGlass) {
        this.rules = rules;
        this.standpoint = standpoint;
        this.breaksGlass = breaksGlass;
    }

    /** By name of the command. */
    List<Permitted> list() {
        return permitted(rules.near(standpoint.alias()))
                .collect(Collectors.groupingBy(granted -> granted.command().name(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Permissions::permitted)
                .toList();
    }

    /** Looked for only as far as somebody reads on; a command that several grants allow comes more than once. */
    Stream<Command> commands() {
        return permitted(rules.near(standpoint.alias())).map(GrantedCommand::command);
    }

    /** The same of one program. */
    Stream<Command> commandsOf(String program) {
        return permitted(rules.near(standpoint.alias(), program)).map(GrantedCommand::command);
    }

    private Stream<GrantedCommand> permitted(Stream<GrantedCommand> granted) {
        return granted.filter(each -> each.breaksGlass() == breaksGlass)
                .filter(each -> isHeld(each.grant()))
                .filter(each ->
                        rules.forbidding(standpoint, each.command().program()).isEmpty());
    }

    private boolean isHeld(Grant grant) {
        return grant.unmet(standpoint).stream().allMatch(unmet -> unmet.kind() == Kind.CONTAINER);
    }

    private static Permitted permitted(List<GrantedCommand> grants) {
        var command = grants.getFirst().command();
        var terms = grants.stream()
                .map(granted -> granted.grant().terms())
                .reduce(Terms::and)
                .orElseThrow();
        return new Permitted(
                command.usage(),
                command.summary(),
                Rules.names(grants, granted -> granted.grant().id()),
                terms.quorum(),
                terms.review(),
                terms.fanOut());
    }
}
