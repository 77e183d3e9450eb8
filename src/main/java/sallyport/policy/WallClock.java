package sallyport.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The clocks of one place. */
record WallClock(ZoneId zone) {
    /**
     * The first moment at which the clocks show this time or a later one: of a time that they show twice when summer
     * time ends the first, and for a time that they skip when it begins the moment of the jump. A later time never
     * gives an earlier moment, so no shift turns round.
     */
    Instant first(LocalDateTime time) {
        var rules = zone.getRules();
        var offsets = rules.getValidOffsets(time);
        return offsets.isEmpty() ? rules.getTransition(time).getInstant() : time.toInstant(offsets.getFirst());
    }

    LocalDateTime shown(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone);
    }
}
