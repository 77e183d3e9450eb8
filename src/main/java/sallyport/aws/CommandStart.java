package sallyport.aws;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.StartFailure;
import sallyport.request.StartFailure.Kind;
import sallyport.request.Target;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandResponse;
import software.amazon.awssdk.services.ecs.model.Session;

/** The one call that starts a command, and what its answer means. It is never repeated, because it has no token. */
final class CommandStart {
    private static final Logger LOG = LoggerFactory.getLogger(CommandStart.class);

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final AwsClients clients;

    CommandStart(AwsClients clients) {
        this.clients = clients;
    }

    /** What became of the call. */
    sealed interface Answer {
        /** ECS took the command: from here on it may be running. */
        record Accepted(Session session) implements Answer {}

        /** It did not start and will not. */
        record Refused(StartFailure cause) implements Answer {}

        /** It may have started. */
        record Unanswered(String cause) implements Answer {}
    }

    Answer start(AwsTarget configured, Target target, String commandLine, AwsCredentials credentials) {
        try {
            return session(clients.starting(configured)
                    .executeCommand(request -> request.cluster(target.cluster())
                            .task(target.task())
                            .container(target.container())
                            .command(commandLine)
                            .interactive(true)
                            .overrideConfiguration(config ->
                                    config.credentialsProvider(StaticCredentialsProvider.create(credentials)))));
        } catch (AwsServiceException e) {
            return answered(target, e);
        } catch (SdkException e) {
            return unanswered(target, e);
        }
    }

    private static Answer session(ExecuteCommandResponse response) {
        return Optional.ofNullable(response.session())
                .filter(session -> session.sessionId() != null
                        && session.streamUrl() != null
                        && session.tokenValue() != null
                        && !session.tokenValue().isEmpty())
                .<Answer>map(Answer.Accepted::new)
                .orElseGet(() -> new Answer.Unanswered(
                        "ECS accepted the command and named no session, so its output cannot be read."));
    }

    /**
     * An answer with a client error is a refusal; after any other, ECS may have begun before it failed. What is not
     * AWS's answer proves nothing: something between us may have passed the call on and kept the answer back.
     */
    private static Answer answered(Target target, AwsServiceException error) {
        LOG.atInfo()
                .addKeyValue("target", target.alias())
                .addKeyValue("code", AwsErrors.code(error))
                .addKeyValue("aws_request", error.requestId())
                .log("ecs.execute-command.refused");
        var failure = AwsErrors.explain(doing(target), error);
        return AwsErrors.isFromAws(error) && error.statusCode() >= CLIENT_ERROR && error.statusCode() < SERVER_ERROR
                ? new Answer.Refused(refusal(target, error, failure))
                : new Answer.Unanswered(failure.sentence());
    }

    private static Answer unanswered(Target target, SdkException error) {
        LOG.atWarn().addKeyValue("target", target.alias()).setCause(error).log("ecs.execute-command.unanswered");
        var failure = AwsErrors.explain(doing(target), error);
        return ConnectFailure.reason(error).isPresent()
                ? new Answer.Refused(new StartFailure(Kind.AWS_REFUSED, failure.sentence()))
                : new Answer.Unanswered(failure.sentence());
    }

    private static String doing(Target target) {
        return "starting the command in " + target.alias();
    }

    private static StartFailure refusal(Target target, AwsServiceException error, AwsFailure failure) {
        return switch (AwsErrors.code(error)) {
            case "TargetNotConnectedException" ->
                new StartFailure(
                        Kind.EXEC_UNAVAILABLE,
                        "The exec agent in container " + target.container() + " of task " + target.taskId()
                                + " is not connected. If the task has just started, ask again in a minute. "
                                + ExecReadiness.WHAT_THE_AGENT_NEEDS
                                + " AWS access keys among the container's environment variables mislead it.");
            case "ClusterNotFoundException" -> new StartFailure(Kind.NO_SUCH_TARGET, failure.sentence());
            case "InvalidParameterException" -> invalid(target, error, failure);
            default -> new StartFailure(Kind.AWS_REFUSED, failure.sentence());
        };
    }

    /** One error for several causes, told apart by text only to give better advice; the text is not documented. */
    private static StartFailure invalid(Target target, AwsServiceException error, AwsFailure failure) {
        var words = AwsErrors.words(error).toLowerCase(Locale.ROOT);
        return words.contains("execute command") && (words.contains("enabled") || words.contains("running"))
                ? new StartFailure(
                        Kind.EXEC_UNAVAILABLE,
                        "ECS Exec does not reach task " + target.taskId() + ". ECS says: " + AwsErrors.words(error))
                : new StartFailure(Kind.AWS_REFUSED, failure.sentence());
    }
}
