package sallyport.run;

/** An open ECS Exec session. Safe for use by many threads. */
public interface Session {
    /** The id by which AWS knows it, {@code ecs-execute-command-…}. */
    String id();

    /** Types Ctrl-C. */
    void interrupt();

    /**
     * Asks AWS to end the session; the direct process is killed, what it started may run on. The listener hears the
     * end.
     *
     * @return whether AWS confirmed it
     */
    boolean terminate();
}
