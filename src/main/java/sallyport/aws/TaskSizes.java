package sallyport.aws;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import sallyport.watch.Usage;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** How much of CPU and memory a task definition gives a task. Pure. */
final class TaskSizes {
    /** As the API answers them; it takes {@code 1 vCPU} as well, and turns it into units. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private TaskSizes() {}

    /** Of the task as a whole where it says so, as it must on Fargate; otherwise what its containers reserve. */
    static Usage.TaskSize of(TaskDefinition definition) {
        var cpu = number(definition.cpu());
        var memory = number(definition.memory());
        return new Usage.TaskSize(
                Arns.lastPart(EcsStates.orEmpty(definition.taskDefinitionArn())),
                cpu.or(() -> sum(definition, container -> Optional.ofNullable(container.cpu()))),
                memory.or(() -> sum(definition, TaskSizes::memory)),
                cpu.isPresent() && memory.isPresent());
    }

    private static Optional<Integer> memory(ContainerDefinition container) {
        return Optional.ofNullable(container.memoryReservation()).or(() -> Optional.ofNullable(container.memory()));
    }

    private static Optional<Integer> sum(
            TaskDefinition definition, Function<ContainerDefinition, Optional<Integer>> part) {
        int sum = definition.containerDefinitions().stream()
                .flatMap(container -> part.apply(container).stream())
                .mapToInt(Integer::intValue)
                .sum();
        return Optional.of(sum).filter(reserved -> reserved > 0);
    }

    private static Optional<Integer> number(String text) {
        return Optional.of(EcsStates.orEmpty(text))
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Integer::valueOf);
    }
}
