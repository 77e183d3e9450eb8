package sallyport.aws;

import java.time.Duration;
import sallyport.request.RequestId;
import sallyport.request.Target;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Credentials for one run. With a role they are assumed for this run alone, under the run's id, so that CloudTrail
 * names it, and narrowed by {@link SessionPolicy}. Without a role they are the process's own and nothing narrows them.
 */
final class RunCredentials {
    /** How long they hold: the least that STS gives. A later need, such as a stop, assumes the role afresh. */
    private static final Duration VALID_FOR = Duration.ofMinutes(15);

    private final AwsClients clients;

    RunCredentials(AwsClients clients) {
        this.clients = clients;
    }

    /** @throws SdkException when there are none to be had; nothing has been started then */
    AwsCredentials obtain(RequestId run, AwsTarget configured, Target target) {
        return configured
                .roleArn()
                .map(role -> assume(role, run, configured, target))
                .orElseGet(() -> clients.base().resolveCredentials());
    }

    private AwsCredentials assume(String role, RequestId run, AwsTarget configured, Target target) {
        var answer = clients.sts(configured).assumeRole(request -> {
            request.roleArn(role)
                    .roleSessionName(run.value())
                    .durationSeconds(Math.toIntExact(VALID_FOR.toSeconds()))
                    .policy(SessionPolicy.of(target));
            configured.externalId().ifPresent(request::externalId);
        });
        return credentials(answer.credentials());
    }

    private static AwsCredentials credentials(Credentials assumed) {
        return AwsSessionCredentials.create(assumed.accessKeyId(), assumed.secretAccessKey(), assumed.sessionToken());
    }
}
