package sallyport.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import sallyport.request.Person;

/**
 * People on call in turn, without end. Handovers are counted on the clocks of the place: turns of whole days always
 * begin at the time of day of the first, and the turn in which summer time begins or ends is an hour shorter or longer.
 *
 * @param start when the first turn begins
 * @param length of a turn, as clocks show it; at least an hour
 * @param turns who is on call in one turn after the other, then from the beginning
 */
record Rotation(WallClock clock, LocalDateTime start, Duration length, List<Set<Person>> turns) {
    Rotation {
        turns = List.copyOf(turns);
    }

    /** Who is on call; nobody before the first turn. */
    Set<Person> at(Instant moment) {
        if (moment.isBefore(handover(0))) {
            return Set.of();
        }
        return turns.get(Math.floorMod(turn(moment), turns.size()));
    }

    /** The last turn that has begun; where clocks go back they show less than that. */
    private long turn(Instant moment) {
        long turn = Duration.between(start, clock.shown(moment)).dividedBy(length);
        while (!moment.isBefore(handover(turn + 1))) {
            turn++;
        }
        return turn;
    }

    private Instant handover(long turn) {
        return clock.first(start.plus(length.multipliedBy(turn)));
    }
}
