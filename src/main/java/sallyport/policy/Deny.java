package sallyport.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.policy.Reason.Kind;

/**
 * A rule that forbids, whatever any grant says. One that names programs forbids only those; one that names none forbids
 * everything, commands and capabilities, where its conditions hold.
 *
 * @param programs a name without a slash means that program in any directory
 * @param conditions all must hold
 */
record Deny(String id, Set<String> programs, List<Condition> conditions) {
    /** Why it forbids running a program, or empty if it does not. */
    Optional<Reason> forbids(Ask ask, String program) {
        boolean concerned = programs.isEmpty() || programs.contains(program) || programs.contains(nameOf(program));
        return concerned ? forbidden(ask) : Optional.empty();
    }

    /** Why it forbids every capability, or empty if it does not. */
    Optional<Reason> forbidsEverything(Ask ask) {
        return programs.isEmpty() ? forbidden(ask) : Optional.empty();
    }

    /** A program without its directory. */
    static String nameOf(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private Optional<Reason> forbidden(Ask ask) {
        if (!conditions.stream().allMatch(condition -> condition.holds(ask))) {
            return Optional.empty();
        }
        var what =
                programs.isEmpty() ? "everything" : programs.stream().sorted().collect(Collectors.joining(", "));
        return Optional.of(new Reason(
                id, Kind.FORBIDDEN, "it forbids " + what + " on " + ask.alias().name()));
    }
}
