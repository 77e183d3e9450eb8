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
        return switch (this) {
            case PROVISIONING -> PENDING;
            case PENDING -> ACTIVATING;
            case ACTIVATING -> RUNNING;
            case RUNNING -> DEACTIVATING;
            case DEACTIVATING -> STOPPING;
            case STOPPING -> DEPROVISIONING;
            case DEPROVISIONING, STOPPED -> STOPPED;
        };
    }

    boolean isBefore(TaskStatus other) {
        return compareTo(other) < 0;
    }
}
