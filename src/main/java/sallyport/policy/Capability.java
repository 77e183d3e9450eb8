package sallyport.policy;

/** Something that may be granted beside commands. */
public enum Capability {
    LOGS,
    DESCRIBE,
    TASKS
}
