package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.Condition.ByPerson;
import sallyport.policy.Condition.InChannel;
import sallyport.policy.Condition.InContainer;
import sallyport.policy.Condition.InTime;
import sallyport.policy.Condition.OnTarget;

/** Takes rules apart into statements, so that two files that say the same in other words can be compared. */
final class Statements {
    private Statements() {}

    /** What all grants say together: by permission, then by circumstances. Terms that meet are the strictest. */
    static SortedMap<Permission, SortedMap<String, Offer>> of(Rules rules) {
        var statements = new TreeMap<Permission, SortedMap<String, Offer>>();
        rules.grants().forEach(grant -> add(statements, grant));
        return statements;
    }

    /** What all rules say, one sentence for each permission under its circumstances, and for each deny. */
    static SortedSet<String> sentences(Rules rules) {
        var sentences = new TreeSet<String>();
        of(rules)
                .forEach((permission, offers) ->
                        offers.values().forEach(offer -> sentences.add(permission + offer.words())));
        rules.denies().forEach(deny -> sentences.add(of(deny)));
        return sentences;
    }

    /** What one grant says. */
    static SortedMap<Permission, SortedMap<String, Offer>> of(Grant grant) {
        var statements = new TreeMap<Permission, SortedMap<String, Offer>>();
        add(statements, grant);
        return statements;
    }

    private static void add(Map<Permission, SortedMap<String, Offer>> statements, Grant grant) {
        var offer = offer(grant);
        for (var who : who(grant.conditions())) {
            for (var what : what(grant)) {
                for (var where : where(grant.conditions())) {
                    statements
                            .computeIfAbsent(new Permission(who, what, where), _ -> new TreeMap<>())
                            .merge(offer.narrowing(), offer, Offer::and);
                }
            }
        }
    }

    private static Offer offer(Grant grant) {
        var narrowing =
                grant.conditions().stream().map(Statements::narrowing).sorted().collect(Collectors.joining());
        return switch (grant) {
            case Grant.OfCommands of ->
                new Offer(
                        of.terms().breakGlass() ? narrowing + " by breaking the glass" : narrowing,
                        Optional.of(of.terms()));
            case Grant.OfCapabilities _ -> new Offer(narrowing, grant.agreement());
        };
    }

    private static List<String> what(Grant grant) {
        return switch (grant) {
            case Grant.OfCommands of ->
                of.commands().stream().map(command -> "run " + command.name()).toList();
            case Grant.OfCapabilities of ->
                of.capabilities().stream().map(Capability::deed).toList();
        };
    }

    private static List<String> who(List<Condition> conditions) {
        var who = new ArrayList<String>();
        for (var condition : conditions) {
            if (condition instanceof ByPerson by) {
                by.groups().stream().map(Words::name).forEach(who::add);
                by.people().forEach(person -> who.add("member " + person));
            }
        }
        return who;
    }

    private static List<String> where(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> condition instanceof OnTarget(var targets)
                        ? targets.stream().map(TargetGlob::text)
                        : Stream.empty())
                .toList();
    }

    /** A condition in words, with a blank before them; empty for who and where, which a statement names itself. */
    private static String narrowing(Condition condition) {
        return switch (condition) {
            case OnTarget _, ByPerson _ -> "";
            case InContainer(var containers) ->
                " in container " + anyOf(containers.stream().map(Words::name));
            case InChannel(var channels) -> " from " + anyOf(channels.stream());
            case InTime(var times) -> " at " + times.text();
        };
    }

    /** What a deny says. */
    static String of(Deny deny) {
        var who = who(deny.conditions());
        var where = where(deny.conditions());
        var narrowing =
                deny.conditions().stream().map(Statements::narrowing).sorted().collect(Collectors.joining());
        return "nobody" + (who.isEmpty() ? "" : " among " + anyOf(who.stream()))
                + " may "
                + (deny.programs().isEmpty()
                        ? "do anything"
                        : "run " + anyOf(deny.programs().stream().map(Words::name)))
                + " on "
                + (where.isEmpty() ? "any target" : anyOf(where.stream()))
                + narrowing;
    }

    private static String anyOf(Stream<String> names) {
        return String.join(" or ", names.collect(Collectors.toCollection(TreeSet::new)));
    }
}
