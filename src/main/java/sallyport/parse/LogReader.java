package sallyport.parse;

import static sallyport.parse.ProgramOptions.IGNORED;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.parse.ProgramOptions.Sorted;
import sallyport.request.Argv;

/**
 * Recognizes commands that do nothing but read a log: {@code cat}, {@code tail}, {@code head}, {@code less},
 * {@code grep} and their like on files that look like logs, {@code journalctl} and {@code docker logs}. Pure; knows the
 * options that people type, and leaves a command with any other one alone.
 */
final class LogReader {
    private static final String LINES = "lines";
    private static final String FOLLOW = "follow";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";

    private static final ProgramOptions TAIL = new ProgramOptions(Optional.of(LINES))
            .valued(LINES, "-n --lines")
            .bare(FOLLOW, "-f -F --follow")
            .bare(IGNORED, "-q -v --quiet --silent --verbose --retry")
            .valued(IGNORED, "-s --sleep-interval --pid");
    private static final ProgramOptions HEAD = new ProgramOptions(Optional.of(LINES))
            .valued(LINES, "-n --lines")
            .bare(IGNORED, "-q -v --quiet --silent --verbose");
    private static final ProgramOptions CAT = new ProgramOptions(Optional.empty())
            .bare(IGNORED, "-n -b -s -u -v -A -E -T -f --number --number-nonblank --squeeze-blank --show-all");
    private static final ProgramOptions LESS =
            new ProgramOptions(Optional.empty()).bare(IGNORED, "-R -S -N -X -F -r -i -I -n -e -E -M -f -s");
    private static final ProgramOptions JOURNAL = new ProgramOptions(Optional.empty())
            .valued(LINES, "-n --lines")
            .valued(SINCE, "-S --since")
            .valued(UNTIL, "-U --until")
            .valued(GrepReader.PATTERN, "-g --grep")
            .valued(IGNORED, "-u --unit -o --output -t --identifier")
            .bare(FOLLOW, "-f --follow")
            .bare(IGNORED, "-e -x -a -q -l --pager-end --catalog --all --quiet --no-pager --utc --no-hostname --full");
    private static final ProgramOptions DOCKER = new ProgramOptions(Optional.empty())
            .valued(LINES, "-n --tail")
            .valued(SINCE, "--since")
            .valued(UNTIL, "--until")
            .bare(FOLLOW, "-f --follow")
            .bare(IGNORED, "-t --timestamps --details");

    private static final Pattern AGO =
            Pattern.compile("-?(\\d{1,4}) ?(d|h|m|s)(?:ays?|ours?|in|ins|inutes?|ec|ecs|econds?)?(?: ago)?");

    private static final List<String> DIRECTORIES = List.of("/bin/", "/usr/bin/", "/usr/local/bin/");

    private LogReader() {}

    static Optional<LogReading> of(Argv argv) {
        var arguments = argv.arguments().subList(1, argv.arguments().size());
        return switch (program(argv)) {
            case "tail" -> TAIL.sort(arguments).flatMap(sorted -> tail(sorted, false));
            case "head" -> HEAD.sort(arguments).flatMap(sorted -> tail(sorted, true));
            case "cat", "zcat", "gzcat", "tac" -> CAT.sort(arguments).flatMap(LogReader::whole);
            case "less", "more", "zless", "zmore" -> LESS.sort(arguments).flatMap(LogReader::page);
            case "grep", "egrep", "fgrep", "zgrep" -> GrepReader.of(program(argv), arguments);
            case "journalctl" -> JOURNAL.sort(arguments).flatMap(LogReader::journal);
            case "docker" -> docker(arguments);
            default -> Optional.empty();
        };
    }

    private static String program(Argv argv) {
        return DIRECTORIES.stream()
                .filter(argv.program()::startsWith)
                .map(directory -> argv.program().substring(directory.length()))
                .findFirst()
                .orElse(argv.program());
    }

