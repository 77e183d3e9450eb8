package sallyport.policy;

import java.time.Duration;
import java.util.List;
import sallyport.request.Argv;
import sallyport.request.ExitCode;
import sallyport.request.Quorum;

/** What the policy says. */
public sealed interface Decision {
    /** It may be asked, on these terms. */
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

    /** It may not. */
    record Denied(String explanation, List<Reason> reasons) implements Decision {}
}
