package sallyport.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.request.AfterReview;
import sallyport.request.Alias;
import sallyport.request.Escalation;

/**
 * The rules of one policy file, sorted once by program and target so that a decision takes as long with ten thousand
 * rules as with ten. No method depends on their order. Immutable.
 */
final class Rules {
    static final Rules NONE = new Rules(List.of(), List.of(), List.of());

    private final List<Grant.OfCommands> running;
    private final List<Grant.OfCapabilities> capabilities;
    private final List<Deny> denies;

    private final TargetIndex<GrantedCommand> granted;
    private final Map<String, TargetIndex<GrantedCommand>> grantedByProgram;
    private final TargetIndex<Grant.OfCapabilities> capabilitiesByTarget;
    private final TargetIndex<Deny> deniesOfEverything;
    private final Map<String, TargetIndex<Deny>> deniesByProgram;

    Rules(List<Grant.OfCommands> running, List<Grant.OfCapabilities> capabilities, List<Deny> denies) {
        this.running = List.copyOf(running);
        this.capabilities = List.copyOf(capabilities);
        this.denies = List.copyOf(denies);
        var commands = running.stream()
                .flatMap(grant -> grant.commands().stream().map(command -> new GrantedCommand(grant, command)))
                .sorted(GrantedCommand.BY_NAME)
                .toList();
        granted = ofGranted(commands);
        grantedByProgram = indexed(
                commands.stream()
                        .collect(Collectors.groupingBy(of -> of.command().program())),
                Rules::ofGranted);
        capabilitiesByTarget = new TargetIndex<>(this.capabilities, Grant::conditions);
        deniesOfEverything = ofDenies(
                denies.stream().filter(deny -> deny.programs().isEmpty()).toList());
        deniesByProgram = indexed(byProgram(denies), Rules::ofDenies);
    }

    private static TargetIndex<GrantedCommand> ofGranted(List<GrantedCommand> commands) {
        return new TargetIndex<>(commands, of -> of.grant().conditions());
    }

    private static TargetIndex<Deny> ofDenies(List<Deny> denies) {
        return new TargetIndex<>(denies, Deny::conditions);
    }

    private static Map<String, List<Deny>> byProgram(List<Deny> denies) {
        return denies.stream()
                .flatMap(deny -> deny.programs().stream().map(program -> Map.entry(program, deny)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static <T> Map<String, TargetIndex<T>> indexed(
            Map<String, List<T>> rules, Function<List<T>, TargetIndex<T>> index) {
        var indexed = new HashMap<String, TargetIndex<T>>();
        rules.forEach((program, of) -> indexed.put(program, index.apply(of)));
        return indexed;
    }

    private static <T> Stream<T> about(String program, Map<String, T> byProgram) {
        return Optional.ofNullable(byProgram.get(program)).stream();
    }

    /** These, and others beside them. */
    Rules and(Rules others) {
        return new Rules(
                joined(running, others.running),
                joined(capabilities, others.capabilities),
                joined(denies, others.denies));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    boolean isEmpty() {
        return running.isEmpty() && capabilities.isEmpty() && denies.isEmpty();
    }

    List<Grant.OfCommands> running() {
        return running;
    }

    List<Grant.OfCapabilities> capabilities() {
        return capabilities;
    }

    /** Of commands and of capabilities. */
    Stream<Grant> grants() {
        return Stream.concat(running.stream(), capabilities.stream());
    }

    List<Deny> denies() {
        return denies;
    }

    /** Every grant of capabilities that can hold on a target, and perhaps others. */
    Stream<Grant.OfCapabilities> capabilitiesNear(Alias alias) {
        return capabilitiesByTarget.near(alias);
    }

    /** Every granted command that can be run on a target, and perhaps others, by name. */
    Stream<GrantedCommand> near(Alias alias) {
        return granted.near(alias);
    }

    /** Of one program, every granted command that can be run on a target, and perhaps others, by name. */
    Stream<GrantedCommand> near(Alias alias, String program) {
        return about(program, grantedByProgram).flatMap(index -> index.near(alias));
    }

    /** Every granted command of one program, wherever it can be run, by name. */
    Stream<GrantedCommand> of(String program) {
        return about(program, grantedByProgram).flatMap(TargetIndex::all);
    }

    /** Why running a program is forbidden; empty if it is not. */
    List<Reason> forbidding(Ask ask, String program) {
        var named = Stream.of(program, Deny.nameOf(program))
                .distinct()
                .flatMap(name -> about(name, deniesByProgram))
                .flatMap(index -> index.near(ask.alias()));
        return inOrder(Stream.concat(deniesOfEverything.near(ask.alias()), named)
                .flatMap(deny -> deny.forbids(ask, program).stream())
                .distinct());
    }

    /** Why every capability is forbidden; empty if none is. */
    List<Reason> forbiddingEverything(Ask ask) {
        return inOrder(deniesOfEverything.near(ask.alias()).flatMap(deny -> deny.forbidsEverything(ask).stream()));
    }

    private static List<Reason> inOrder(Stream<Reason> reasons) {
        return reasons.sorted(Comparator.comparing(Reason::rule)).toList();
    }

    /** Every group that any rule names. */
    Set<String> groups() {
        var groups = new TreeSet<String>();
        Stream.of(
                        running.stream().map(Grant::conditions),
                        capabilities.stream().map(Grant::conditions),
                        denies.stream().map(Deny::conditions))
                .flatMap(Function.identity())
                .flatMap(List::stream)
                .forEach(condition -> {
                    if (condition instanceof Condition.ByPerson by) {
                        groups.addAll(by.groups());
                    }
                });
        agreements()
                .flatMap(terms -> Stream.of(
                                terms.quorum().groups().stream(),
                                terms.review().map(AfterReview::group).stream(),
                                terms.escalation().map(Escalation::group).stream())
                        .flatMap(Function.identity()))
                .forEach(groups::add);
        return groups;
    }

    private Stream<Terms> agreements() {
        return grants().flatMap(grant -> grant.agreement().stream());
    }

    /** Names in alphabetical order, each once. */
    static <T> String names(List<T> named, Function<T, String> name) {
        return named.stream().map(name).distinct().sorted().collect(Collectors.joining(", "));
    }
}
