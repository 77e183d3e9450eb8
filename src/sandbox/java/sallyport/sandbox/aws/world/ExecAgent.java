package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Optional;

/** The agent of ECS Exec in one container, as ECS knows it: PENDING, RUNNING or STOPPED. */
public record ExecAgent(String status, Optional<Instant> lastStartedAt, Optional<String> reason) {

    public static ExecAgent pending() {
        return new ExecAgent("PENDING", Optional.empty(), Optional.empty());
    }

    public static ExecAgent runningSince(Instant at) {
        return new ExecAgent("RUNNING", Optional.of(at), Optional.empty());
    }

    public static ExecAgent stopped(Instant started, String reason) {
        return new ExecAgent("STOPPED", Optional.of(started), Optional.of(reason));
    }

    public boolean running() {
        return status.equals("RUNNING");
    }
}
