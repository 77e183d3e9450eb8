package sallyport.run;

/** How a session ended, as its channel told it. Says nothing about the command's exit code. */
public sealed interface SessionEnd {
    /** The agent closed it; all output was delivered. */
    record Closed() implements SessionEnd {}

    /** The agent closed it with words of its own, such as an idle timeout; all output was delivered. */
    record ClosedWith(String reason) implements SessionEnd {}

    /**
     * The agent could not start the command.
     *
     * @param agentText what the agent said
     */
    record NotStarted(String agentText) implements SessionEnd {}

    /** Output is missing: the bytes after what was delivered. */
    record Truncated(String what) implements SessionEnd {}

    /** The connection went away; the command may still run. */
    record ConnectionLost(String cause) implements SessionEnd {}
}
