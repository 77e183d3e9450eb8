package sallyport.policy;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Scalar;

/** Reads the keys that say when a rule applies. A new condition is a record of {@link Condition} and a method here. */
final class ConditionReader {
    private static final Pattern PERSON = Pattern.compile("([TE][A-Z0-9]+/)?[UW][A-Z0-9]+");
    private static final Pattern CHANNEL = Pattern.compile("[CGD][A-Z0-9]+");

    private final YamlFields fields;

    ConditionReader(YamlFields fields) {
        this.fields = fields;
    }

    Optional<Condition> targets() {
        var targets = fields.scalars("targets");
        for (var target : targets) {
            if (!TargetGlob.isValid(target.text())) {
                fields.problem(
                        target,
                        target.text() + " is neither an alias nor cluster/service; * stands for any characters.");
            }
        }
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(new Condition.OnTarget(
                        targets.stream().map(Scalar::text).map(TargetGlob::new).toList()));
    }

    Optional<Condition> containers() {
        return set("containers", _ -> true, "").map(Condition.InContainer::new);
    }

    Optional<Condition> people() {
        var groups = set("groups", text -> !text.isBlank(), "is not the name of a group");
        var people = set("people", text -> PERSON.matcher(text).matches(), "is not a member's id such as U0123ABCD");
        return groups.isEmpty() && people.isEmpty()
                ? Optional.empty()
                : Optional.of(new Condition.ByPerson(groups.orElse(Set.of()), people.orElse(Set.of())));
    }

    Optional<Condition> channels() {
        return set("channels", text -> CHANNEL.matcher(text).matches(), "is not a channel's id such as C0123ABCD")
                .map(Condition.InChannel::new);
    }

    Optional<Condition> times() {
        return fields.fields("times")
                .flatMap(times -> new TimeWindowsReader(times).read())
                .map(Condition.InTime::new);
    }

    private Optional<Set<String>> set(String key, Predicate<String> isGood, String otherwise) {
        var scalars = fields.scalars(key);
        for (var scalar : scalars) {
            if (!isGood.test(scalar.text())) {
                fields.problem(scalar, scalar.text() + " " + otherwise + ".");
            }
        }
        return scalars.isEmpty()
                ? Optional.empty()
                : Optional.of(scalars.stream().map(Scalar::text).collect(Collectors.toUnmodifiableSet()));
    }
}
