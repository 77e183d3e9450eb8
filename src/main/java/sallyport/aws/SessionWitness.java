package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import sallyport.request.RequestId;
import sallyport.request.Target;
import sallyport.run.Witness;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionFilterKey;
import software.amazon.awssdk.services.ssm.model.SessionState;

/**
 * Looks in Session Manager for the session of a run, with the credentials that read. With a role the run's id is the
 * name of the role session, and so the end of the owner's ARN. Without one all our sessions have the same owner, and
 * only the container and the time tell: then one session is proof enough to end it, and two are none.
 */
final class SessionWitness {
    /** How much earlier than the claim a session may have begun by AWS's clock. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    /** The call is sent within ten seconds of the claim and answered within ten more. */
    private static final Duration START_TAKES = Duration.ofSeconds(30);

    private final AwsClients clients;

    SessionWitness(AwsClients clients) {
        this.clients = clients;
    }

    Witness look(RequestId run, AwsTarget configured, Target target, Instant claimedAt) {
        try {
            var sessions = Stream.of(SessionState.ACTIVE, SessionState.HISTORY)
                    .flatMap(state -> sessions(configured, target, state, claimedAt))
                    .toList();
            return configured.runningRole().isPresent() ? byOwner(run, sessions) : byTime(sessions, claimedAt);
        } catch (SdkException e) {
            return new Witness.Unanswered(
                    AwsErrors.explain("looking for the session of " + run, e).sentence());
        }
    }

    private Stream<Session> sessions(AwsTarget configured, Target target, SessionState state, Instant claimedAt) {
        var container = SessionFilter.builder()
                .key(SessionFilterKey.TARGET)
                .value(SessionNames.targetId(target))
                .build();
        return clients
                .ssm(configured)
                .describeSessionsPaginator(request -> request.state(state).filters(container))
                .sessions()
                .stream()
                .filter(session -> !session.startDate().isBefore(claimedAt.minus(CLOCKS)));
    }

    private static Witness byOwner(RequestId run, List<Session> sessions) {
        return sessions.stream()
                .filter(session -> session.owner().endsWith("/" + run))
                .findFirst()
                .<Witness>map(session -> new Witness.Found(session.sessionId()))
                .orElseGet(Witness.NotFound::new);
    }

    private static Witness byTime(List<Session> sessions, Instant claimedAt) {
        var near = sessions.stream()
                .filter(session -> session.startDate().isBefore(claimedAt.plus(START_TAKES)))
                .toList();
        return switch (near.size()) {
            case 0 -> new Witness.NotFound();
            case 1 -> new Witness.Found(near.getFirst().sessionId());
            default -> new Witness.Unanswered("Several sessions began in the container at that time.");
        };
    }
}
