package sallyport.watch;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One container of a task.
 *
 * @param imageDigest {@code sha256:…} or empty
 * @param exitCode present once it stopped with one
 * @param reason ECS's words, or empty
 * @param execAgent the state of the exec agent in it: {@code RUNNING}, {@code PENDING}, {@code STOPPED}
 */
public record ContainerState(
        String name,
        String image,
        String imageDigest,
        String lastStatus,
        OptionalInt exitCode,
        String reason,
        String runtimeId,
        Optional<String> execAgent) {}
