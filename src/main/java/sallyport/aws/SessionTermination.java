package sallyport.aws;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks SSM to end a session, as often as it takes within {@link CallLimits#TERMINATE}. Asking twice does no harm. */
final class SessionTermination {
    private static final Logger LOG = LoggerFactory.getLogger(SessionTermination.class);

    private final AwsClients clients;

    SessionTermination(AwsClients clients) {
        this.clients = clients;
    }

    /** Whether AWS confirmed it. */
    boolean terminate(AwsTarget target, String sessionId, AwsCredentialsProvider credentials) {
        try {
            clients.ssm(target)
                    .terminateSession(request -> request.sessionId(sessionId)
                            .overrideConfiguration(config -> config.credentialsProvider(credentials)));
            return true;
        } catch (SdkException e) {
            var failure = AwsErrors.explain("terminating session " + sessionId, e);
            LOG.atWarn()
                    .addKeyValue("session", sessionId)
                    .addKeyValue("target", target.alias().name())
                    .log("ssm.terminate.unconfirmed: " + failure.sentence());
            return false;
        }
    }
}
