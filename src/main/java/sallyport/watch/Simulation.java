package sallyport.watch;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What IAM's policy simulator said of each action. It knows neither resource policies nor service control policies of
 * other accounts, and what a condition asks for that nobody told it, it lists as missing.
 */
public record Simulation(Map<String, Verdict> verdicts) {
    public Simulation {
        verdicts = Map.copyOf(verdicts);
    }

    /** @param decision IAM's word: {@code allowed}, {@code implicitDeny} or {@code explicitDeny} */
    public record Verdict(String decision, List<String> missingContext, boolean byOrganization, boolean byBoundary) {
        public Verdict {
            missingContext = List.copyOf(missingContext);
        }

        public boolean isAllowed() {
            return decision.equals("allowed");
        }

        /** Allowed, and no condition was left open. */
        boolean isProven() {
            return isAllowed() && missingContext.isEmpty();
        }

        /** Denied, whatever a condition that was left open asks for. */
        boolean isDenied() {
            return !isAllowed() && (missingContext.isEmpty() || decision.equals("explicitDeny"));
        }

        /** The decision and who made it. */
        String words() {
            if (byOrganization) {
                return decision + " by a service control policy";
            }
            return byBoundary ? decision + " by a permissions boundary" : decision;
        }
    }

    /** Actions it denies, in the order they were given. */
    List<String> denied(String... actions) {
        return Arrays.stream(actions)
                .filter(action ->
                        verdicts.containsKey(action) && verdicts.get(action).isDenied())
                .toList();
    }

    /** Actions about which it said nothing. */
    List<String> unanswered(String... actions) {
        return Arrays.stream(actions)
                .filter(action -> !verdicts.containsKey(action))
                .toList();
    }

    /** Condition keys that leave an answer open. */
    Collection<String> openConditions() {
        var keys = new TreeSet<String>();
        verdicts.values().forEach(verdict -> keys.addAll(verdict.missingContext()));
        return keys;
    }

    boolean proves(String... actions) {
        return Arrays.stream(actions)
                .allMatch(action ->
                        verdicts.containsKey(action) && verdicts.get(action).isProven());
    }

    /** What it said of an action, if anything. */
    Optional<Verdict> verdict(String action) {
        return Optional.ofNullable(verdicts.get(action));
    }

    Evidence[] evidence(String role, String... actions) {
        return Arrays.stream(actions)
                .flatMap(action -> verdict(action).stream()
                        .map(verdict -> Evidence.of("simulate(" + role + "," + action + ")", verdict.words())))
                .toArray(Evidence[]::new);
    }
}
