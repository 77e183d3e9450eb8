package sallyport.request;

/** What an event does to a phase. */
public sealed interface Transition {
    /**
     * The request moves.
     *
     * @param to the new phase, which may be of the same kind
     * @param type the audit event's stable name, such as {@code approval.added}
     */
    record Moves(Phase to, String type) implements Transition {}

    /** Nothing changes, and why. */
    record Refused(Refusal why) implements Transition {}
}
