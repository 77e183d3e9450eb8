package sallyport.request;

import static java.util.Objects.requireNonNull;

/**
 * A human being as Slack knows them. Two people are the same exactly when both ids are equal; names and e-mail
 * addresses are for display and take no part in any decision.
 *
 * @param teamId the workspace, {@code T…} or {@code E…}
 * @param userId the member, {@code U…} or {@code W…}
 */
public record Person(String teamId, String userId) {
    public Person {
        requireNonNull(teamId, "teamId");
        requireNonNull(userId, "userId");
        if (teamId.isBlank() || userId.isBlank()) {
            throw new IllegalArgumentException("a person needs a team id and a user id");
        }
    }
}
