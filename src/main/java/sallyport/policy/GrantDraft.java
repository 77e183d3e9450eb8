package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A grant that a policy does not have yet, as narrow as the ask that it is for.
 *
 * @param id unlike those of all other rules
 * @param target the alias, or {@code cluster/service}
 * @param groups of whom asks; the first is granted, the others are offered instead
 * @param approvers the group of which somebody has to agree; empty for what is done at once
 */
record GrantDraft(
        String id,
        Subject subject,
        String target,
        Optional<String> container,
        List<String> groups,
        String channel,
        Optional<String> approvers) {
    /**
     * What it grants.
     *
     * @param key of the file
     */
    record Subject(String key, String name) {
        static Subject command(String name) {
            return new Subject("command", name);
        }

        static Subject capability(String word) {
            return new Subject("capability", word);
        }
    }

    GrantDraft {
        groups = List.copyOf(groups);
    }

    /** Lines of the file, without what comes before an entry. */
    List<String> lines() {
        var lines = new ArrayList<>(List.of(
                "- id: " + YamlWords.name(id),
                "  " + subject.key() + ": " + YamlWords.name(subject.name()),
                "  targets: [" + YamlWords.name(target) + "]"));
        container.ifPresent(name -> lines.add("  containers: [" + YamlWords.name(name) + "]"));
        lines.add("  groups: [" + YamlWords.name(groups.getFirst()) + "]" + otherGroups());
        lines.add("  channels: [" + YamlWords.name(channel) + "] # where it was asked; any channel without this line");
        approvers.ifPresent(
                group -> lines.add("  approval: { all_of: [{ group: " + YamlWords.name(group) + ", count: 1 }] }"));
        return List.copyOf(lines);
    }

    private String otherGroups() {
        return groups.size() == 1
                ? ""
                : groups.stream().skip(1).map(YamlWords::name).collect(Collectors.joining(", ", " # or of: ", ""));
    }
}
