package sallyport.kill;

/**
 * Something on its way through a {@link Gate}.
 *
 * @param text for a call its head and body, decoded; for a piece of a data channel its bytes, unmasked
 */
record Passing(Way way, Moment moment, String text) {
    enum Way {
        /** From Slack to the application. */
        FROM_SLACK,
        /** From the application to Slack. */
        TO_SLACK,
        /** From the application to AWS, its ledger's table included. */
        TO_AWS,
        /** A piece of a data channel, from the application to the agent. */
        TO_AGENT,
        /** A piece of a data channel, from the agent to the application. */
        FROM_AGENT
    }

    enum Moment {
        /** It has not arrived. */
        BEFORE,
        /** It has been sent on, and there is no answer. */
        SENT,
        /** It has been done, and nobody has the answer. */
        DONE,
        /** The answer has been sent back. */
        ANSWERED
    }

    boolean says(String words) {
        return text.contains(words);
    }
}
