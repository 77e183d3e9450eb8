package sallyport.sandbox.aws.world;

import java.util.Optional;
import java.util.UUID;

/**
 * A container of a task.
 *
 * @param execAgent ECS Exec's agent, absent where exec is off
 */
public record Container(
        UUID id,
        ContainerDefinition definition,
        String runtimeId,
        String privateIp,
        Optional<Integer> exitCode,
        Optional<String> reason,
        Optional<ExecAgent> execAgent) {

    Container withAgent(Optional<ExecAgent> agent) {
        return new Container(id, definition, runtimeId, privateIp, exitCode, reason, agent);
    }

    Container ended(int code) {
        return new Container(id, definition, runtimeId, privateIp, Optional.of(code), reason, Optional.empty());
    }

    Container neverStarted(String why) {
        return new Container(
                id, definition, runtimeId, privateIp, Optional.empty(), Optional.of(why), Optional.empty());
    }
}
