package sallyport.aws;

import java.util.Optional;

/** How a target's account is entered. */
public sealed interface AccountAccess {
    /** With the process's own credentials as they are, for reads and for runs; no run is narrowed to its task. */
    record Own() implements AccountAccess {}

    /**
     * By assuming roles there.
     *
     * @param reading looks, and need not be able to start anything
     * @param running starts commands and ends them; without one the target can only be read
     * @param externalId what the trust policies ask for, if they do
     * @param attribution what else a run tells AWS about itself
     */
    record Roles(RoleArn reading, Optional<RoleArn> running, Optional<String> externalId, RunAttribution attribution)
            implements AccountAccess {}
}
