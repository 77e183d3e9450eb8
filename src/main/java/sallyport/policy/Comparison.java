package sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import sallyport.policy.Reason.Kind;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.ExitCode;

/**
 * One command of one grant held against what was asked.
 *
 * @param unmet the grant's conditions that do not hold
 * @param match whether the argv is the command
 */
record Comparison(Grant.OfCommands grant, Command command, List<Condition> unmet, Match match) {
    /** From the one that comes nearest to allowing. Total, so that the order of rules is no matter. */
    static final Comparator<Comparison> NEAREST_FIRST = Comparator.comparingInt(Comparison::obstacles)
            .thenComparingInt(comparison -> -comparison.depth())
            .thenComparing(comparison -> comparison.grant().id())
            .thenComparing(comparison -> comparison.command().name());

    boolean allows() {
        return unmet.isEmpty() && match instanceof Match.Matches;
    }

    private int obstacles() {
        return unmet.size() + (match instanceof Match.Differs ? 1 : 0);
    }

    /** Everything that stands in the way. */
    List<Reason> reasons(Ask ask) {
        var reasons = new ArrayList<Reason>();
        unmet.forEach(condition -> reasons.add(grant.objection(condition, ask)));
        if (match instanceof Match.Differs differs) {
            reasons.add(new Reason(grant.id(), Kind.ARGUMENT, differs.sentence()));
        }
        return reasons;
    }

    private Argv rendered() {
        return switch (match) {
            case Match.Matches(Argv argv) -> argv;
            case Match.Differs differs -> throw new IllegalStateException(differs.sentence());
        };
    }

    private int depth() {
        return match instanceof Match.Differs differs ? differs.argument() : Integer.MAX_VALUE;
    }

    /** Of several that allow, the strictest of each term, as far as no report-only rule would change it. */
    static Decision.Allowed strictest(List<Comparison> allowing) {
        return strictest(allowing, Reported.NOTHING);
    }

    /** Of several that allow, the strictest of each term. What runs is the same for all: what was typed. */
    static Decision.Allowed strictest(List<Comparison> allowing, Reported reported) {
        var terms = allowing.stream()
                .map(comparison -> comparison.grant().terms())
                .reduce(Terms::and)
                .orElseThrow();
        return new Decision.Allowed(
                Rules.names(allowing, comparison -> comparison.grant().id()),
                Rules.names(allowing, comparison -> comparison.command().name()),
                reduce(allowing, Command::effect, Effect::orStricter),
                allowing.getFirst().rendered(),
                reduce(allowing, Command::exitCode, Comparison::stricter),
                terms.quorum(),
                terms.reasonRequired(),
                terms.tickets(),
                terms.expires(),
                terms.startWithin(),
                reduce(allowing, Command::deadline, Terms::shorter),
                terms.binding(),
                reduce(allowing, Command::outputLimit, Math::min),
                terms.review(),
                terms.confirmation(),
                terms.escalation(),
                reduce(allowing, Command::audience, Comparison::narrower),
                terms.concurrency(),
                terms.fanOut(),
                reported);
    }

    private static <T> T reduce(List<Comparison> allowing, Function<Command, T> term, BinaryOperator<T> stricter) {
        return allowing.stream()
                .map(comparison -> term.apply(comparison.command()))
                .reduce(stricter)
                .orElseThrow();
    }

    private static Audience narrower(Audience one, Audience other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** To insist on an exit code is stricter than to do without. */
    private static ExitCode stricter(ExitCode one, ExitCode other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
