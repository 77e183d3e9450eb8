package sallyport.simulation;

/** The design errors that a simulation worth having must find: each is put into what surrounds the real code. */
enum Flaw {
    NONE,
    /** The SDK repeats ExecuteCommand after a lost answer. */
    SDK_RETRY,
    /** A start whose holder is dead is started again instead of being settled. */
    START_AGAIN,
    /** A claim whose answer was lost is taken for won. */
    LOST_ANSWER_IS_WIN,
    /** A claim whose answer was lost is taken for lost. Safe, but slow: only the liveness bound finds it. */
    LOST_ANSWER_IS_LOSS,
    /** An approval is written whatever has been written since it was decided. */
    BLIND_APPROVAL,
    /** The time by which an approved request must start is not looked at. */
    NO_EXPIRY_IN_CLAIM,
    /** A start is called off while a signed call may still be on its way. */
    EARLY_NOT_STARTED,
    /** Output counts as kept before it is durable. */
    COUNTED_BEFORE_DURABLE,
    /** Ends are shown by whoever wrote them, from memory, and by nobody else. */
    SHOWN_FROM_MEMORY,
    /** A repeated slash command makes a second request. */
    NO_FIRST_SEEN_MARK,
    /** The requester's own approval counts. */
    SELF_APPROVAL,
    /** An end is written whatever has been written since it was decided. */
    BLIND_END,
    /** A replica that was taken over still counts output. */
    OUTPUT_NOT_FENCED,
    /** Who asks for one task is given any. */
    ANY_TASK_WILL_DO,
    /** Who waits for a run's end looks at the deadline that its rule says, whatever was extended since. */
    OLD_DEADLINE,
    /** A run may be extended for as long as anybody likes. */
    EXTENDED_WITHOUT_BOUND,
    /** A request that another one makes for its task is looked up before all of them are stored. */
    FAN_OUT_GATE_OPEN,
    /** Replicas whose clocks differ by more than two seconds claim and settle. */
    CLOCKS_UNCHECKED
}
