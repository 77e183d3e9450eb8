package sallyport.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sallyport.request.AfterReview;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.ExitCode;
import sallyport.request.Quorum;

/** What the policy says to a command. */
public sealed interface Decision {
    /** What the report-only rules would change about it. */
    Reported reported();

    /**
     * It may be asked for, on these terms. Where several rules match, each term is the strictest of theirs.
     *
     * @param rule the ids of the matching grants, in alphabetical order, separated by commas
     * @param command the names of the matching commands, likewise
     * @param argv what runs: the command's template filled with the typed values
     * @param quorum who must agree; none if nobody has to
     * @param expires how long it may wait for approval
     * @param startWithin how long after the last approval it may start
     * @param tickets forms that the ticket must have, all of them; none if no ticket is needed
     * @param deadline how long it may run
     * @param outputLimit bytes it may print
     * @param review the review owed afterwards, if it breaks the glass
     * @param escalation who may stand in after a while, if anybody
     * @param audience who sees what it prints
     * @param concurrency how many runs may run at once on the target, for each rule that says so
     * @param fanOut on how many tasks one request may run, at least 1
     */
    record Allowed(
            String rule,
            String command,
            Effect effect,
            Argv argv,
            ExitCode exitCode,
            Quorum quorum,
            boolean reasonRequired,
            List<TicketForm> tickets,
            Duration expires,
            Duration startWithin,
            Duration deadline,
            Binding binding,
            long outputLimit,
            Optional<AfterReview> review,
            Confirmation confirmation,
            Optional<Escalation> escalation,
            Audience audience,
            List<Concurrency> concurrency,
            int fanOut,
            Reported reported)
            implements Decision {
        public Allowed {
            tickets = List.copyOf(tickets);
            concurrency = List.copyOf(concurrency);
        }

        /** Those of its terms that a grant says, and not the command. */
        public Terms terms() {
            return new Terms(
                    quorum,
                    reasonRequired,
                    tickets,
                    expires,
                    startWithin,
                    binding,
                    review,
                    confirmation,
                    escalation,
                    concurrency,
                    fanOut);
        }

        /** Whether this ticket, or none, will do. */
        public boolean accepts(Optional<String> ticket) {
            return tickets.stream()
                    .allMatch(form -> ticket.filter(form::matches).isPresent());
        }
    }

    /**
     * It may not be asked for.
     *
     * @param explanation what was refused, why, and what comes nearest
     * @param reasons the rules that forbid it, or else those that came nearest to allowing it, nearest first
     */
    record Denied(String explanation, List<Reason> reasons, Reported reported) implements Decision {
        public Denied {
            reasons = List.copyOf(reasons);
        }

        /** A refusal that no report-only rule would change. */
        Denied(String explanation, List<Reason> reasons) {
            this(explanation, reasons, Reported.NOTHING);
        }
    }
}
