package sallyport.watch;

import java.util.List;
import java.util.Optional;

/** The checks of an installation, by the ids that people and programs refer to, and what they can result in. */
public enum InstallationCheck {
    I0("The configuration", "configuration.md"),
    I1("Java", "configuration.md"),
    I2("The clock", "aws.md"),
    I3("The Slack token", "slack.md"),
    I4("The scopes of the Slack token", "slack.md"),
    I5("The owners' channels", "slack.md"),
    I6("The way into each target", "aws.md"),
    I7("The ledger", "configuration.md"),
    I8("The key of the audit trail", "audit.md"),
    I9("The policy", "policy.md"),
    I10("The transcripts", "configuration.md");

    private final String subject;
    private final String page;

    InstallationCheck(String subject, String page) {
        this.subject = subject;
        this.page = page;
    }

    public Check fine(String title, Evidence... evidence) {
        return of(Severity.FINE, title, Optional.empty(), evidence);
    }

    public Check information(String title, Evidence... evidence) {
        return of(Severity.INFORMATION, title, Optional.empty(), evidence);
    }

    public Check advice(String title, Remedy remedy, Evidence... evidence) {
        return of(Severity.ADVICE, title, Optional.of(remedy), evidence);
    }

    public Check blocks(String title, Remedy remedy, Evidence... evidence) {
        return of(Severity.BLOCKS, title, Optional.of(remedy), evidence);
    }

    /** @param why a sentence */
    public Check couldNotCheck(String why) {
        return of(Severity.COULD_NOT_CHECK, subject + ": " + why, Optional.empty());
    }

    private Check of(Severity severity, String title, Optional<Remedy> remedy, Evidence... evidence) {
        return new Check(name(), severity, title, List.of(evidence), remedy, "docs/" + page);
    }
}
