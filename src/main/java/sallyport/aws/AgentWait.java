package sallyport.aws;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sallyport.request.StartFailure;
import sallyport.run.Resolution;
import software.amazon.awssdk.services.ecs.model.Container;

/** Waits for the exec agent of a container that has just started. */
final class AgentWait {
    /** Pauses between looks at an agent that is starting, 30 s together; it usually takes a few seconds. */
    static final List<Duration> PATIENCE = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(15));

    private final EcsReader reader;
    private final Pause pause;

    AgentWait(EcsReader reader, Pause pause) {
        this.reader = reader;
        this.pause = pause;
    }

    Resolution whenReady(Candidate chosen) throws InterruptedException {
        var candidate = chosen;
        for (var time : PATIENCE) {
            var answer = judge(candidate);
            if (answer.isPresent()) {
                return answer.get();
            }
            pause.of(time);
            var now = reader.task(chosen.target(), chosen.task().taskArn());
            if (now.isEmpty()) {
                return gone();
            }
            candidate = candidate.seen(now.get());
        }
        var last = candidate;
        return judge(last).orElseGet(() -> new Resolution.Impossible(ExecReadiness.stillPending(last)));
    }

    /** Empty while the agent is starting. */
    private static Optional<Resolution> judge(Candidate candidate) {
        return candidate
                .container()
                .map(container -> judge(candidate, container))
                .orElseGet(() -> Optional.of(gone()));
    }

    private static Optional<Resolution> judge(Candidate candidate, Container container) {
        return switch (ExecReadiness.of(candidate, container)) {
            case ExecReadiness.Ready() ->
                Optional.of(new Resolution.Resolved(candidate.resolved(container), candidate.suitable()));
            case ExecReadiness.Pending() -> Optional.empty();
            case ExecReadiness.Impossible(var cause) -> Optional.of(new Resolution.Impossible(cause));
        };
    }

    private static Resolution gone() {
        return new Resolution.Impossible(new StartFailure(
                StartFailure.Kind.NO_SUCH_TARGET, "The task went away while its exec agent was starting. Ask again."));
    }
}
