package sallyport.aws;

import java.util.Optional;
import sallyport.request.Alias;

/**
 * A configured target and the way into its account.
 *
 * @param access as whom it is read and run in
 */
public record AwsTarget(Alias alias, AccountAccess access) {
    /**
     * With one role for reads and runs, or none.
     *
     * @param roleArn without one the process's own credentials are used
     */
    public AwsTarget(Alias alias, Optional<String> roleArn, Optional<String> externalId) {
        this(
                alias,
                roleArn.map(RoleArn::new)
                        .<AccountAccess>map(role ->
                                new AccountAccess.Roles(role, Optional.of(role), externalId, RunAttribution.NONE))
                        .orElseGet(AccountAccess.Own::new));
    }

    /** Whether commands can be started in it at all. */
    boolean runsCommands() {
        return switch (access) {
            case AccountAccess.Own() -> true;
            case AccountAccess.Roles roles -> roles.running().isPresent();
        };
    }

    /** Why no command can be started in a target that can only be read. */
    String onlyReads() {
        return alias.name()
                + " can only be read: sallyport.yml gives it a read_role and no exec_role. Nothing was asked"
                + " of AWS.";
    }

    /** The role that starts commands, if one does. */
    Optional<RoleArn> runningRole() {
        return roles().flatMap(AccountAccess.Roles::running);
    }

    Optional<AccountAccess.Roles> roles() {
        return switch (access) {
            case AccountAccess.Own() -> Optional.empty();
            case AccountAccess.Roles roles -> Optional.of(roles);
        };
    }

    /** The same way into the account, to a place in the target. */
    AwsTarget at(Alias place) {
        return new AwsTarget(place, access);
    }
}
