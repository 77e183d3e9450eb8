package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A rule that allows. */
sealed interface Grant {
    String id();

    /** All must hold. */
    List<Condition> conditions();

    /** The conditions that do not hold. */
    default List<Condition> unmet(Ask ask) {
        var unmet = new ArrayList<Condition>();
        for (var condition : conditions()) {
            if (!condition.holds(ask)) {
                unmet.add(condition);
            }
        }
        return unmet;
    }

    /** Why a condition of it does not hold. */
    default Reason objection(Condition unmet, Ask ask) {
        return new Reason(id(), unmet.kind(), unmet.objection(ask));
    }

    record OfCommands(String id, List<Command> commands, List<Condition> conditions, Terms terms) implements Grant {}

    record OfCapabilities(String id, Set<Capability> capabilities, List<Condition> conditions) implements Grant {}
}
