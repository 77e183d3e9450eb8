package sallyport.policy;

import java.util.Comparator;
import java.util.List;
import sallyport.policy.Decision.Denied;
import sallyport.request.EditDistance;

/** Decides on a command, and finds the words for a refusal. */
final class RunDecision {
    private static final int MOST_REASONS = 5;

    private final Rules rules;
    private final CommandAsk ask;

    RunDecision(Rules rules, CommandAsk ask) {
        this.rules = rules;
        this.ask = ask;
    }

    Decision decide() {
        var forbidding = rules.forbidding(ask, ask.argv().program());
        if (!forbidding.isEmpty()) {
            return new Denied(subject() + " may not be run: " + forbidding.getFirst() + ".", forbidding);
        }
        var comparisons = comparisons();
        var allowing = comparisons.stream().filter(Comparison::allows).toList();
        return allowing.isEmpty() ? refusal(comparisons) : Comparison.strictest(allowing);
    }

    private List<Comparison> comparisons() {
        return rules.running().stream()
                .flatMap(grant -> grant.commands().stream().map(command -> Comparison.of(grant, command, ask)))
                .sorted(Comparison.NEAREST_FIRST)
                .toList();
    }

    /** Rules about other programs explain nothing, so they are left out. */
    private Denied refusal(List<Comparison> nearestFirst) {
        var reasons = nearestFirst.stream()
                .filter(comparison -> !comparison.isOtherProgram())
                .flatMap(comparison -> comparison.reasons().stream())
                .distinct()
                .limit(MOST_REASONS)
                .toList();
        var nearest = reasons.stream()
                .findFirst()
                .map(reason -> " Nearest comes " + reason + ".")
                .orElse("");
        return new Denied("No rule lets you run " + subject() + "." + nearest + suggestion(), reasons);
    }

    private String subject() {
        return "`" + ask.argv().quoted() + "` on " + ask.alias().name();
    }

    /**
     * The command most like what was typed, out of those this person may ask for there: of the same program if there is
     * one, else only if what was typed may be a slip of the finger.
     */
    private String suggestion() {
        var permitted =
                new Permissions(rules, new Standpoint(ask.person(), ask.groups(), ask.channel(), ask.alias(), ask.at()))
                        .list();
        if (permitted.isEmpty()) {
            return " From here you may run nothing there.";
        }
        return permitted.stream()
                .filter(command -> isSameProgram(command) || isNear(command))
                .min(Comparator.comparing(this::isSameProgram)
                        .reversed()
                        .thenComparingInt(this::distance)
                        .thenComparing(Permitted::usage))
                .map(command -> " You may run `" + command.usage() + "`.")
                .orElse("");
    }

    private boolean isSameProgram(Permitted command) {
        return program(command).equals(ask.argv().program());
    }

    /** Whether less than half of the program's letters differ, or than a third of the whole line's. */
    private boolean isNear(Permitted command) {
        var program = ask.argv().program();
        return EditDistance.between(program, program(command)) * 2 < program.length()
                || distance(command) * 3 < ask.argv().quoted().length();
    }

    private static String program(Permitted command) {
        return command.usage().split(" ", 2)[0];
    }

    private int distance(Permitted command) {
        return EditDistance.between(ask.argv().quoted(), command.usage());
    }
}
