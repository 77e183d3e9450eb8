package sallyport.aws;

import java.util.concurrent.RejectedExecutionException;
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
            return unconfirmed(
                    target,
                    sessionId,
                    AwsErrors.explain("terminating session " + sessionId, e).sentence());
        } catch (RejectedExecutionException | IllegalStateException e) {
            // How the SDK and its connection pool answer once they are closed. Whoever waits for the end of the
            // session must hear it even then.
            return unconfirmed(target, sessionId, "Sallyport was shutting down.");
        }
    }

    private static boolean unconfirmed(AwsTarget target, String sessionId, String why) {
        LOG.atWarn()
                .addKeyValue("session", sessionId)
                .addKeyValue("target", target.alias().name())
                .log("ssm.terminate.unconfirmed: " + why);
        return false;
    }
}
