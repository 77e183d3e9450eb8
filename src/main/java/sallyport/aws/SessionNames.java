package sallyport.aws;

import sallyport.request.Target;

/** How Session Manager names what ECS calls a container. */
final class SessionNames {
    private SessionNames() {}

    /** The name under which the agent knows the container; part of the encryption context of an encrypted session. */
    static String targetId(Target target) {
        return "ecs:" + target.clusterName() + "_" + target.taskId() + "_" + target.runtimeId();
    }
}
