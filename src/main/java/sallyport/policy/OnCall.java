package sallyport.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import sallyport.request.Person;

/**
 * Who is on call. A schedule's name is the name of a group: of those who are on call under it at the moment. Answers at
 * once and from memory, since submissions wait for it; whoever asks a service far away keeps what it last said. Safe
 * for use by many threads.
 */
public interface OnCall {
    /** The schedules, whoever is on call. */
    Set<String> schedules();

    /** The people on call at a moment, by schedule; every schedule is there, some with nobody. */
    Map<String, Set<Person>> at(Instant moment);
}
