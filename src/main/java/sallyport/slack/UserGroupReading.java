package sallyport.slack;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import sallyport.request.Person;

/** What Slack said about the user groups of the configuration, by their names there. */
public sealed interface UserGroupReading {
    /**
     * It answered.
     *
     * @param members who is in the groups that are as they should be
     * @param problems of the others, each a sentence without its full stop
     */
    record Answered(Map<String, Set<Person>> members, Map<String, String> problems) implements UserGroupReading {
        public Answered {
            members = Map.copyOf(members);
            problems = Map.copyOf(problems);
        }
    }

    /**
     * It did not.
     *
     * @param cause a sentence without its full stop
     * @param pause how long Slack wants to be left alone; zero if it did not say
     */
    record Unanswered(String cause, Duration pause) implements UserGroupReading {}
}
