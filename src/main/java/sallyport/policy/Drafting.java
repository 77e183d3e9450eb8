package sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.Argument.Filled;
import sallyport.policy.Argument.Literal;
import sallyport.policy.Decision.Denied;
import sallyport.policy.Parameter.Choice;
import sallyport.policy.PolicyTree.WrittenCommand;
import sallyport.policy.Proposal.Draft;
import sallyport.policy.Proposal.Impossible;
import sallyport.policy.Proposal.Needless;
import sallyport.policy.Section.Addition;
import sallyport.request.CodePoint;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlNode.Mapping;
import sallyport.yaml.YamlReading;

/** Drafts the rules that would allow a refused ask, and tries them. Never a deny: what one forbids stays forbidden. */
final class Drafting {
    /** Commands that fit an ask among others, named in a note. */
    private static final int MOST_FITTING = 3;

    private static final Impossible UNFIT = new Impossible(
            "what would have to be added cannot be put into the policy file as it is written; its owners can write it");

    private final Policy policy;
    private final CommandAsk ask;
    private final Groups groups;

    Drafting(Policy policy, CommandAsk ask, Groups groups) {
        this.policy = policy;
        this.ask = ask;
        this.groups = groups;
    }

    /** Whether it is refused and nothing is known to stand in the way. Much quicker than {@link #draft}. */
    boolean isWorthwhile() {
        return policy.decide(ask) instanceof Denied denied && obstacle(denied).isEmpty();
    }

    /** Reads the whole policy twice, so not for the path to an acknowledgement. */
    Proposal draft() {
        return switch (policy.decide(ask)) {
            case Decision.Allowed _ -> new Needless();
            case Denied denied ->
                obstacle(denied).<Proposal>map(Impossible::new).orElseGet(() -> drafted(denied));
        };
    }

    private Optional<String> obstacle(Denied denied) {
        if (policy.text().isEmpty()) {
            return Optional.of("there is no policy yet");
        }
        var forbidding = denied.reasons().stream()
                .filter(reason -> reason.kind() == Reason.Kind.FORBIDDEN)
                .findFirst();
        if (forbidding.isPresent()) {
            return forbidding.map(reason -> "the rule " + reason.rule() + " forbids it, and no grant wins over a deny");
        }
        if (!ask.argv().arguments().stream().allMatch(CodePoint::isPrintableAscii)) {
            return Optional.of("the command holds a character beyond ASCII, which only the alphabet of a parameter can"
                    + " allow; the owners of the policy can write that");
        }
        if (!CommandReader.isFixed(ask.argv().program())) {
            return Optional.of("a policy cannot name a program with such braces");
        }
        if (ask.groups().isEmpty()) {
            return Optional.of("you are in no group of the configuration; whoever keeps it can change that");
        }
        if (target().isEmpty()) {
            return Optional.of("a policy cannot name this target");
        }
        return approvers().isEmpty()
                ? Optional.of("no group of the configuration has anybody else in it who could agree")
                : Optional.empty();
    }

    private Proposal drafted(Denied denied) {
        return Yaml.read(policy.text()) instanceof YamlReading.Read(Mapping root) ? drafted(denied, root) : UNFIT;
    }

    private Proposal drafted(Denied denied, Mapping root) {
        var tree = PolicyTree.of(policy);
        var same = tree.commands().stream()
                .map(WrittenCommand::command)
                .filter(this::isJustThis)
                .map(Command::name)
                .min(Comparator.naturalOrder());
        var command = CommandDraft.of(ask.argv(), names(tree));
        var grant = grant(same.orElse(command.name()));
        var additions = Stream.concat(
                        same.isPresent() ? Stream.of() : Stream.of(addition("commands", root, command.lines())),
                        Stream.of(addition("grants", root, grant.lines())))
                .flatMap(Optional::stream)
                .toList();
        boolean complete = additions.size() == (same.isPresent() ? 1 : 2);
        return complete
                ? tried(additions)
                        .<Proposal>map(with -> new Draft(
                                additions.stream().map(Addition::yaml).collect(Collectors.joining()),
                                notes(tree, same, with, grant.command(), denied),
                                denied.reasons()))
                        .orElse(UNFIT)
                : UNFIT;
    }

    private Optional<Addition> addition(String key, Mapping root, List<String> lines) {
        return Section.of(key, root, policy.text()).map(section -> new Addition(section, lines));
    }

