package sallyport.aws;

import java.time.Duration;
import java.util.List;
import sallyport.request.Person;
import sallyport.request.RequestId;
import sallyport.request.Target;
import sallyport.run.RunIdentity;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Credentials for one run. With a role they are assumed for this run alone, under the run's id, so that CloudTrail
 * names it, and narrowed by {@link SessionPolicy}. Without a role they are the process's own and nothing narrows them.
 */
final class RunCredentials {
    /** How long they hold: the least that STS gives. A later need, such as a stop, assumes the role afresh. */
    private static final Duration VALID_FOR = Duration.ofMinutes(15);

    /** What CloudTrail shows for a rehearsal: the id that no request has, and nobody. */
    private static final RunIdentity REHEARSAL =
            new RunIdentity(new RequestId("r000000000000"), new Person("sallyport", "sallyport"), List.of());

    private final AwsClients clients;

    RunCredentials(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * @param configured a target in which commands can be started
     * @throws SdkException when there are none to be had; nothing has been started then
     */
    AwsCredentials obtain(RunIdentity run, AwsTarget configured, Target target) {
        return switch (configured.access()) {
            case AccountAccess.Own() -> clients.base().resolveCredentials();
            case AccountAccess.Roles roles -> assume(roles, run, configured, target);
        };
    }

    /**
     * Assumes the role as a run would, with a session that may do nothing, to learn whether a run could.
     *
     * @throws SdkException when it could not
     */
    void rehearse(AwsTarget configured) {
        configured
                .roles()
                .filter(roles -> roles.running().isPresent())
                .ifPresent(roles -> clients.sts(configured)
                        .assumeRole(request(roles, REHEARSAL, configured, SessionPolicy.NOTHING)));
    }

    private AwsCredentials assume(AccountAccess.Roles roles, RunIdentity run, AwsTarget configured, Target target) {
        var request = request(roles, run, configured, SessionPolicy.of(target));
        return credentials(clients.sts(configured).assumeRole(request).credentials());
    }

    private static AssumeRoleRequest request(
            AccountAccess.Roles roles, RunIdentity run, AwsTarget configured, String policy) {
        var role = roles.running().orElseThrow(() -> new IllegalStateException(configured.onlyReads()));
        var request = AssumeRoleRequest.builder()
                .roleArn(role.value())
                .roleSessionName(run.run().value())
                .durationSeconds(Math.toIntExact(VALID_FOR.toSeconds()))
                .policy(policy);
        roles.externalId().ifPresent(request::externalId);
        var tags = roles.attribution().tags(run);
        if (!tags.isEmpty()) {
            request.tags(tags);
        }
        if (roles.attribution().sourceIdentity()) {
            request.sourceIdentity(run.requester().userId());
        }
        return request.build();
    }

    private static AwsCredentials credentials(Credentials assumed) {
        return AwsSessionCredentials.create(assumed.accessKeyId(), assumed.secretAccessKey(), assumed.sessionToken());
    }
}
