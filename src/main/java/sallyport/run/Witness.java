package sallyport.run;

/** What AWS says about whether a run was started, when nobody of ours can. */
public sealed interface Witness {
    /** AWS opened a session for it. */
    record Found(String sessionId) implements Witness {}

    /** AWS knows of none, yet; one may still come as long as a signed call can be on its way. */
    record NotFound() implements Witness {}

    /** AWS did not say. */
    record Unanswered(String cause) implements Witness {}
}
