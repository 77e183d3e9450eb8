package sallyport.request;

import java.time.Duration;
import java.time.Instant;

/**
 * A run was let go on for longer than its rule says.
 *
 * @param until when its time is up now
 * @param by who let it, the last time
 */
public record Extension(Instant until, Person by) {
    /** How many of its rule's deadlines a run may take in all, however often it is extended. */
    public static final int MOST_DEADLINES = 2;

    /** The longest that a run of the request may take. */
    public static Duration longest(Request request) {
        return request.deadline().multipliedBy(MOST_DEADLINES);
    }

    /** As far as it may go, if it asks for more than that. */
    static Extension of(Request request, Phase.Running running, Event.ExtensionAsked asked) {
        var latest = running.since().plus(longest(request));
        var wanted = running.endsBy(request).plus(asked.amount());
        return new Extension(wanted.isBefore(latest) ? wanted : latest, asked.person());
    }
}