    private static Optional<LogReading> tail(Sorted sorted, boolean oldest) {
        boolean whole = !oldest
                && sorted.last(LINES).filter(lines -> lines.startsWith("+")).isPresent();
        var lines = whole
                ? Optional.of(LogReading.WHOLE)
                : count(sorted.last(LINES).orElse(String.valueOf(LogReading.USUAL_LINES)));
        return lines.flatMap(most -> ofFiles(sorted.operands(), LogReading.EVERYTHING.cut(most, oldest)))
                .map(reading -> reading.followed(sorted.has(FOLLOW)));
    }

    private static Optional<LogReading> whole(Sorted sorted) {
        return ofFiles(sorted.operands(), LogReading.EVERYTHING);
    }

    /** {@code less +F} follows, {@code +G} begins at the end. */
    private static Optional<LogReading> page(Sorted sorted) {
        var files = sorted.operands().stream()
                .filter(operand -> !operand.equals("+F") && !operand.equals("+G"))
                .toList();
        boolean follow = sorted.operands().contains("+F");
        return ofFiles(files, LogReading.EVERYTHING).map(reading -> reading.followed(follow));
    }

    /** The reading if all files are logs, and there is one. */
    static Optional<LogReading> ofFiles(List<String> files, LogReading reading) {
        if (files.isEmpty() || !files.stream().allMatch(LogFile::isLikely)) {
            return Optional.empty();
        }
        return Optional.of(
                files.stream().anyMatch(LogFile::isRotated)
                        ? reading.between(Optional.of(LogReading.ROTATED_SINCE), Optional.empty())
                                .noting("Logs know no files that were put aside; what was written in the last day is"
                                        + " looked through.")
                        : reading);
    }

    private static Optional<LogReading> journal(Sorted sorted) {
        var since = sorted.last(SINCE).flatMap(LogReader::ago);
        var until = sorted.last(UNTIL).flatMap(LogReader::ago);
        boolean understood = sorted.operands().isEmpty()
                && since.isPresent() == sorted.has(SINCE)
                && until.isPresent() == sorted.has(UNTIL);
        return understood ? driven(sorted, since, until).map(reading -> found(sorted, reading)) : Optional.empty();
    }

    private static LogReading found(Sorted sorted, LogReading reading) {
        return sorted.last(GrepReader.PATTERN)
                .map(pattern -> reading.matching(Optional.of(pattern), Optional.empty()))
                .orElse(reading);
    }

    /** How {@code logs} writes a time of {@code journalctl}; empty for one that a clock is needed for. */
    private static Optional<String> ago(String text) {
        if (text.equals("today")) {
            return Optional.of("1d");
        }
        if (text.equals("yesterday")) {
            return Optional.of("2d");
        }
        var matcher = AGO.matcher(text);
        boolean past = text.startsWith("-") || text.endsWith(" ago");
        return past && matcher.matches() ? Optional.of(matcher.group(1) + matcher.group(2)) : Optional.empty();
    }

    private static Optional<LogReading> docker(List<String> arguments) {
        int at = arguments.size() > 1 && arguments.getFirst().equals("container") ? 1 : 0;
        if (arguments.size() <= at || !arguments.get(at).equals("logs")) {
            return Optional.empty();
        }
        return DOCKER.sort(arguments.subList(at + 1, arguments.size()))
                .filter(sorted -> sorted.operands().size() == 1)
                .flatMap(sorted -> driven(sorted, sorted.last(SINCE), sorted.last(UNTIL)));
    }

    /** What reads no file but what the container's log driver or journal keeps. */
    private static Optional<LogReading> driven(Sorted sorted, Optional<String> since, Optional<String> until) {
        var lines = sorted.last(LINES)
                .filter(text -> !text.equals("all"))
                .map(LogReader::count)
                .orElse(Optional.of(sorted.has(FOLLOW) ? 0 : LogReading.WHOLE));
        return lines.map(most ->
                LogReading.EVERYTHING.cut(most, false).between(since, until).followed(sorted.has(FOLLOW)));
    }

    private static Optional<Integer> count(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** All of several, as one pattern. */
    static String anyOf(List<String> patterns) {
        return patterns.size() == 1
                ? patterns.getFirst()
                : patterns.stream().collect(Collectors.joining("|", "(?:", ")"));
    }
}
