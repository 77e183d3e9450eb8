package sallyport.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of one check.
 *
 * @param id stable across versions, such as {@code D15}
 * @param title a sentence: what is the case
 * @param evidence what the judgement rests on
 * @param documentation a page that explains it
 */
public record Check(
        String id,
        Severity severity,
        String title,
        List<Evidence> evidence,
        Optional<Remedy> remedy,
        String documentation) {
    /** The worst first, and among equals the order in which they were given. */
    public static final Comparator<Check> WORST_FIRST = Comparator.comparing(Check::severity);

    public Check {
        evidence = List.copyOf(evidence);
    }

    static Check fine(CheckId id, String title, Evidence... evidence) {
        return of(id, Severity.FINE, title, Optional.empty(), evidence);
    }

    /** The check has nothing to look at. */
    static Check notApplicable(CheckId id, String why, Evidence... evidence) {
        return fine(id, "Does not apply: " + why, evidence);
    }

    static Check information(CheckId id, String title, Evidence... evidence) {
        return of(id, Severity.INFORMATION, title, Optional.empty(), evidence);
    }

    static Check advice(CheckId id, String title, Remedy remedy, Evidence... evidence) {
        return of(id, Severity.ADVICE, title, Optional.of(remedy), evidence);
    }

    static Check blocks(CheckId id, String title, Remedy remedy, Evidence... evidence) {
        return of(id, Severity.BLOCKS, title, Optional.of(remedy), evidence);
    }

    /** @param why a sentence */
    static Check couldNotCheck(CheckId id, String why, Evidence... evidence) {
        return of(id, Severity.COULD_NOT_CHECK, id.subject() + ": " + why, Optional.empty(), evidence);
    }

    /** A judgement of what is known; what is missing could not be checked. */
    static <T> Check of(CheckId id, Fact<T> fact, Function<? super T, Check> judgement) {
        return switch (fact) {
            case Fact.Known<T>(var value) -> judgement.apply(value);
            case Fact.Missing<T>(var why) -> couldNotCheck(id, why);
        };
    }

    private static Check of(
            CheckId id, Severity severity, String title, Optional<Remedy> remedy, Evidence... evidence) {
        return new Check(id.name(), severity, title, List.of(evidence), remedy, id.documentation());
    }

    /** Why it could not be checked, without what it looks at: many checks fail for one reason. */
    public String reason() {
        return severity == Severity.COULD_NOT_CHECK ? title.substring(title.indexOf(": ") + 2) : title;
    }
}
