package sallyport.parse;

import static sallyport.parse.ProgramOptions.IGNORED;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import sallyport.parse.ProgramOptions.Sorted;

/** Reads {@code grep} on logs as {@code --grep} or {@code --exclude}. Counting and listing names show no lines. */
final class GrepReader {
    static final String PATTERN = "pattern";

    private static final String CASELESS = "caseless";
    private static final String INVERTED = "inverted";
    private static final String EXTENDED = "extended";
    private static final String FIXED = "fixed";
    private static final String WORD = "word";
    private static final String LINE = "line";
    private static final String RECURSIVE = "recursive";
    private static final String CONTEXT = "context";

    private static final ProgramOptions OPTIONS = new ProgramOptions(Optional.of(CONTEXT))
            .valued(PATTERN, "-e --regexp")
            .valued(CONTEXT, "-A -B -C --after-context --before-context --context")
            .bare(CASELESS, "-i -y --ignore-case")
            .bare(INVERTED, "-v --invert-match")
            .bare(EXTENDED, "-E -P --extended-regexp --perl-regexp")
            .bare(FIXED, "-F --fixed-strings")
            .bare(WORD, "-w --word-regexp")
            .bare(LINE, "-x --line-regexp")
            .bare(RECURSIVE, "-r -R --recursive")
            .bare(IGNORED, "-G -n -H -h -a -s --line-number --text --no-messages --color --colour --line-buffered");

    private GrepReader() {}

    static Optional<LogReading> of(String program, List<String> arguments) {
        return OPTIONS.sort(arguments).flatMap(sorted -> of(program, sorted));
    }

    private static Optional<LogReading> of(String program, Sorted sorted) {
        var operands = sorted.operands();
        boolean named = sorted.has(PATTERN);
        if (!named && operands.isEmpty()) {
            return Optional.empty();
        }
        var patterns = named ? sorted.values(PATTERN) : List.of(operands.getFirst());
        var files = named ? operands : operands.subList(1, operands.size());
        return ofFiles(sorted, files).map(reading -> found(reading, sorted, written(program, sorted, patterns)));
    }

    private static Optional<LogReading> ofFiles(Sorted sorted, List<String> files) {
        return sorted.has(RECURSIVE) && !files.isEmpty() && files.stream().allMatch(LogFile::isFolder)
                ? Optional.of(LogReading.EVERYTHING)
                : LogReader.ofFiles(files, LogReading.EVERYTHING);
    }

    private static LogReading found(LogReading reading, Sorted sorted, String pattern) {
        var matching = sorted.has(INVERTED)
                ? reading.matching(Optional.empty(), Optional.of(pattern))
                : reading.matching(Optional.of(pattern), Optional.empty());
        return sorted.has(CONTEXT) ? matching.noting("Lines around what is found are not shown.") : matching;
    }

    private static String written(String program, Sorted sorted, List<String> patterns) {
        var dialect = dialect(program, sorted);
        var pattern = patterns.stream()
                .map(dialect)
                .collect(Collectors.collectingAndThen(Collectors.toList(), LogReader::anyOf));
        if (sorted.has(LINE)) {
            pattern = "^(?:" + pattern + ")$";
        } else if (sorted.has(WORD)) {
            pattern = "\\b(?:" + pattern + ")\\b";
        }
        return (sorted.has(CASELESS) ? "(?i)" : "") + pattern;
    }

    private static UnaryOperator<String> dialect(String program, Sorted sorted) {
        if (program.equals("fgrep") || sorted.has(FIXED)) {
            return GrepPattern::fixed;
        }
        return program.equals("egrep") || sorted.has(EXTENDED) ? GrepPattern::extended : GrepPattern::basic;
    }
}
