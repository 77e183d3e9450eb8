package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rule that allows. */
sealed interface Grant {
    String id();

    /** All must hold. */
    List<Condition> conditions();

    /** On which terms somebody may ask for it; none if it is done at once. */
    Optional<Terms> agreement();

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

    record OfCommands(String id, List<Command> commands, List<Condition> conditions, Terms terms) implements Grant {
        @Override
        public Optional<Terms> agreement() {
            return Optional.of(terms);
        }
    }

    /**
     * Of one kind of capabilities.
     *
     * @param agreement the terms, if others have to agree to what it grants; none if it is done at once
     */
    record OfCapabilities(
            String id, Set<Capability> capabilities, List<Condition> conditions, Optional<Terms> agreement)
            implements Grant {}
}
