package sallyport.policy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Person;

/** Shifts and a rotation. Whoever has one of them is on call, so where they overlap all are, and in a gap nobody. */
record Schedule(List<Shift> shifts, Optional<Rotation> rotation) {
    Schedule {
        shifts = List.copyOf(shifts);
    }

    Set<Person> at(Instant moment) {
        var people = new HashSet<Person>();
        shifts.stream().filter(shift -> shift.contains(moment)).forEach(shift -> people.addAll(shift.people()));
        rotation.ifPresent(turns -> people.addAll(turns.at(moment)));
        return people;
    }

    /** Everybody who is on call at any time. */
    Set<Person> everybody() {
        var people = new HashSet<Person>();
        shifts.forEach(shift -> people.addAll(shift.people()));
        rotation.ifPresent(turns -> turns.turns().forEach(people::addAll));
        return people;
    }
}
