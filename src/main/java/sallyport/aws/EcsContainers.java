package sallyport.aws;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;
import sallyport.run.Containers;
import sallyport.run.Opening;
import sallyport.run.Resolution;
import sallyport.run.SessionListener;
import sallyport.ssm.DataChannel;
import sallyport.ssm.DataKeys;
import sallyport.ssm.OpenRequest;
import sallyport.ssm.StreamEndpoint;
import sallyport.ssm.StreamUrl;
import sallyport.ssm.TerminalSize;
import sallyport.watch.Finding;
import sallyport.watch.StopCause;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.ecs.model.Session;

/**
 * Containers reached through ECS Exec: {@code ExecuteCommand}, once, and then the session's data channel.
 *
 * <p>From the moment ECS accepts the command it may be running, whether or not its output can be read. So a session
 * whose stream URL is not one we may connect to, or whose channel cannot be opened, is not a refusal: it is opened, is
 * terminated, and its listener hears that the connection is lost.
 */
final class EcsContainers implements Containers {
    private static final Logger LOG = LoggerFactory.getLogger(EcsContainers.class);

    /** Wide enough that {@code ps} and its like cut no lines. */
    private static final TerminalSize TERMINAL = new TerminalSize(200, 50);

    private final AwsTargets targets;
    private final AwsOptions options;
    private final EcsReader reader;
    private final TargetResolver resolver;
    private final RunCredentials credentials;
    private final CommandStart start;
    private final SessionTermination termination;
    private final AwsClients clients;
    private final HttpClient webSockets;
    private final Clock clock;

    EcsContainers(
            AwsTargets targets,
            AwsOptions options,
            AwsClients clients,
            EcsReader reader,
            HttpClient webSockets,
            Clock clock,
            Pause pause) {
        this.targets = targets;
        this.options = options;
        this.clients = clients;
        this.reader = reader;
        this.resolver = new TargetResolver(targets, reader, pause);
        this.credentials = new RunCredentials(clients);
        this.start = new CommandStart(clients);
        this.termination = new SessionTermination(clients);
        this.webSockets = webSockets;
        this.clock = clock;
    }

    @Override
    public Resolution resolve(Selector selector) {
        return resolver.resolve(selector);
    }

    @Override
    public Opening open(RequestId run, Target target, String commandLine, SessionListener listener) {
        return targets.find(target)
                .map(configured -> open(run, configured, target, commandLine, listener))
                .orElseGet(() -> new Opening.Refused(new StartFailure(
                        StartFailure.Kind.NO_SUCH_TARGET,
                        "The target " + target.alias() + " is no longer configured as it was. Ask again.")));
    }

    private Opening open(
            RequestId run, AwsTarget configured, Target target, String commandLine, SessionListener listener) {
        AwsCredentials own;
        try {
            own = credentials.obtain(run, configured, target);
        } catch (SdkException e) {
            var failure = AwsErrors.explain("getting credentials for " + target.alias(), e);
            return new Opening.Refused(new StartFailure(StartFailure.Kind.AWS_REFUSED, failure.sentence()));
        }
        return switch (start.start(configured, target, commandLine, own)) {
            case CommandStart.Answer.Accepted(var session) ->
                attend(target, session, own, () -> terminate(run, configured, target, session.sessionId()), listener);
            case CommandStart.Answer.Refused(var cause) -> new Opening.Refused(cause);
            case CommandStart.Answer.Unanswered(var cause) -> new Opening.Unanswered(cause);
        };
    }

    private Opening attend(
            Target target, Session session, AwsCredentials own, BooleanSupplier end, SessionListener listener) {
        return switch (StreamUrl.parse(session.streamUrl(), endpoint(target), session.sessionId())) {
            case StreamUrl.Parsed.Accepted(var url) -> {
                var request = new OpenRequest(
                        url,
                        session.tokenValue(),
                        targetId(target),
                        TERMINAL,
                        new SignedUpgrade(own, target.region(), clock),
                        DataKeys.unsupported(),
                        OpenRequest.DEFAULT_CLIENT_VERSION);
                var ears = new SessionChannel(listener, () -> stopped(target), end);
                var channel = DataChannel.open(request, webSockets, clock, ears);
                ears.opened(channel);
                yield new Opening.Opened(new EcsSession(session.sessionId(), Optional.of(channel), end));
            }
            case StreamUrl.Parsed.Refused(var reason) -> unreadable(session, reason, end, listener);
        };
    }

    /** Tells the listener on a thread of its own, as a channel would: it hears nothing while {@code open} runs. */
    private static Opening unreadable(Session session, String reason, BooleanSupplier end, SessionListener listener) {
        LOG.atError().addKeyValue("session", session.sessionId()).log("session.stream-url.refused: " + reason);
        var cause = "AWS named a place for the session's output to which we do not connect: " + reason + ".";
        Thread.ofVirtual()
                .name("unreadable-" + session.sessionId())
                .start(() -> listener.ended(SessionChannel.lost(cause, end)));
        return new Opening.Opened(new EcsSession(session.sessionId(), Optional.empty(), end));
    }

    private StreamEndpoint endpoint(Target target) {
        return options.endpointOverride()
                .<StreamEndpoint>map(EcsContainers::overridden)
                .orElseGet(() -> new StreamEndpoint.Aws(
                        target.region(),
                        RegionMetadata.of(Region.of(target.region()))
                                .partition()
                                .dnsSuffix()));
    }

    private static StreamEndpoint overridden(URI endpoint) {
        var scheme = endpoint.getScheme().equals("https") ? "wss" : "ws";
        return new StreamEndpoint.Exactly(URI.create(scheme + "://" + endpoint.getRawAuthority()));
    }

    /** The name under which the agent knows the container; part of the encryption context of an encrypted session. */
    private static String targetId(Target target) {
        return "ecs:" + target.clusterName() + "_" + target.taskId() + "_" + target.runtimeId();
    }

    private Optional<String> stopped(Target target) {
        var configured = targets.find(target).orElseThrow();
        try {
            var task = reader.task(configured, target.task());
            return task.isPresent() && "RUNNING".equals(task.get().lastStatus())
                    ? Optional.empty()
                    : Optional.of("Task " + target.taskId() + " stopped while the command ran. "
                            + task.flatMap(now -> StopCause.of(EcsStates.task(now)))
                                    .map(Finding::what)
                                    .orElse(""));
        } catch (SdkException e) {
            LOG.atInfo()
                    .addKeyValue("task", target.taskId())
                    .log("session.task.not-looked-up: "
                            + AwsErrors.explain("looking up the task", e).sentence());
            return Optional.empty();
        }
    }

    private boolean terminate(RequestId run, AwsTarget configured, Target target, String sessionId) {
        return termination.terminate(configured, sessionId, () -> credentials.obtain(run, configured, target));
    }

    /** Uses the target's role as the reads do: which run the session belonged to is not known here. */
    @Override
    public boolean terminate(Target target, String sessionId) {
        return targets.find(target)
                .map(configured -> termination.terminate(configured, sessionId, clients.credentials(configured)))
                .orElse(false);
    }
}
