package sallyport.policy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.yaml.YamlFields;

/** Reads one item under {@code denies}. */
final class DenyReader {
    private final YamlFields fields;
    private final String id;

    DenyReader(YamlFields fields, String id) {
        this.fields = fields;
        this.id = id;
    }

    Deny read() {
        var reader = new ConditionReader(fields);
        var conditions = Stream.of(reader.targets(), reader.people(), reader.channels(), reader.times())
                .flatMap(Optional::stream)
                .toList();
        boolean namesPrograms = fields.node("programs").isPresent();
        if (conditions.isEmpty() && !namesPrograms) {
            fields.problem(
                    fields.place(),
                    "A deny needs one of programs, targets, groups, people, channels, times; targets: [\"*\"]"
                            + " is everything.");
        }
        return new Deny(id, Set.copyOf(fields.texts("programs")), conditions);
    }
}
