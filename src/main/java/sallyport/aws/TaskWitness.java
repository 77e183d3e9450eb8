package sallyport.aws;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.Task;

/** Is shown every task that a read of ECS brings. Never blocks. Safe for use by many threads. */
@FunctionalInterface
interface TaskWitness {
    /** Looks away. */
    TaskWitness NONE = (_, _) -> {};

    void saw(AwsTarget target, List<Task> tasks);
}
