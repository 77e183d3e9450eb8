package sallyport.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.request.Person;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Entry;
import sallyport.yaml.YamlNode.Scalar;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

/** Reads a file of schedules, finding all of its problems in one pass. Used once. */
final class OnCallFile {
    private static final String VERSION = "1";
    private static final Pattern MEMBER = Pattern.compile("[UW][A-Z0-9]+");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?");
    /** Of a turn, from an hour to nearly three years. */
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,2})([hd])");

    private final Set<String> teams;
    private final Set<String> listed;
    private final List<YamlProblem> problems = new ArrayList<>();

    private OnCallFile(Set<String> teams, Set<String> listed) {
        this.teams = teams;
        this.listed = listed;
    }

    static OnCallReading read(String text, Set<String> teams, Set<String> listed) {
        return new OnCallFile(teams, listed).read(text);
    }

    private OnCallReading read(String text) {
        var schedules = new HashMap<String, Schedule>();
        switch (Yaml.read(text)) {
            case YamlReading.Broken(YamlProblem problem) -> problems.add(problem);
            case YamlReading.Read(var root) ->
                YamlFields.of(root, problems).ifPresent(document -> document(document, schedules));
        }
        return problems.isEmpty()
                ? new OnCallReading.Read(new OnCallSchedules(text, schedules))
                : new OnCallReading.Broken(problems.stream()
                        .sorted(Comparator.comparingInt(YamlProblem::line).thenComparingInt(YamlProblem::column))
                        .toList());
    }

    private void document(YamlFields document, Map<String, Schedule> schedules) {
        document.require("version", "schedules");
        document.node("version")
                .filter(version ->
                        !(version instanceof Scalar scalar && scalar.text().equals(VERSION)))
                .ifPresent(
                        version -> document.problem(version, "Schedules of version " + VERSION + " can be read here."));
        for (var entry : document.named("schedules")) {
            name(entry);
            YamlFields.of(entry.value(), problems)
                    .flatMap(this::schedule)
                    .ifPresent(schedule -> schedules.put(entry.key(), schedule));
        }
        document.refuseOthers();
    }

    private void name(Entry entry) {
        if (!Names.isName(entry.key())) {
            problems.add(new YamlProblem(entry.line(), entry.column(), Names.refusal(entry.key())));
        }
        if (listed.contains(entry.key())) {
            problems.add(new YamlProblem(
                    entry.line(),
                    entry.column(),
                    entry.key() + " is a group of the configuration already. Give the schedule another name."));
        }
    }

    private Optional<Schedule> schedule(YamlFields fields) {
        fields.require("zone");
        var clock =
                fields.scalar("zone").flatMap(scalar -> zone(fields, scalar)).map(WallClock::new);
        boolean planned =
                fields.node("shifts").isPresent() || fields.node("rotation").isPresent();
        if (!planned) {
            fields.problem(fields.place(), "A schedule needs shifts, rotation or both.");
        }
        var usual = clock.orElse(new WallClock(ZoneId.of("UTC")));
        var shifts = fields.node("shifts").isEmpty()
                ? List.<Shift>of()
                : fields.list("shifts").stream()
                        .flatMap(shift -> shift(shift, usual).stream())
                        .toList();
        var rotation = fields.fields("rotation").flatMap(turns -> rotation(turns, usual));
        fields.refuseOthers();
        return clock.map(_ -> new Schedule(shifts, rotation));
    }

    /** Only places: an offset such as +02:00 has no summer time, and would be an hour wrong for half of the year. */
    private static Optional<ZoneId> zone(YamlFields fields, Scalar scalar) {
        var known = new TreeSet<>(ZoneId.getAvailableZoneIds());
        return known.contains(scalar.text())
                ? Optional.of(ZoneId.of(scalar.text()))
                : refused(
                        fields,
                        scalar,
                        scalar.text() + " is not a time zone such as Europe/Vienna or UTC."
                                + Names.didYouMean(scalar.text(), known));
    }

    private Optional<Shift> shift(YamlFields fields, WallClock clock) {
        fields.require("from", "until", "people");
        var from = time(fields, "from");
        var until = time(fields, "until");
        var people = people(fields).stream().flatMap(Set::stream).collect(Collectors.toSet());
        fields.refuseOthers();
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            fields.scalar("until").ifPresent(place -> fields.problem(place, "until must be later than from."));
        }
        return from.flatMap(begin -> until.map(end -> new Shift(clock.first(begin), clock.first(end), people)));
    }

    private Optional<Rotation> rotation(YamlFields fields, WallClock clock) {
        fields.require("start", "length", "people");
        var start = time(fields, "start");
        var length = fields.scalar("length").flatMap(scalar -> length(fields, scalar));
        var turns = people(fields);
        fields.refuseOthers();
        return start.flatMap(first -> length.map(each -> new Rotation(clock, first, each, turns)));
    }

    private static Optional<LocalDateTime> time(YamlFields fields, String key) {
        return fields.scalar(key).flatMap(scalar -> {
            try {
                if (TIME.matcher(scalar.text()).matches()) {
                    return Optional.of(LocalDateTime.parse(scalar.text()));
                }
            } catch (DateTimeException _) {
                return notATime(fields, key, scalar);
            }
            return notATime(fields, key, scalar);
        });
    }

    private static Optional<LocalDateTime> notATime(YamlFields fields, String key, Scalar scalar) {
        return refused(fields, scalar, key + " must be a time of the zone such as 2026-03-02T08:00.");
    }

    private static Optional<Duration> length(YamlFields fields, Scalar scalar) {
        var parts = LENGTH.matcher(scalar.text());
        if (!parts.matches()) {
            return refused(fields, scalar, "length must be hours or days, such as 12h or 7d, at most 999 of them.");
        }
        long number = Long.parseLong(parts.group(1));
        return Optional.of(parts.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number));
    }

    /** One after the other, each in every workspace. */
    private List<Set<Person>> people(YamlFields fields) {
        var people = new ArrayList<Set<Person>>();
        for (var scalar : fields.scalars("people")) {
            if (MEMBER.matcher(scalar.text()).matches()) {
                people.add(teams.stream()
                        .map(team -> new Person(team, scalar.text()))
                        .collect(Collectors.toUnmodifiableSet()));
            } else {
                fields.problem(scalar, scalar.text() + " is not a member's id such as U0123ABCD.");
            }
        }
        return people;
    }

    private static <T> Optional<T> refused(YamlFields fields, Scalar at, String message) {
        fields.problem(at, message);
        return Optional.empty();
    }
}
