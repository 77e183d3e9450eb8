package sallyport;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sallyport.policy.Groups;
import sallyport.policy.TextVersion;
import sallyport.request.Person;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is in which group, as the audit trail keeps it.
 *
 * @param groups members as {@code team/user}, by group
 */
record People(SortedMap<String, SortedSet<String>> groups) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static People of(Groups configured) {
        var groups = new TreeMap<String, SortedSet<String>>();
        configured.names().forEach(name -> groups.put(name, members(configured, name)));
        return new People(groups);
    }

    private static SortedSet<String> members(Groups configured, String name) {
        return configured.members(name).stream().map(People::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String id(Person person) {
        return person.teamId() + "/" + person.userId();
    }

    /** Reads what {@link #text} wrote. */
    static People read(String text) {
        return new People(JSON.readValue(text, new TypeReference<TreeMap<String, SortedSet<String>>>() {}));
    }

    /** One JSON object, groups and members in alphabetical order: the same people always give the same text. */
    String text() {
        return JSON.writeValueAsString(groups);
    }

    /** SHA-256 of the text in UTF-8, as 64 lower-case hexadecimal digits. */
    String version() {
        return TextVersion.of(text());
    }

    /** Who left a group and who joined one, group by group. */
    List<String> changesTo(People after) {
        var names = new TreeSet<>(groups.keySet());
        names.addAll(after.groups.keySet());
        var changes = new ArrayList<String>();
        for (var name : names) {
            without(in(name), after.in(name)).forEach(member -> changes.add("- " + member + " left " + name));
            without(after.in(name), in(name)).forEach(member -> changes.add("+ " + member + " joined " + name));
        }
        return changes;
    }

    private SortedSet<String> in(String group) {
        return groups.getOrDefault(group, new TreeSet<>());
    }

    private static SortedSet<String> without(SortedSet<String> members, SortedSet<String> others) {
        var rest = new TreeSet<>(members);
        rest.removeAll(others);
        return rest;
    }
}
