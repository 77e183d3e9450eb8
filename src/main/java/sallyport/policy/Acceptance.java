package sallyport.policy;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import sallyport.policy.PolicyWarning.Kind;
import sallyport.yaml.YamlFields;

/** Reads the key {@code accept} of a command: the warnings that its author has thought about. */
final class Acceptance {
    private Acceptance() {}

    static Set<Kind> read(YamlFields fields) {
        var accepted = EnumSet.noneOf(Kind.class);
        for (var scalar : fields.scalars("accept")) {
            var kind = Kind.ACCEPTABLE.get(scalar.text());
            if (kind == null) {
                var words = new TreeSet<>(Kind.ACCEPTABLE.keySet());
                fields.problem(
                        scalar,
                        scalar.text() + " is no warning that a command can accept; those are "
                                + String.join(", ", words) + "." + Names.didYouMean(scalar.text(), words));
            } else {
                accepted.add(kind);
            }
        }
        return accepted;
    }
}
