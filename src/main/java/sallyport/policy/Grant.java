package sallyport.policy;

import java.util.List;
import java.util.Set;

/** A rule that allows. */
sealed interface Grant {
    String id();

    /** All must hold. */
    List<Condition> conditions();

    default List<Reason> unmet(Ask ask) {
        return conditions().stream()
                .flatMap(condition -> condition.unmet(ask).stream().map(why -> new Reason(id(), condition.kind(), why)))
                .toList();
    }

    record OfCommands(String id, List<Command> commands, List<Condition> conditions, Terms terms) implements Grant {}

    record OfCapabilities(String id, Set<Capability> capabilities, List<Condition> conditions) implements Grant {}
}
