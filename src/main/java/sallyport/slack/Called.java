package sallyport.slack;

import java.time.Duration;
import java.util.Set;

/** What a call to Slack gave. */
sealed interface Called<T> {
    /** Slack did it. */
    record Ok<T>(T value) implements Called<T> {}

    /** Too many calls: not done, ask again after the pause. */
    record RateLimited<T>(Duration retryAfter) implements Called<T> {}

    /**
     * Slack said no.
     *
     * @param error Slack's code, such as {@code not_in_channel}
     */
    record Refused<T>(String error) implements Called<T> {
        private static final Set<String> PASSING =
                Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org");

        /** Whether asking again can help. */
        boolean mayPass() {
            return PASSING.contains(error);
        }
    }

    /** No answer: it may have been done. */
    record Unanswered<T>(String cause) implements Called<T> {}
}
