package sallyport.policy;

import java.time.Duration;
import java.util.List;
import sallyport.request.Argv;
import sallyport.request.ExitCode;
import sallyport.request.Quorum;

/** What the policy says to a command. */
public sealed interface Decision {
    /**
     * It may be asked for, on these terms. Where several rules match, each term is the strictest of theirs.
     *
     * @param rule the ids of the matching grants, in alphabetical order, separated by commas
     * @param command the names of the matching commands, likewise
     * @param argv what runs: the command's template filled with the typed values
     * @param quorum who must agree; none if nobody has to
     * @param expires how long it may wait for approval
     * @param startWithin how long after the last approval it may start
     * @param deadline how long it may run
     */
    record Allowed(
            String rule,
            String command,
            Effect effect,
            Argv argv,
            ExitCode exitCode,
            Quorum quorum,
            boolean reasonRequired,
            Duration expires,
            Duration startWithin,
            Duration deadline)
            implements Decision {}

    /**
     * It may not be asked for.
     *
     * @param explanation what was refused, why, and what comes nearest
     * @param reasons the rules that forbid it, or else those that came nearest to allowing it, nearest first
     */
    record Denied(String explanation, List<Reason> reasons) implements Decision {
        public Denied {
            reasons = List.copyOf(reasons);
        }
    }
}
