package sallyport.request;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a command should run, as it was asked: before anybody looked at AWS.
 *
 * @param alias the configured target's name, or what {@link Aliases#find} takes for it
 * @param task a task id, its unique beginning or its ARN, or empty for any running task of the service
 * @param container a container's name, or empty for the target's default
 */
public record Selector(String alias, Optional<String> task, Optional<String> container) {
    private static final Pattern TASK_ARN = Pattern.compile("arn:[^:]+:ecs:([^:]+):([^:]+):task/([^/]+)/([^/]+)");

    /**
     * The same choice in the words people see: the target's own name, and of a task's ARN its id.
     *
     * @return empty if the task's ARN lies outside the target
     */
    public Optional<Selector> within(Alias target) {
        if (task.isEmpty() || !task.get().startsWith("arn:")) {
            return Optional.of(new Selector(target.name(), task, container));
        }
        var arn = TASK_ARN.matcher(task.get());
        return arn.matches() && target.isIn(arn.group(1), arn.group(2), arn.group(3))
                ? Optional.of(new Selector(target.name(), Optional.of(arn.group(4)), container))
                : Optional.empty();
    }
}
