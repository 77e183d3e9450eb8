package sallyport.aws;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.Target;
import sallyport.run.Session;
import sallyport.run.SessionListener;
import sallyport.ssm.DataChannel;
import sallyport.ssm.OpenRequest;
import sallyport.ssm.StreamUrl;
import sallyport.ssm.TerminalSize;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The data channels of sessions that ECS opened.
 *
 * <p>From the moment ECS accepts the command it may be running, whether or not its output can be read. So a session
 * whose stream URL is not one we may connect to, or whose channel cannot be opened, is not a refusal: it is terminated,
 * and its listener hears that the connection is lost and whether AWS confirmed the end.
 */
final class EcsSessions {
    private static final Logger LOG = LoggerFactory.getLogger(EcsSessions.class);

    /** Wide enough that {@code ps} and its like cut no lines. */
    private static final TerminalSize TERMINAL = new TerminalSize(200, 50);

    private final AwsEndpoints endpoints;
    private final SdkHttpClient http;
    private final TaskWatch tasks;
    private final HttpClient webSockets;
    private final Clock clock;

    /** @param http for the keys of encrypted sessions */
    EcsSessions(AwsEndpoints endpoints, SdkHttpClient http, TaskWatch tasks, HttpClient webSockets, Clock clock) {
        this.endpoints = endpoints;
        this.http = http;
        this.tasks = tasks;
        this.webSockets = webSockets;
        this.clock = clock;
    }

    /**
     * Connects to a session; the listener hears all that comes of it.
     *
     * @param opened what {@code ExecuteCommand} answered
     * @param own the run's credentials, which sign the upgrade
     * @param termination asks AWS to end the session, and says whether AWS confirmed
     */
    Session attend(
            AwsTarget configured,
            Target target,
            software.amazon.awssdk.services.ecs.model.Session opened,
            AwsCredentials own,
            BooleanSupplier termination,
            SessionListener listener) {
        var id = opened.sessionId();
        return switch (StreamUrl.parse(opened.streamUrl(), endpoints.stream(target.region()), id)) {
            case StreamUrl.Parsed.Accepted(var url) -> {
                var channel = new SessionChannel(listener, () -> tasks.stopped(configured, target.task()), termination);
                var request = request(url, opened.tokenValue(), target, own);
                var dataChannel = DataChannel.open(request, webSockets, clock, channel);
                channel.opened(dataChannel::close);
                yield new EcsSession(id, Optional.of(dataChannel), termination);
            }
            case StreamUrl.Parsed.Refused(var reason) -> unreadable(id, reason, termination, listener);
        };
    }

    private OpenRequest request(StreamUrl url, String token, Target target, AwsCredentials own) {
        return new OpenRequest(
                url,
                token,
                SessionNames.targetId(target),
                TERMINAL,
                new SignedUpgrade(own, target.region(), clock),
                new KmsDataKeys(http, endpoints.kms(target.region()), target.region(), own),
                OpenRequest.DEFAULT_CLIENT_VERSION);
    }

    /** The listener is told on a thread of its own, as by a channel, since telling waits for AWS. */
    private static Session unreadable(String id, String reason, BooleanSupplier termination, SessionListener listener) {
        LOG.atError().addKeyValue("session", id).log("session.stream-url.refused: " + reason);
        var cause = "AWS named a place for the session's output to which we do not connect: " + reason + ".";
        Thread.ofVirtual()
                .name("unreadable-" + id)
                .start(() -> listener.ended(SessionChannel.lost(cause, termination)));
        return new EcsSession(id, Optional.empty(), termination);
    }
}
