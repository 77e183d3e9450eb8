package sallyport.sandbox.aws.world;

/** The statuses of a task, in the order in which a task goes through them; the names are ECS's. */
public enum TaskStatus {
    PROVISIONING,
    PENDING,
    ACTIVATING,
    RUNNING,
    DEACTIVATING,
    STOPPING,
    DEPROVISIONING,
    STOPPED;

    TaskStatus next() {
        return this == STOPPED ? STOPPED : values()[ordinal() + 1];
    }

    boolean isBefore(TaskStatus other) {
        return compareTo(other) < 0;
    }
}
