package sallyport.request;

/**
 * Why a command was not started.
 *
 * @param kind what a program can act on
 * @param explanation a sentence for people: what happened and what to try
 */
public record StartFailure(Kind kind, String explanation) {
    /** The families of causes that lead to different next steps. */
    public enum Kind {
        /** ECS Exec cannot work on that service or task; logs and state are shown instead. */
        EXEC_UNAVAILABLE,
        /** The reporting wrapper needs {@code sh} and the image has none; may be asked again without exit code. */
        NO_SHELL,
        /** The container has no such program, or it is not executable. */
        NO_SUCH_PROGRAM,
        /** No such service, task or container. */
        NO_SUCH_TARGET,
        /** The requester may not ask at all: a guest, a deactivated account. */
        NOT_ELIGIBLE,
        /** AWS refused the call. */
        AWS_REFUSED,
        /** Its output could not have been kept. */
        NOT_RECORDABLE,
        /** The right to start it had run out before the call was sent. */
        TOO_LATE,
        /** More tasks run than the rule lets it run on. */
        TOO_MANY_TASKS,
        /** The requests for other tasks that belong to it were not all made. */
        LEFT_ALONE
    }
}