    /** The policy as it would be, if it then does what is wanted. */
    private Optional<Policy> tried(List<Addition> additions) {
        return Policy.read(Section.with(additions, policy.text()), "draft") instanceof PolicyReading.Read(Policy with)
                        && with.decide(ask) instanceof Decision.Allowed allowed
                        && !allowed.quorum().needsNobody()
                        && allowed.argv().equals(ask.argv())
                ? Optional.of(with)
                : Optional.empty();
    }

    private static Set<String> names(PolicyTree tree) {
        return tree.commands().stream().map(written -> written.command().name()).collect(Collectors.toSet());
    }

    private GrantDraft grant(String command) {
        var taken = new HashSet<String>();
        var rules = policy.everything();
        rules.grants().forEach(grant -> taken.add(grant.id()));
        rules.denies().forEach(deny -> taken.add(deny.id()));
        return new GrantDraft(
                Names.derived(ask.alias().name() + " " + command, taken),
                command,
                target().orElseThrow(),
                ask.container(),
                ask.groups().stream().sorted(smallestFirst()).toList(),
                ask.channel().value(),
                approvers().orElseThrow());
    }

    private Comparator<String> smallestFirst() {
        return Comparator.comparingInt((String group) -> groups.members(group).size())
                .thenComparing(Comparator.naturalOrder());
    }

    /** An alias may hold what means something else in a policy. */
    private Optional<String> target() {
        var alias = ask.alias();
        return Stream.of(alias.name(), alias.cluster() + "/" + alias.nameInCluster())
                .filter(TargetGlob::isValid)
                .filter(name -> new TargetGlob(name).isExact() && new TargetGlob(name).matches(alias))
                .findFirst();
    }

    /**
     * Who agrees to most of what is granted on the target; else in the whole policy; else the admins; else the largest
     * group. Only a group with somebody in it who does not ask.
     */
    private Optional<String> approvers() {
        var rules = policy.rules();
        var here = rules.near(ask.alias())
                .map(GrantedCommand::grant)
                .filter(grant -> grant.unmet(ask).stream().noneMatch(unmet -> unmet.kind() == Reason.Kind.TARGET));
        return Stream.of(
                        agreeing(here),
                        agreeing(rules.running().stream()),
                        Stream.of(Groups.ADMINS),
                        groups.names().stream().sorted(smallestFirst().reversed()))
                .flatMap(Function.identity())
                .filter(group -> groups.members(group).stream().anyMatch(person -> !person.equals(ask.person())))
                .findFirst();
    }

    private static Stream<String> agreeing(Stream<Grant.OfCommands> grants) {
        return grants
                .distinct()
                .flatMap(grant -> grant.terms().quorum().groups().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private boolean isJustThis(Command command) {
        return command.arguments().stream()
                .map(Drafting::only)
                .toList()
                .equals(ask.argv().arguments().stream().map(Optional::of).toList());
    }

    /** The only text that fits an argument, if there is only one. */
    private static Optional<String> only(Argument argument) {
        return switch (argument) {
            case Literal(var text) -> Optional.of(text);
            case Filled filled ->
                filled.parameter() instanceof Choice(var values) && values.size() == 1 && !filled.isOptional()
                        ? Optional.of(filled.before() + values.getFirst() + filled.after())
                        : Optional.empty();
        };
    }

    private List<String> notes(PolicyTree before, Optional<String> same, Policy with, String granted, Denied denied) {
        var notes = new ArrayList<String>();
        Stream.of(denied.reported(), with.decide(ask).reported())
                .distinct()
                .flatMap(reported -> reported.words().stream())
                .map(words -> "By report-only rules it " + words + ".")
                .forEach(notes::add);
        same.ifPresent(name -> notes.add("The command " + name + " is just this, so only a grant is missing."));
        if (same.isEmpty()) {
            fitting(before).ifPresent(notes::add);
        }
        PolicyTree.of(with).commands().stream()
                .filter(written -> written.command().name().equals(granted))
                .map(CommandWarnings::new)
                .flatMap(warnings ->
                        Stream.concat(warnings.list().map(PolicyWarning::sentence), warnings.power().stream()))
                .forEach(notes::add);
        return notes;
    }

    private Optional<String> fitting(PolicyTree tree) {
        var names = tree.commands().stream()
                .map(WrittenCommand::command)
                .filter(command -> command.match(ask.argv()) instanceof Match.Matches)
                .map(Command::name)
                .sorted()
                .limit(MOST_FITTING)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("It fits " + String.join(", ", names)
                        + " too, which allows more than this; granting that instead is possible.");
    }
}
