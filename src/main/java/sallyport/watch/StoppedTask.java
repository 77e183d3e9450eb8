package sallyport.watch;

/** A task that has stopped, to be remembered. */
public record StoppedTask(TaskGroup group, TaskHistory history) {}
