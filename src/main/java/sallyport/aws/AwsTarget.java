package sallyport.aws;

import java.util.Optional;
import sallyport.request.Alias;

/**
 * A configured target and the way into its account.
 *
 * @param roleArn the role to assume there; without one the process's own credentials are used as they are, and no run
 *     is narrowed to its task
 * @param externalId what that role's trust policy asks for, if it does
 */
public record AwsTarget(Alias alias, Optional<String> roleArn, Optional<String> externalId) {
    /** The same way into the account, to a place in the target. */
    AwsTarget at(Alias place) {
        return new AwsTarget(place, roleArn, externalId);
    }
}
