package sallyport.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.PolicyTree.WrittenCommand;
import sallyport.policy.PolicyTree.WrittenGrant;
import sallyport.policy.PolicyWarning.Kind;
import sallyport.request.Alias;
import sallyport.yaml.YamlNode.Scalar;

/** Looks for what a policy allows and its author probably did not mean. Warnings come in the order of their places. */
public final class PolicyLint {
    /** The rules that count. */
    private final Rules rules;
    /** Report-only ones, too: they are meant to count some day. */
    private final Rules everything;

    private final PolicyTree tree;

    private PolicyLint(Policy policy) {
        this.rules = policy.rules();
        this.everything = policy.everything();
        this.tree = PolicyTree.of(policy);
    }

    /**
     * What is dangerous: commands that can do more than they say, and changes that reach everything; and grants of what
     * nothing asks for yet, which would take effect with a later version.
     */
    public static List<PolicyWarning> dangers(Policy policy) {
        return inOrder(new PolicyLint(policy).dangers());
    }

    /** The dangers, and what has no effect. */
    public static List<PolicyWarning> all(Policy policy) {
        var lint = new PolicyLint(policy);
        return inOrder(Stream.concat(lint.dangers(), lint.idle()));
    }

    /**
     * All of that, and what does not fit the people and the targets of a configuration.
     *
     * @param keptElsewhere groups that there are, and of which it is not known who is in them
     */
    public static List<PolicyWarning> all(
            Policy policy, Groups groups, Set<String> keptElsewhere, Collection<Alias> targets) {
        var lint = new PolicyLint(policy);
        var fitting = new FittingWarnings(lint.everything, lint.tree, groups, keptElsewhere, targets).list();
        return inOrder(Stream.of(lint.dangers(), lint.idle(), fitting).flatMap(warnings -> warnings));
    }

    private static List<PolicyWarning> inOrder(Stream<PolicyWarning> warnings) {
        return warnings.sorted(Comparator.comparingInt(PolicyWarning::line)
                        .thenComparingInt(PolicyWarning::column)
                        .thenComparing(PolicyWarning::kind))
                .toList();
    }

    private Stream<PolicyWarning> dangers() {
        return Stream.of(
                        tree.commands().stream().flatMap(written -> new CommandWarnings(written).list()),
                        everything.running().stream().flatMap(this::changesEverything),
                        everything.capabilities().stream().flatMap(this::actsEverywhere),
                        tree.grants().stream().flatMap(PolicyLint::toCome))
                .flatMap(warnings -> warnings);
    }

    private static Stream<PolicyWarning> toCome(WrittenGrant grant) {
        return grant.capabilities().stream()
                .flatMap(word -> Optional.ofNullable(Capability.BY_WORD.get(word.text()))
                        .flatMap(Capability::toCome)
                        .map(sentence -> new PolicyWarning(
                                word.line(),
                                word.column(),
                                Kind.CAPABILITY_TO_COME,
                                sentence + " Leave it out till then."))
                        .stream());
    }

    private Stream<PolicyWarning> actsEverywhere(Grant.OfCapabilities grant) {
        var acting = grant.capabilities().stream()
                .filter(capability -> capability.kind().needsAgreement())
                .map(Capability::word)
                .sorted()
                .toList();
        return acting.isEmpty()
                ? Stream.empty()
                : everyTarget(grant)
                        .map(target -> everyTarget(
                                target,
                                "for capabilities that act on them (" + String.join(", ", acting)
                                        + "). Name the targets."));
    }

    /** The glob of a grant that stands for every target. */
    private Stream<Scalar> everyTarget(Grant grant) {
        return tree.grant(grant.id()).targets().stream()
                .filter(target -> Globs.isEverything(target.text()))
                .limit(1);
    }

    private static PolicyWarning everyTarget(Scalar target, String whatFor) {
        return new PolicyWarning(
                target.line(),
                target.column(),
                Kind.CHANGES_EVERY_TARGET,
                target.text() + " is every target, also those to come, " + whatFor);
    }

    private Stream<PolicyWarning> changesEverything(Grant.OfCommands grant) {
        var accepting = accepting(Kind.CHANGES_EVERY_TARGET);
        var changing = grant.commands().stream()
                .filter(command -> command.effect() != Effect.READ)
                .map(Command::name)
                .filter(name -> !accepting.contains(name))
                .toList();
        return changing.isEmpty()
                ? Stream.empty()
                : everyTarget(grant)
                        .map(
                                target -> everyTarget(
                                        target,
                                        "for commands that do more than read (" + String.join(", ", changing)
                                                + "). Name the targets, or say accept: [changes-every-target] in the command."));
    }

    private Set<String> accepting(Kind kind) {
        return tree.commands().stream()
                .filter(written -> written.accepted().contains(kind))
                .map(written -> written.command().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<PolicyWarning> idle() {
        return Stream.of(
                        unused(),
                        everything.grants().flatMap(this::shadowed),
                        repeated(everything.running()),
                        repeated(everything.capabilities()))
                .flatMap(warnings -> warnings);
    }

    private Stream<PolicyWarning> unused() {
        var granted = everything.running().stream()
                .flatMap(grant -> grant.commands().stream())
                .map(Command::name)
                .collect(Collectors.toUnmodifiableSet());
        var accepting = accepting(Kind.UNUSED_COMMAND);
        return tree.commands().stream()
                .map(WrittenCommand::entry)
                .filter(entry -> !granted.contains(entry.key()) && !accepting.contains(entry.key()))
                .map(entry -> new PolicyWarning(
                        entry.line(),
                        entry.column(),
                        Kind.UNUSED_COMMAND,
                        "No grant names " + entry.key() + ", so nobody may run it. Grant it, or remove it."));
    }

    private Stream<PolicyWarning> shadowed(Grant grant) {
        return rules.denies().stream()
                .sorted(Comparator.comparing(Deny::id))
                .filter(deny -> Shadow.covers(deny, grant))
                .limit(1)
                .map(deny -> atGrant(
                        grant,
                        Kind.SHADOWED_GRANT,
                        "The deny " + deny.id() + " forbids all that " + grant.id()
                                + " grants. Remove one of the two, or make the deny narrower."));
    }

    private Stream<PolicyWarning> repeated(List<? extends Grant> grants) {
        var warnings = new ArrayList<PolicyWarning>();
        for (int later = 0; later < grants.size(); later++) {
            var grant = grants.get(later);
            var meaning = Statements.of(grant);
            grants.subList(0, later).stream()
                    .filter(earlier -> Statements.of(earlier).equals(meaning))
                    .findFirst()
                    .map(earlier -> atGrant(
                            grant,
                            Kind.REPEATED_GRANT,
                            grant.id() + " says the same as " + earlier.id() + ". Remove one of the two."))
                    .ifPresent(warnings::add);
        }
        return warnings.stream();
    }

    private PolicyWarning atGrant(Grant grant, Kind kind, String sentence) {
        var place = tree.place(grant.id());
        return new PolicyWarning(place.line(), place.column(), kind, sentence);
    }
}
