package sallyport.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Scalar;

/** Reads the key {@code times}. */
final class TimeWindowsReader {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final String DAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String TIME = "([01][0-9]:[0-5][0-9]|2[0-3]:[0-5][0-9])";
    private static final Pattern WEEKLY =
            Pattern.compile(DAY + "(?:-" + DAY + ")? " + TIME + "-(?:" + TIME + "|(24:00))");
    private static final Pattern PERIOD = Pattern.compile("([0-9-]{10}T[0-9:]{5})/([0-9-]{10}T[0-9:]{5})");

    private final YamlFields fields;

    /** @param fields what stands under the key */
    TimeWindowsReader(YamlFields fields) {
        this.fields = fields;
    }

    Optional<TimeWindows> read() {
        fields.require("zone");
        var zone = fields.scalar("zone").flatMap(this::zone);
        var weekly = windows("weekly", this::weekly);
        var periods = windows("periods", this::period);
        if (fields.node("weekly").isEmpty() && fields.node("periods").isEmpty()) {
            fields.problem(fields.place(), "times needs weekly, periods or both.");
        }
        fields.refuseOthers();
        return zone.map(place -> new TimeWindows(place, weekly, periods));
    }

    private <T> List<T> windows(String key, Function<Scalar, Optional<T>> reader) {
        return fields.node(key).isEmpty()
                ? List.of()
                : fields.scalars(key).stream()
                        .flatMap(scalar -> reader.apply(scalar).stream())
                        .toList();
    }

    private Optional<ZoneId> zone(Scalar scalar) {
        try {
            return Optional.of(ZoneId.of(scalar.text()));
        } catch (DateTimeException _) {
            return refused(scalar, scalar.text() + " is not a time zone such as Europe/Vienna or UTC.");
        }
    }

    private Optional<TimeWindows.Weekly> weekly(Scalar scalar) {
        var parts = WEEKLY.matcher(scalar.text());
        if (!parts.matches()) {
            return refused(scalar, scalar.text() + " is not of the form Mon-Fri 08:00-17:00.");
        }
        var first = DAYS.indexOf(parts.group(1));
        var last = parts.group(2) == null ? first : DAYS.indexOf(parts.group(2));
        var to = parts.group(4) == null ? LocalTime.MIDNIGHT : LocalTime.parse(parts.group(4));
        return Optional.of(
                new TimeWindows.Weekly(scalar.text(), days(first, last), LocalTime.parse(parts.group(3)), to));
    }

    /** From one day to another, over the end of the week if need be. */
    private static Set<DayOfWeek> days(int first, int last) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (int day = first; ; day = (day + 1) % DAYS.size()) {
            days.add(DayOfWeek.of(day + 1));
            if (day == last) {
                return days;
            }
        }
    }

    private Optional<TimeWindows.Period> period(Scalar scalar) {
        var parts = PERIOD.matcher(scalar.text());
        try {
            if (parts.matches()) {
                var from = LocalDateTime.parse(parts.group(1));
                var to = LocalDateTime.parse(parts.group(2));
                if (from.isBefore(to)) {
                    return Optional.of(new TimeWindows.Period(from, to));
                }
            }
        } catch (DateTimeException _) {
            return notAPeriod(scalar);
        }
        return notAPeriod(scalar);
    }

    private Optional<TimeWindows.Period> notAPeriod(Scalar scalar) {
        return refused(scalar, scalar.text() + " is not a period such as 2026-12-20T18:00/2027-01-06T08:00.");
    }

    private <T> Optional<T> refused(Scalar at, String message) {
        fields.problem(at, message);
        return Optional.empty();
    }
}
