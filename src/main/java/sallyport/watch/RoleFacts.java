package sallyport.watch;

import java.util.List;

/**
 * The role that a task's containers have.
 *
 * @param source where it was named, such as {@code taskDefinition.taskRoleArn}
 * @param ofInstance whether it is the instance's, since the task has none
 */
public record RoleFacts(String arn, String source, boolean ofInstance) {
    /** One statement of a trust policy. */
    public record Trust(boolean allows, List<String> services, List<String> actions, List<Condition> conditions) {
        public Trust {
            services = List.copyOf(services);
            actions = List.copyOf(actions);
            conditions = List.copyOf(conditions);
        }
    }

    /** One condition, such as {@code StringEquals aws:SourceAccount 111122223333}. */
    public record Condition(String operator, String key, List<String> values) {
        public Condition {
            values = List.copyOf(values);
        }
    }
}
