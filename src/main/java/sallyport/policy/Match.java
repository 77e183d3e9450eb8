package sallyport.policy;

import sallyport.request.Argv;

/** Whether a typed argv is a command. */
sealed interface Match {
    /**
     * It is.
     *
     * @param argv the template filled with the typed values; what runs
     */
    record Matches(Argv argv) implements Match {}

    /**
     * It is not, and where it first differs in the reading that gets farthest.
     *
     * @param argument counted from 1, the program being the first
     */
    record Differs(int argument, String why) implements Match {
        String sentence() {
            return "argument " + argument + ": " + why;
        }
    }
}
