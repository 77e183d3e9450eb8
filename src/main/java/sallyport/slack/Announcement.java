package sallyport.slack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the owners of the targets are told without having asked. */
public sealed interface Announcement {
    /** When it came into force. */
    Instant at();

    /** What is different, in plain lines that need not be ours. */
    List<String> changes();

    /**
     * A new policy is in force.
     *
     * @param before the version it replaces, shortened; empty if there was no policy
     * @param now its own version, shortened; empty if there is none any more
     * @param inForceUntil given when it was in force before: until when it was
     */
    record PolicyChanged(
            Optional<String> before,
            Optional<String> now,
            Instant at,
            Optional<Instant> inForceUntil,
            List<String> changes)
            implements Announcement {
        public PolicyChanged {
            changes = List.copyOf(changes);
        }
    }

    /** Other people are in the groups of the configuration. */
    record PeopleChanged(Instant at, List<String> changes) implements Announcement {
        public PeopleChanged {
            changes = List.copyOf(changes);
        }
    }

    /** Other people are in the user groups of Slack that the configuration names. */
    record UserGroupsChanged(Instant at, List<String> changes) implements Announcement {
        public UserGroupsChanged {
            changes = List.copyOf(changes);
        }
    }

    /** Other schedules are in force, so others may be on call. */
    record OnCallChanged(Instant at, List<String> changes) implements Announcement {
        public OnCallChanged {
            changes = List.copyOf(changes);
        }
    }
}
