package sallyport.sandbox.aws.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a request in the query protocol: a form in which {@code Name.member.1.Key} is the key of the first of
 * a list; EC2 leaves the {@code member} out.
 */
final class QueryMembers {
    private final Map<String, String> members;

    private QueryMembers(Map<String, String> members) {
        this.members = members;
    }

    static QueryMembers parse(String form) {
        var members = new LinkedHashMap<String, String>();
        for (var pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            members.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new QueryMembers(members);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String action() {
        return members.getOrDefault("Action", "");
    }

    String version() {
        return members.getOrDefault("Version", "");
    }

    /**
     * Refuses what an operation does not simulate, which the services would not do, so that nothing is silently
     * ignored.
     *
     * @throws Refusal if there is a member of another name
     */
    QueryMembers only(String... names) {
        var known = Set.of(names);
        members.keySet().stream()
                .map(name -> name.split("\\.", 2)[0])
                .filter(name -> !known.contains(name) && !name.equals("Action") && !name.equals("Version"))
                .findAny()
                .ifPresent(name -> {
                    throw Refusal.of("ValidationError", "The sandbox does not simulate the parameter " + name);
                });
        return this;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** Those that are a text of their own. */
    ObjectNode json() {
        var json = Json.object();
        members.forEach(json::put);
        return json;
    }

    String required(String name) {
        return text(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> Refusal.of("ValidationError", name + " is missing"));
    }

    /** A list of texts, in its order. */
    List<String> texts(String name) {
        return structures(name).stream()
                .map(each -> each.members.getOrDefault("", ""))
                .toList();
    }

    /** A list of structures, in its order; the members of each are named from there on. */
    List<QueryMembers> structures(String name) {
        var prefix = name + ".";
        var byIndex = new TreeMap<Integer, Map<String, String>>();
        members.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                var rest = key.substring(prefix.length()).replaceFirst("^member\\.", "");
                int dot = rest.indexOf('.');
                var index = dot < 0 ? rest : rest.substring(0, dot);
                if (!index.matches("\\d{1,5}")) {
                    throw Refusal.of("MalformedInput", key + " is not an element of a list");
                }
                byIndex.computeIfAbsent(Integer.valueOf(index), absent -> new LinkedHashMap<>())
                        .put(dot < 0 ? "" : rest.substring(dot + 1), value);
            }
        });
        return byIndex.values().stream().map(QueryMembers::new).collect(Collectors.toCollection(ArrayList::new));
    }
}
