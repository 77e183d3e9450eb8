package sallyport.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.policy.Decision.Allowed;
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
     * Of looking at something that no deny in force forbids.
     *
     * @param granted whether it may be seen
     * @param forbidding why it might not, with all rules
     * @param granting what would let it be seen, with all rules
     */
    static Reported ofLooking(boolean granted, List<Reason> forbidding, List<Grant.OfCapabilities> granting) {
        if (granted) {
            return forbidding.isEmpty() ? Reported.NOTHING : denial(forbidding);
        }
        return forbidding.isEmpty() && !granting.isEmpty()
                ? new Reported.Permission(ids(granting.stream().map(Grant::id)), Quorum.none())
                : Reported.NOTHING;
    }

    private static Reported denial(List<Reason> reasons) {
        return new Reported.Denial(ids(reasons.stream().map(Reason::rule)));
    }

    private static Reported permission(List<Comparison> allowing) {
        return new Reported.Permission(
                ids(allowing), Comparison.strictest(allowing).quorum());
    }

    private static Reported terms(List<Comparison> allowing, List<Comparison> all) {
        if (all.size() == allowing.size()) {
            return Reported.NOTHING;
        }
        var changes = changes(allowing, all);
        return changes.isEmpty() ? Reported.NOTHING : new Reported.StricterTerms(causing(allowing, all), changes);
    }

    /** Each term is the strictest of all, so what changes any of them changes it without the others, too. */
    private static List<String> causing(List<Comparison> allowing, List<Comparison> all) {
        var inForce = Set.copyOf(ids(allowing));
        return ids(all.stream()
                .filter(one -> !inForce.contains(one.grant().id()))
                .filter(one -> !changes(
                                allowing,
                                Stream.concat(allowing.stream(), Stream.of(one)).toList())
                        .isEmpty())
                .toList());
    }

    private static List<Change> changes(List<Comparison> allowing, List<Comparison> all) {
        var now = terms(Comparison.strictest(allowing));
        return terms(Comparison.strictest(all)).entrySet().stream()
                .map(term -> new Change(term.getKey(), term.getValue(), now.getOrDefault(term.getKey(), "")))
                .filter(change -> !change.then().equals(change.now()))
                .toList();
    }

    /** Everything that is the strictest of several, in the words of the file. */
    private static Map<String, String> terms(Allowed allowed) {
        var terms = Offer.parts(new Terms(
                allowed.quorum(),
                allowed.reasonRequired(),
                allowed.tickets(),
                allowed.expires(),
                allowed.startWithin(),
                allowed.binding(),
                allowed.review(),
                allowed.confirmation(),
                allowed.escalation(),
                allowed.concurrency(),
                allowed.fanOut()));
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
