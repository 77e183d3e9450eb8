package sallyport.run;

import sallyport.request.StartFailure;

/** What became of the one call that starts a command. */
public sealed interface Opening {
    /** A session is open; its listener will hear how it ends, exactly once. */
    record Opened(Session session) implements Opening {}

    /** ECS refused, or was not asked: the command did not start. */
    record Refused(StartFailure cause) implements Opening {}

    /** ECS did not answer: the command may have started. Never ask again. */
    record Unanswered(String cause) implements Opening {}
}
