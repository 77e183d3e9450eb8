package sallyport.sandbox.aws.iam;

import java.util.Map;
import java.util.Optional;

/**
 * A role.
 *
 * @param trust who may assume it
 * @param policies what it is allowed, by the policies' names
 * @param boundary what it can be allowed at most
 */
public record Role(
        String name, PolicyDocument trust, Map<String, PolicyDocument> policies, Optional<PolicyDocument> boundary) {

    /** What lets the tasks of an account's services have a role. */
    public static final PolicyDocument TRUSTS_TASKS = PolicyDocument.of("{'Version':'2012-10-17','Statement':["
            + "{'Effect':'Allow','Principal':{'Service':'ecs-tasks.amazonaws.com'},'Action':'sts:AssumeRole'}]}");

    /** What the agent of ECS Exec needs. */
    public static final PolicyDocument EXEC = PolicyDocument.of(
            "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':['ssmmessages:CreateControlChannel',"
                    + "'ssmmessages:CreateDataChannel','ssmmessages:OpenControlChannel','ssmmessages:OpenDataChannel'],"
                    + "'Resource':'*'}]}");

    /** A task role with all that ECS Exec needs. */
    public static Role ofTask(String name) {
        return new Role(name, TRUSTS_TASKS, Map.of("ecs-exec", EXEC), Optional.empty());
    }

    public Role trusting(PolicyDocument other) {
        return new Role(name, other, policies, boundary);
    }

    public Role allowed(PolicyDocument instead) {
        return new Role(name, trust, Map.of("ecs-exec", instead), boundary);
    }

    public Role within(PolicyDocument limit) {
        return new Role(name, trust, policies, Optional.of(limit));
    }
}
