package sallyport;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sallyport.policy.Names;
import sallyport.slack.UserGroupId;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Scalar;

/**
 * The groups of the policy that are user groups of Slack.
 *
 * @param ids which ones, by the names that the policy has for them
 * @param pace how often they are read; only a test shortens it
 */
record SlackGroups(Map<String, UserGroupId> ids, UserGroupPace pace) {
    private static final String KEY = "slack_groups";

    SlackGroups {
        ids = Map.copyOf(ids);
    }

    /**
     * Reads {@code people.slack_groups}.
     *
     * @param listed the names of the groups whose members the configuration lists
     */
    static Map<String, UserGroupId> ids(YamlFields people, Set<String> listed) {
        var ids = new HashMap<String, UserGroupId>();
        people.fields(KEY)
                .ifPresent(fields -> people.named(KEY).forEach(entry -> {
                    refusal(entry.key(), listed).ifPresent(why -> fields.problem(entry, why));
                    fields.scalar(entry.key())
                            .flatMap(scalar -> id(fields, scalar))
                            .ifPresent(id -> ids.put(entry.key(), id));
                }));
        return ids;
    }

    private static Optional<String> refusal(String name, Set<String> listed) {
        if (listed.contains(name)) {
            return Optional.of(
                    name + " is a group whose members are listed already. Give one of the two another name.");
        }
        return Names.isName(name) ? Optional.empty() : Optional.of(Names.refusal(name));
    }

    private static Optional<UserGroupId> id(YamlFields fields, Scalar scalar) {
        var id = UserGroupId.read(scalar.text());
        if (id.isEmpty()) {
            fields.problem(scalar, scalar.text() + " is not the id of a user group such as S0123ABCD.");
        }
        return id;
    }

    /** Reads the pace that a test asks for. */
    static Optional<UserGroupPace> pace(YamlFields testing) {
        return testing.integer(
                        "slack_groups_ms",
                        1,
                        Math.toIntExact(UserGroupPace.DEFAULT.every().toMillis()))
                .map(Duration::ofMillis)
                .map(UserGroupPace::of);
    }
}
