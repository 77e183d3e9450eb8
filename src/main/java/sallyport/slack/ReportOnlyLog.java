package sallyport.slack;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.approval.Submitted;
import sallyport.policy.Reported;
import sallyport.request.Person;

/** Logs what report-only rules would change about what is asked, for whoever tries them out. */
final class ReportOnlyLog {
    private static final Logger LOG = LoggerFactory.getLogger(ReportOnlyLog.class);

    private ReportOnlyLog() {}

    /**
     * One line for a submission that was stored, or denied, and would not be if the report-only rules counted.
     *
     * @param about the target as it was typed, or the request that is asked again
     */
    static void note(Submitted submitted, Person person, String about) {
        switch (submitted) {
            case Submitted.Stored(var entry, var allowed) ->
                note(allowed.reported(), person, about, entry.request().id().value());
            case Submitted.NotAllowed(var denied) -> note(denied.reported(), person, about, "none");
            case Submitted.ReasonMissing _,
                    Submitted.TicketMissing _,
                    Submitted.OneTaskOnly _,
                    Submitted.ReviewOverdue _,
                    Submitted.NoSuchTarget _,
                    Submitted.Repeated _,
                    Submitted.NotPossible _,
                    Submitted.Unavailable _ -> {}
        }
    }

    private static void note(Reported reported, Person person, String about, String request) {
        reported.words()
                .ifPresent(words -> LOG.atInfo()
                        .addKeyValue("request", request)
                        .addKeyValue("rules", String.join(",", reported.rules()))
                        .addKeyValue("person", person.teamId() + "/" + person.userId())
                        .addKeyValue("about", Printable.line(about))
                        .log("policy.report-only: it {}", words));
    }
}
