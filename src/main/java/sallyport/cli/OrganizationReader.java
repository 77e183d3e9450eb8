package sallyport.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.policy.Groups;
import sallyport.policy.OnCallReading;
import sallyport.policy.OnCallSchedules;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Entry;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

/**
 * Reads of {@code sallyport.yml}, and of the schedules it names, who is in which group and which targets there are, and
 * nothing else: the tools for policies work where its secrets are not. What else is wrong with the file, the start
 * says.
 */
final class OrganizationReader {
    private final List<YamlProblem> problems = new ArrayList<>();
    private Optional<String> onCall = Optional.empty();

    private OrganizationReader() {}

    /** The organization in the file that is named, and {@link Organization#UNKNOWN} where none is. */
    static Optional<Organization> read(Optional<Path> file, PrintWriter err, String undone) {
        return file.map(named -> read(named, err, undone)).orElseGet(() -> Optional.of(Organization.UNKNOWN));
    }

    /** The organization in a configuration file, or empty after saying why there is none. */
    static Optional<Organization> read(Path file, PrintWriter err, String undone) {
        return PolicySource.textOr(file, err, undone).flatMap(text -> {
            var reader = new OrganizationReader();
            var organization = reader.read(text);
            if (!reader.problems.isEmpty()) {
                return complain(file, reader.problems, err, undone);
            }
            return organization.flatMap(known -> reader.onCall
                    .map(named -> onCall(file.resolveSibling(named), known, err, undone))
                    .orElse(Optional.of(known)));
        });
    }

    private static Optional<Organization> onCall(Path file, Organization known, PrintWriter err, String undone) {
        return PolicySource.textOr(file, err, undone)
                .flatMap(text -> switch (OnCallSchedules.read(text, known.teams(), known.configured())) {
                    case OnCallReading.Read(var schedules) -> Optional.of(known.with(schedules));
                    case OnCallReading.Broken(var problems) -> complain(file, problems, err, undone);
                });
    }

    private static Optional<Organization> complain(
            Path file, List<YamlProblem> problems, PrintWriter err, String undone) {
        PolicySource.complain(file, problems, err);
        err.println(undone);
        return Optional.empty();
    }

    private Optional<Organization> read(String text) {
        return switch (Yaml.read(text)) {
            case YamlReading.Broken(var problem) -> {
                problems.add(problem);
                yield Optional.empty();
            }
            case YamlReading.Read(var root) -> YamlFields.of(root, problems).map(this::organization);
        };
    }

    private Organization organization(YamlFields file) {
        var teams = file.fields("slack")
                .map(slack -> Set.copyOf(slack.texts("team_ids")))
                .orElse(Set.of());
        var targets = file.named("targets").stream()
                .flatMap(entry -> target(entry).stream())
                .toList();
        onCall = file.fields("people").flatMap(people -> people.text("on_call"));
        var slackGroups = file.fields("people").stream()
                .flatMap(people -> people.named("slack_groups").stream())
                .map(Entry::key)
                .collect(Collectors.toUnmodifiableSet());
        return new Organization(
                groups(file, teams), slackGroups, OnCallSchedules.none(), new Aliases(targets), teams, true, true);
    }

    private static Groups groups(YamlFields file, Set<String> teams) {
        Map<String, Set<Person>> groups = new HashMap<>();
        file.fields("people").ifPresent(people -> {
            people.fields("groups")
                    .ifPresent(named -> people.named("groups")
                            .forEach(group -> groups.put(group.key(), people(named.texts(group.key()), teams))));
            groups.computeIfAbsent(Groups.ADMINS, _ -> new HashSet<>()).addAll(people(people.texts("admins"), teams));
        });
        return new Groups(groups);
    }

    private static Set<Person> people(List<String> users, Set<String> teams) {
        var people = new HashSet<Person>();
        users.forEach(user -> teams.forEach(team -> people.add(new Person(team, user))));
        return people;
    }

    private Optional<Alias> target(Entry entry) {
        return YamlFields.of(entry.value(), problems).flatMap(fields -> {
            fields.require("cluster", "service");
            return fields.text("cluster")
                    .flatMap(cluster -> fields.text("service")
                            .map(service -> new Alias(
                                    entry.key(),
                                    fields.text("account").orElse("?"),
                                    fields.text("region").orElse("?"),
                                    cluster,
                                    service,
                                    fields.text("container"),
                                    fields.text("owner_channel").map(ChannelId::new))));
        });
    }
}
