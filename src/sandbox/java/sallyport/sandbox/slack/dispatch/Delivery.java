package sallyport.sandbox.slack.dispatch;

/** How one request to the application ended. */
sealed interface Delivery {

    /** The application answered in time, with whatever status. */
    record Answered(int status, String body, boolean noRetry) implements Delivery {
        boolean isAccepted() {
            return status >= 200 && status < 300;
        }
    }

    /** No complete answer within {@link AppLink#DEADLINE}. */
    record TimedOut() implements Delivery {}

    /** No connection, or one that broke. */
    record Unreachable(String why) implements Delivery {}

    default int status() {
        return this instanceof Answered(var status, var body, var noRetry) ? status : 0;
    }

    /** The word for the log and for people: {@code ok}, or what Slack's client calls the failure. */
    default String summary() {
        return switch (this) {
            case Answered answered -> answered.isAccepted() ? "ok" : "dispatch_failed";
            case TimedOut timedOut -> "operation_timeout";
            case Unreachable unreachable -> "dispatch_failed";
        };
    }
}
