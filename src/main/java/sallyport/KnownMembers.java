package sallyport;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.policy.Groups;
import sallyport.request.Person;

/**
 * Who was in which user group of Slack when Slack last said so. Immutable.
 *
 * @param groups those that Slack ever told of
 */
record KnownMembers(Map<String, Known> groups) {
    /**
     * How long those who were last known to be in a group count, when Slack no longer says who is. Long enough for a
     * short outage of Slack; who was taken out of the group meanwhile counts no longer than this.
     */
    static final Duration HOLD = Duration.ofMinutes(10);

    static final KnownMembers NOTHING = new KnownMembers(Map.of());

    /** @param asked when Slack was asked: what changed later is not in it */
    record Known(Set<Person> members, Instant asked) {
        Known {
            members = Set.copyOf(members);
        }
    }

    KnownMembers {
        groups = Map.copyOf(groups);
    }

    /** With what Slack said now; what it did not tell of stays as old as it is. */
    KnownMembers with(Map<String, Set<Person>> read, Instant asked) {
        var all = new HashMap<>(groups);
        read.forEach((name, members) -> all.put(name, new Known(members, asked)));
        return new KnownMembers(all);
    }

    /** The groups that may be relied on at a moment. */
    Map<String, Set<Person>> at(Instant moment) {
        return groups.entrySet().stream()
                .filter(entry -> moment.isBefore(entry.getValue().asked().plus(HOLD)))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().members()));
    }

    /** Until when a group may be relied on if Slack says nothing more; empty if that is over or never was. */
    Optional<Instant> heldUntil(String group, Instant moment) {
        return Optional.ofNullable(groups.get(group))
                .map(known -> known.asked().plus(HOLD))
                .filter(moment::isBefore);
    }

    /** Everybody, however old: what the audit trail keeps. */
    People people() {
        return People.of(new Groups(groups.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().members()))));
    }
}
