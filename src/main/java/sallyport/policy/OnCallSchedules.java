package sallyport.policy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import sallyport.request.Person;

/** The schedules of a file. Immutable and pure. */
public final class OnCallSchedules implements OnCall {
    private final String text;
    private final Map<String, Schedule> schedules;

    OnCallSchedules(String text, Map<String, Schedule> schedules) {
        this.text = text;
        this.schedules = Map.copyOf(schedules);
    }

    /** No file: no schedules. */
    public static OnCallSchedules none() {
        return new OnCallSchedules("", Map.of());
    }

    /**
     * Reads a file of schedules. All of it must be right, or none of it is in force.
     *
     * @param teams the workspaces whose members its ids are
     * @param listed the groups of the configuration, whose names no schedule may have
     */
    public static OnCallReading read(String text, Set<String> teams, Set<String> listed) {
        return OnCallFile.read(text, teams, listed);
    }

    /** The whole text it was read from; the audit trail keeps it. */
    public String text() {
        return text;
    }

    /** SHA-256 of the text in UTF-8, as 64 lower-case hexadecimal digits. */
    public String version() {
        return TextVersion.of(text);
    }

    @Override
    public Set<String> schedules() {
        return schedules.keySet();
    }

    @Override
    public Map<String, Set<Person>> at(Instant moment) {
        return each(schedule -> schedule.at(moment));
    }

    /** Everybody who is on call at any time, by schedule. */
    public Map<String, Set<Person>> everybody() {
        return each(Schedule::everybody);
    }

    private Map<String, Set<Person>> each(Function<Schedule, Set<Person>> people) {
        var each = new HashMap<String, Set<Person>>();
        schedules.forEach((name, schedule) -> each.put(name, people.apply(schedule)));
        return each;
    }
}
