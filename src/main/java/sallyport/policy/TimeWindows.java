package sallyport.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Times of the week and single periods, by the clocks of one place: what they show is compared, so an hour that summer
 * time skips never comes, and one that it repeats counts twice. Immutable.
 */
record TimeWindows(ZoneId zone, List<Weekly> weekly, List<Period> periods) {
    TimeWindows {
        weekly = List.copyOf(weekly);
        periods = List.copyOf(periods);
    }

    /**
     * The same every week.
     *
     * @param days on which it begins
     * @param to exclusive; no later than {@code from} means on the next day
     */
    record Weekly(String text, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        Weekly {
            days = Set.copyOf(days);
        }

        boolean contains(LocalDateTime moment) {
            var time = moment.toLocalTime();
            var today = moment.getDayOfWeek();
            if (from.isBefore(to)) {
                return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
            }
            return (days.contains(today) && !time.isBefore(from))
                    || (days.contains(today.minus(1)) && time.isBefore(to));
        }
    }

    /** @param to exclusive */
    record Period(LocalDateTime from, LocalDateTime to) {
        boolean contains(LocalDateTime moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }

        String text() {
            return from + "/" + to;
        }
    }

    boolean contains(Instant at) {
        var moment = at.atZone(zone).toLocalDateTime();
        return weekly.stream().anyMatch(window -> window.contains(moment))
                || periods.stream().anyMatch(period -> period.contains(moment));
    }

    /** What the clocks show, such as {@code Sat 10:05}. */
    String clock(Instant at) {
        var moment = at.atZone(zone);
        return moment.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " "
                + moment.toLocalTime().withSecond(0).withNano(0);
    }

    /** As written, with the place. */
    String text() {
        return Stream.concat(weekly.stream().map(Weekly::text), periods.stream().map(Period::text))
                        .collect(Collectors.joining(", "))
                + " in " + zone;
    }
}
