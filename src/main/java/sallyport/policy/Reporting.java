package sallyport.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import sallyport.policy.Reported.Change;
import sallyport.request.Quorum;

/** Compares what the rules in force decide with what they would decide together with the report-only ones. */
final class Reporting {
    private Reporting() {}

    /** Of a command. Report-only rules come on top, so all that allows in force is among what allows with them. */
    static Reported between(Verdict inForce, Verdict withAll) {
        return switch (inForce) {
            case Verdict.Forbidden _ -> Reported.NOTHING;
            case Verdict.Granted(var allowing) ->
                switch (withAll) {
                    case Verdict.Forbidden(var reasons) -> denial(reasons);
                    case Verdict.Granted(var all) -> terms(allowing, all);
                    case Verdict.NotGranted _ -> Reported.NOTHING;
                };
            case Verdict.NotGranted _ ->
                switch (withAll) {
                    case Verdict.Granted(var all) -> permission(all);
                    case Verdict.Forbidden _, Verdict.NotGranted _ -> Reported.NOTHING;
                };
        };
    }

    /**
     * Of a capability that no deny in force forbids.
     *
     * @param inForce what lets it be used
     * @param forbidding why it might not be used, with all rules
     * @param all what would let it be used, with all rules; what does so in force is among it
     */
    static Reported between(
            List<Grant.OfCapabilities> inForce, List<Reason> forbidding, List<Grant.OfCapabilities> all) {
        if (!forbidding.isEmpty()) {
            return inForce.isEmpty() ? Reported.NOTHING : denial(forbidding);
        }
        if (!inForce.isEmpty()) {
            return terms(inForce, all, Grant::id, Reporting::termsOfCapabilities);
        }
        return all.isEmpty()
                ? Reported.NOTHING
                : new Reported.Permission(
                        ids(all.stream().map(Grant::id)),
                        CapabilityDecision.strictest(all).map(Terms::quorum).orElse(Quorum.none()));
    }

    private static Reported denial(List<Reason> reasons) {
        return new Reported.Denial(ids(reasons.stream().map(Reason::rule)));
    }

    private static Reported permission(List<Comparison> allowing) {
        return new Reported.Permission(
                ids(allowing), Comparison.strictest(allowing).quorum());
    }

    private static Reported terms(List<Comparison> allowing, List<Comparison> all) {
        return terms(allowing, all, of -> of.grant().id(), Reporting::termsOfCommands);
    }

    private static <T> Reported terms(
            List<T> allowing, List<T> all, Function<T, String> id, Function<List<T>, Map<String, String>> terms) {
        if (all.size() == allowing.size()) {
            return Reported.NOTHING;
        }
        var now = terms.apply(allowing);
        var changes = changes(now, terms.apply(all));
        return changes.isEmpty()
                ? Reported.NOTHING
                : new Reported.StricterTerms(
                        ids(causing(allowing, all, id, terms).map(id)), changes);
    }

    /** Each term is the strictest of all, so what changes any of them changes it without the others, too. */
    private static <T> Stream<T> causing(
            List<T> allowing, List<T> all, Function<T, String> id, Function<List<T>, Map<String, String>> terms) {
        var inForce = Set.copyOf(ids(allowing.stream().map(id)));
        var now = terms.apply(allowing);
        return all.stream()
                .filter(one -> !inForce.contains(id.apply(one)))
                .filter(one -> !changes(
                                now,
                                terms.apply(Stream.concat(allowing.stream(), Stream.of(one))
                                        .toList()))
                        .isEmpty());
    }

    private static List<Change> changes(Map<String, String> now, Map<String, String> then) {
        return then.entrySet().stream()
                .map(term -> new Change(term.getKey(), term.getValue(), now.getOrDefault(term.getKey(), "")))
                .filter(change -> !change.then().equals(change.now()))
                .toList();
    }

    private static Map<String, String> termsOfCapabilities(List<Grant.OfCapabilities> granting) {
        return CapabilityDecision.strictest(granting).map(Offer::parts).orElse(Map.of());
    }

    /** Everything that is the strictest of several, in the words of the file. */
    private static Map<String, String> termsOfCommands(List<Comparison> allowing) {
        var allowed = Comparison.strictest(allowing);
        var terms = Offer.parts(allowed.terms());
        terms.put("effect", allowed.effect().word());
        terms.put("exit code", Words.exitCode(allowed.exitCode()));
        terms.put("deadline", Words.duration(allowed.deadline()));
        terms.put("output", allowed.outputLimit() + " bytes");
        return terms;
    }

    private static List<String> ids(List<Comparison> comparisons) {
        return ids(comparisons.stream().map(comparison -> comparison.grant().id()));
    }

    private static List<String> ids(Stream<String> ids) {
        return ids.distinct().sorted().toList();
    }
}
