package sallyport.request;

/**
 * Where a command would run, as AWS answered: one container of one task.
 *
 * @param alias the configured target's name
 * @param account AWS account id, twelve digits
 * @param region AWS region
 * @param cluster cluster ARN
 * @param service service name
 * @param taskDefinition task definition ARN with its revision
 * @param container container name
 * @param imageDigest {@code sha256:…}, or empty when ECS reports none
 * @param task task ARN
 * @param runtimeId the container's runtime id, part of the SSM target name
 */
public record Target(
        String alias,
        String account,
        String region,
        String cluster,
        String service,
        String taskDefinition,
        String container,
        String imageDigest,
        String task,
        String runtimeId) {

    /** The last part of the task ARN, the id that people see. */
    public String taskId() {
        return task.substring(task.lastIndexOf('/') + 1);
    }

    /** {@code family:revision}, the last part of the task definition's ARN. */
    public String revision() {
        return taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
    }

    /** The last part of the cluster's ARN. */
    public String clusterName() {
        return cluster.substring(cluster.lastIndexOf('/') + 1);
    }

    /**
     * Whether an approval given for this target holds for the other one: same place, same revision, same image. The
     * task itself may differ, because autoscaling and replacement must not void an approval (design decision 20).
     */
    public boolean sameRevisionAs(Target other) {
        return account.equals(other.account)
                && region.equals(other.region)
                && cluster.equals(other.cluster)
                && service.equals(other.service)
                && taskDefinition.equals(other.taskDefinition)
                && container.equals(other.container)
                && imageDigest.equals(other.imageDigest);
    }
}
