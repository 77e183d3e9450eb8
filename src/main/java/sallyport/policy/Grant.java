package sallyport.policy;

import java.util.List;
import java.util.Set;

/** A rule that allows. */
sealed interface Grant {
    String id();

    /** All must hold. */
    List<Condition> conditions();

    /** The conditions that do not hold. */
    default List<Condition> unmet(Ask ask) {
        return conditions().stream().filter(condition -> !condition.holds(ask)).toList();
    }

    /** Why a condition of it does not hold. */
    default Reason objection(Condition unmet, Ask ask) {
        return new Reason(id(), unmet.kind(), unmet.objection(ask));
    }

    record OfCommands(String id, List<Command> commands, List<Condition> conditions, Terms terms) implements Grant {}

    record OfCapabilities(String id, Set<Capability> capabilities, List<Condition> conditions) implements Grant {}
}
