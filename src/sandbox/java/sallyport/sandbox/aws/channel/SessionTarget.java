package sallyport.sandbox.aws.channel;

import sallyport.sandbox.aws.world.ContainerFolder;

/** The container a session leads to. */
public record SessionTarget(String clusterName, String taskId, String runtimeId, ContainerFolder container) {

    /** The name Systems Manager knows the container by. */
    public String id() {
        return "ecs:" + clusterName + "_" + taskId + "_" + runtimeId;
    }
}
