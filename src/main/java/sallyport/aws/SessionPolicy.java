package sallyport.aws;

import java.util.List;
import sallyport.request.Target;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The policy that narrows a run's credentials to its one container: whatever the target's role allows, a session under
 * this policy can do no more than the five things a run needs.
 */
final class SessionPolicy {
    /** Characters that {@code AssumeRole} takes; STS API reference. The longest names ECS allows stay below it. */
    static final int MAX_LENGTH = 2_048;

    /** Lets a session do nothing at all. */
    static final String NOTHING = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

    private static final JsonMapper JSON = JsonMapper.shared();

    private SessionPolicy() {}

    static String of(Target target) {
        var policy = JSON.createObjectNode().put("Version", "2012-10-17");
        policy.putArray("Statement")
                .add(start(target))
                // The resource that OpenDataChannel is checked against is not documented for ECS Exec sessions.
                .add(allow(List.of("ssmmessages:OpenDataChannel"), List.of("*")))
                .add(allow(
                        List.of("ssm:TerminateSession", "ssm:ResumeSession"),
                        List.of(arn(target, "ssm", target.account(), "session/ecs-execute-command-*"))))
                .add(allow(List.of("kms:GenerateDataKey"), List.of(arn(target, "kms", "*", "key/*"))));
        return JSON.writeValueAsString(policy);
    }

    private static ObjectNode start(Target target) {
        var statement = allow(List.of("ecs:ExecuteCommand"), List.of(target.cluster(), target.task()));
        statement.putObject("Condition").putObject("StringEquals").put("ecs:container-name", target.container());
        return statement;
    }

    private static ObjectNode allow(List<String> actions, List<String> resources) {
        var statement = JSON.createObjectNode().put("Effect", "Allow");
        actions.forEach(statement.putArray("Action")::add);
        resources.forEach(statement.putArray("Resource")::add);
        return statement;
    }

    private static String arn(Target target, String service, String account, String resource) {
        return String.join(":", "arn", Arns.partition(target.task()), service, target.region(), account, resource);
    }
}
