package sallyport.slack;

import com.slack.api.model.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import sallyport.approval.Directory;
import sallyport.approval.Standing;
import sallyport.request.Person;

/**
 * Asks Slack who somebody is, at most once in {@link #FRESH} each. Whoever is no full member is barred, whatever groups
 * they are in, Slack's own user groups too. When Slack does not answer, nobody is vouched for, and that answer is not
 * kept. Safe for use by many threads.
 */
public final class SlackDirectory implements Directory {
    /** How old an answer may be. */
    static final Duration FRESH = Duration.ofSeconds(60);

    private final SlackApi slack;
    private final Set<String> teamIds;
    private final Function<Person, Set<String>> groups;
    private final InstantSource clock;
    private final Map<Person, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<String> barredBecause, Instant until) {}

    public SlackDirectory(
            SlackApi slack, Set<String> teamIds, Function<Person, Set<String>> groups, InstantSource clock) {
        this.slack = slack;
        this.teamIds = Set.copyOf(teamIds);
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public Standing lookUp(Person person) {
        if (!teamIds.contains(person.teamId())) {
            return new Standing.Barred("people of another workspace may not take part");
        }
        var fresh = known.get(person);
        return fresh != null && clock.instant().isBefore(fresh.until()) ? standing(person, fresh) : ask(person);
    }

    private Standing ask(Person person) {
        return switch (slack.user(person.userId())) {
            case Called.Ok<User>(var user) -> remember(person, objection(user));
            case Called.Refused<User>(var error)
            when error.equals("user_not_found") -> remember(person, Optional.of("Slack does not know this person"));
            case Called.Refused<User>(var error) -> new Standing.Unverifiable("Slack answered " + error);
            case Called.RateLimited<User> _ -> new Standing.Unverifiable("Slack is being asked too often");
            case Called.Unanswered<User>(var cause) -> new Standing.Unverifiable(cause);
        };
    }

    private Standing remember(Person person, Optional<String> objection) {
        var now = clock.instant();
        known.values().removeIf(old -> !now.isBefore(old.until()));
        var answer = new Known(objection, now.plus(FRESH));
        known.put(person, answer);
        return standing(person, answer);
    }

    private Standing standing(Person person, Known answer) {
        return answer.barredBecause()
                .<Standing>map(Standing.Barred::new)
                .orElseGet(() -> new Standing.Member(groups.apply(person)));
    }

    private Optional<String> objection(User user) {
        if (user.isDeleted()) {
            return Optional.of("deactivated accounts may not take part");
        }
        if (user.isRestricted() || user.isUltraRestricted()) {
            return Optional.of("guests may not take part");
        }
        if (user.isBot() || user.isWorkflowBot()) {
            return Optional.of("bots may not take part");
        }
        if (user.isStranger() || isOfAnotherTeam(user)) {
            return Optional.of("people of another workspace may not take part");
        }
        return Optional.empty();
    }

    private boolean isOfAnotherTeam(User user) {
        return user.getTeamId() != null && !teamIds.contains(user.getTeamId());
    }
}
