package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.policy.PolicyWarning.Kind;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Entry;
import sallyport.yaml.YamlNode.Scalar;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

/** A policy's file once more, as it is written: where everything stands. The rules themselves know no places. */
record PolicyTree(List<WrittenCommand> commands, List<WrittenGrant> grants) {
    /** @param argv as long as the command's arguments, each the text that one of them was read from */
    record WrittenCommand(Entry entry, Command command, List<Scalar> argv, Set<Kind> accepted) {}

    /**
     * @param capabilities the words as written, each with its place
     * @param targets the globs as written, each with its place
     */
    record WrittenGrant(Scalar id, List<Scalar> capabilities, List<Scalar> targets) {}

    /** Reads the text that the policy was read from, so there are no problems to collect. */
    static PolicyTree of(Policy policy) {
        var root = Yaml.read(policy.text()) instanceof YamlReading.Read(var read)
                ? YamlFields.of(read, new ArrayList<YamlProblem>())
                : Optional.<YamlFields>empty();
        return new PolicyTree(
                root.stream()
                        .flatMap(fields -> fields.named("commands").stream())
                        .flatMap(PolicyTree::command)
                        .toList(),
                root.stream()
                        .flatMap(fields -> fields.list("grants").stream())
                        .flatMap(PolicyTree::grant)
                        .toList());
    }

    private static Stream<WrittenCommand> command(Entry entry) {
        var unused = new ArrayList<YamlProblem>();
        var read = new CommandReader(entry, unused).read();
        return YamlFields.of(entry.value(), unused).stream()
                .flatMap(fields -> read.stream()
                        .map(command ->
                                new WrittenCommand(entry, command, fields.scalars("argv"), Acceptance.read(fields))));
    }

    private static Stream<WrittenGrant> grant(YamlFields fields) {
        return fields.scalar("id").stream()
                .map(id -> new WrittenGrant(id, GrantReader.capabilities(fields), fields.scalars("targets")));
    }

    /** Where a rule's id stands. */
    Scalar place(String id) {
        return grant(id).id();
    }

    WrittenGrant grant(String id) {
        return grants.stream()
                .filter(grant -> grant.id().text().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
