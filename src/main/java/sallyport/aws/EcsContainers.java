package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;
import sallyport.run.Containers;
import sallyport.run.Opening;
import sallyport.run.Resolution;
import sallyport.run.RunIdentity;
import sallyport.run.RunningTasks;
import sallyport.run.SessionListener;
import sallyport.run.StartRight;
import sallyport.run.Witness;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/** Containers reached through ECS Exec: {@code ExecuteCommand}, once, and then the session's data channel. */
final class EcsContainers implements Containers {
    private final AwsTargets targets;
    private final TargetResolver resolver;
    private final RunCredentials credentials;
    private final CommandStart start;
    private final EcsSessions sessions;
    private final SessionTermination termination;
    private final SessionWitness witness;
    private final AwsClock clock;

    EcsContainers(AwsTargets targets, AwsClients clients, TargetResolver resolver, EcsSessions sessions) {
        this.targets = targets;
        this.resolver = resolver;
        this.credentials = new RunCredentials(clients);
        this.start = new CommandStart(clients);
        this.sessions = sessions;
        this.termination = new SessionTermination(clients);
        this.witness = new SessionWitness(clients);
        this.clock = clients.clock();
    }

    @Override
    public Resolution resolve(Selector selector) {
        var reason = onlyReads(selector);
        if (reason.isPresent()) {
            return new Resolution.Impossible(reason.get());
        }
        return resolver.resolve(selector);
    }

    @Override
    public RunningTasks tasks(Selector selector) {
        return onlyReads(selector)
                .<RunningTasks>map(RunningTasks.Impossible::new)
                .orElseGet(() -> resolver.tasks(selector));
    }

    private Optional<StartFailure> onlyReads(Selector selector) {
        return targets.find(selector.alias())
                .filter(configured -> !configured.runsCommands())
                .map(configured -> new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, configured.onlyReads()));
    }

    @Override
    public Opening open(
            RunIdentity run, Target target, String commandLine, StartRight right, SessionListener listener) {
        return runnable(target)
                .map(configured -> open(run, configured, target, commandLine, right, listener))
                .orElseGet(() -> refused(
                        StartFailure.Kind.NO_SUCH_TARGET,
                        "The target " + target.alias() + " is no longer configured as it was. Ask again."));
    }

    /** The configured target, if it still is the same place and commands can be started there. */
    private Optional<AwsTarget> runnable(Target target) {
        return targets.find(target).filter(AwsTarget::runsCommands);
    }

    private Opening open(
            RunIdentity run,
            AwsTarget configured,
            Target target,
            String commandLine,
            StartRight right,
            SessionListener listener) {
        AwsCredentials own;
        try {
            own = credentials.obtain(run, configured, target);
        } catch (SdkException e) {
            var failure = AwsErrors.explain("getting credentials for " + target.alias(), e);
            return refused(StartFailure.Kind.AWS_REFUSED, failure.sentence());
        }
        if (!right.holds()) {
            return refused(
                    StartFailure.Kind.TOO_LATE,
                    "Getting ready to start it took too long, so nothing was sent to AWS. Ask again.");
        }
        return switch (start.start(configured, target, commandLine, own)) {
            case CommandStart.Answer.Accepted(var session) -> {
                BooleanSupplier end = () -> terminate(run, configured, target, session.sessionId());
                yield new Opening.Opened(sessions.attend(configured, target, session, own, end, listener));
            }
            case CommandStart.Answer.Refused(var cause) -> new Opening.Refused(cause);
            case CommandStart.Answer.Unanswered(var cause) -> new Opening.Unanswered(cause);
        };
    }

    private static Opening refused(StartFailure.Kind kind, String sentence) {
        return new Opening.Refused(new StartFailure(kind, sentence));
    }

    private boolean terminate(RunIdentity run, AwsTarget configured, Target target, String sessionId) {
        return termination.terminate(configured, sessionId, () -> credentials.obtain(run, configured, target));
    }

    @Override
    public boolean terminate(RunIdentity run, Target target, String sessionId) {
        return runnable(target)
                .map(configured -> terminate(run, configured, target, sessionId))
                .orElse(false);
    }

    @Override
    public Witness witness(RequestId run, Target target, Instant claimedAt) {
        return targets.find(target)
                .map(configured -> witness.look(run, configured, target, claimedAt))
                .orElseGet(() ->
                        new Witness.Unanswered("The target " + target.alias() + " is no longer configured as it was."));
    }

    @Override
    public Optional<Duration> clockSkew() {
        return clock.skew();
    }
}
