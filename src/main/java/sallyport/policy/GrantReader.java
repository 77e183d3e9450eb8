package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Scalar;

/** Reads one item under {@code grants}. */
final class GrantReader {
    private static final List<String> SUBJECTS = List.of("command", "commands", "capability", "capabilities");

    private final YamlFields fields;
    private final String id;
    private final Map<String, Optional<Command>> commands;

    /** @param commands every command of the file; empty where it could not be read */
    GrantReader(YamlFields fields, String id, Map<String, Optional<Command>> commands) {
        this.fields = fields;
        this.id = id;
        this.commands = commands;
    }

    Grant read() {
        var subjects =
                SUBJECTS.stream().filter(key -> fields.node(key).isPresent()).toList();
        if (subjects.size() != 1) {
            fields.problem(fields.place(), "A grant needs exactly one of " + String.join(", ", SUBJECTS) + ".");
        }
        boolean ofCapabilities = !subjects.isEmpty() && subjects.getFirst().startsWith("cap");
        return ofCapabilities ? ofCapabilities() : ofCommands();
    }

    private Grant ofCapabilities() {
        var names = capabilities(fields);
        var capabilities = known(names, "capability", Capability.BY_WORD);
        var agreed = capabilities.stream()
                .filter(capability -> capability.kind().needsAgreement())
                .toList();
        boolean mixed = !agreed.isEmpty() && agreed.size() < capabilities.size();
        if (mixed) {
            refuseMixed(names);
        }
        // What a grant should be that has a mistake in its subject is told by its keys, so that there is one complaint.
        boolean clear = !mixed && capabilities.size() == names.size();
        boolean onTerms = clear ? !agreed.isEmpty() : fields.node("approval").isPresent();
        var containers = onTerms ? new ConditionReader(fields).containers() : Optional.<Condition>empty();
        var conditions = conditions(containers);
        if (capabilities.contains(Capability.FREEZE)) {
            requireEveryTarget(conditions);
        }
        return new Grant.OfCapabilities(
                id,
                Set.copyOf(capabilities),
                conditions,
                onTerms ? Optional.of(TermsReader.ofCapabilities(fields, id, agreed)) : Optional.empty());
    }

    private void refuseMixed(List<Scalar> names) {
        var known = names.stream()
                .filter(name -> Capability.BY_WORD.containsKey(name.text()))
                .toList();
        var first = known.getFirst();
        known.stream()
                .filter(name -> needsAgreement(name) != needsAgreement(first))
                .findFirst()
                .ifPresent(other -> {
                    var agreed = needsAgreement(first) ? first : other;
                    var atOnce = needsAgreement(first) ? other : first;
                    fields.problem(
                            other,
                            agreed.text() + " needs approval and " + atOnce.text()
                                    + " takes none, so one grant cannot have both. Write two.");
                });
    }

    private static boolean needsAgreement(Scalar name) {
        return Optional.ofNullable(Capability.BY_WORD.get(name.text()))
                .filter(capability -> capability.kind().needsAgreement())
                .isPresent();
    }

    private void requireEveryTarget(List<Condition> conditions) {
        for (var condition : conditions) {
            if (condition instanceof Condition.OnTarget(var targets)
                    && targets.stream().map(TargetGlob::text).noneMatch(Globs::isEverything)) {
                fields.node("targets")
                        .ifPresent(at -> fields.problem(
                                at,
                                "A freeze holds for every target, so a grant of freeze has targets: [\"*\"]. Write it a"
                                        + " grant of its own."));
            }
        }
    }

    private Grant ofCommands() {
        var granted = known(names(fields, "command", "commands"), "command", commands).stream()
                .flatMap(Optional::stream)
                .toList();
        var containers = new ConditionReader(fields).containers();
        return new Grant.OfCommands(id, granted, conditions(containers), TermsReader.ofCommands(fields, id, granted));
    }

    private List<Condition> conditions(Optional<Condition> containers) {
        var reader = new ConditionReader(fields);
        fields.require("targets");
        var people = reader.people();
        if (people.isEmpty()) {
            fields.problem(fields.place(), "A grant needs groups or people.");
        }
        return Stream.of(reader.targets(), containers, people, reader.channels(), reader.times())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The words that a grant has for what it grants, if it is of capabilities. */
    static List<Scalar> capabilities(YamlFields fields) {
        return names(fields, "capability", "capabilities");
    }

    /** One name or a list of names. */
    private static List<Scalar> names(YamlFields fields, String one, String many) {
        return Stream.concat(fields.scalar(one).stream(), fields.scalars(many).stream())
                .toList();
    }

    /** What the names stand for; one that stands for nothing is a problem. */
    private <T> List<T> known(List<Scalar> names, String what, Map<String, T> known) {
        var found = new ArrayList<T>();
        for (var name : names) {
            var value = known.get(name.text());
            if (value == null) {
                fields.problem(
                        name,
                        "There is no " + what + " " + name.text() + "."
                                + Names.didYouMean(name.text(), known.keySet()));
            } else {
                found.add(value);
            }
        }
        return found;
    }
}
