package sallyport.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sallyport.output.PlainLine;
import sallyport.output.Redactor;
import sallyport.parse.LogFormat;
import sallyport.watch.JsonLine;
import sallyport.watch.LinePattern;
import sallyport.watch.LogLine;
import sallyport.watch.LogRecords;
import sallyport.watch.LogRecords.LogRecord;
import sallyport.watch.TaskTags;
import tools.jackson.databind.json.JsonMapper;

/**
 * Log lines as text: without escapes and redacted first, then in the form that was asked for. What JSON hid in its own
 * escapes is redacted once more. One instance per stream of lines; not thread-safe.
 */
public final class LogText {
    private static final long SECONDS_OF_A_DAY = Duration.ofDays(1).toSeconds();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME = utc("HH:mm:ss");
    private static final DateTimeFormatter DATE_AND_TIME = utc("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter EXACT = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    /** What goes on from the line before is told from a new line by this. */
    private static final String INDENT = "    ";

    private final LogFormat format;
    private final Optional<LinePattern> highlight;
    /**
     * A key of several lines is redacted from its first to its last, so each container's lines have one redactor. Those
     * seen so far are kept, so that their tags stay what they were.
     */
    private final Map<LogLine.Source, Redactor> redactors = new LinkedHashMap<>();

    /** @param highlight what to mark */
    public LogText(LogFormat format, Optional<LinePattern> highlight) {
        this.format = format;
        this.highlight = highlight;
    }

    /** Lines of text without line ends; those of a stack trace follow its first, indented. */
    public List<String> of(List<LogLine> lines) {
        // One line after the other through all steps, since to walk through many lines takes as long as to look at
        // them.
        var clean = lines.stream().mapMulti(this::clean);
        return switch (format) {
            case SHORT -> concise(LogRecords.joined(clean));
            case DETAILED -> clean.mapMulti(this::detailed).toList();
            case JSON -> clean.map(LogText::json).toList();
        };
    }

    /** Drops the lines inside a key. */
    private void clean(LogLine line, Consumer<LogLine> shown) {
        var redactor = redactors.computeIfAbsent(line.source(), _ -> new Redactor());
        var text = redactor.accept(PlainLine.unredacted(line.text()).stripTrailing() + "\n");
        if (!text.isEmpty()) {
            shown.accept(line.withText(text.stripTrailing()));
        }
    }

    private List<String> concise(List<LogLine> lines) {
        var tags = TaskTags.of(redactors.keySet());
        var stamps = new Stamps(areOfOneDay(lines) ? TIME : DATE_AND_TIME);
        return lines.stream()
                .map(LogText::pretty)
                .gather(LogRecords.collapsing())
                .<String>mapMulti((record, shown) -> {
                    var head = tags.of(record.line()) + " "
                            + stamps.of(record.line().at()) + " ";
                    indented(head, record.line().text(), repeats(record, stamps), shown);
                })
                .toList();
    }

    private static LogLine pretty(LogLine line) {
        return JsonLine.pretty(line.text())
                .map(words -> line.withText(PlainLine.of(words)))
                .orElse(line);
    }

    private static boolean areOfOneDay(List<LogLine> lines) {
        return lines.stream().allMatch(line -> day(line) == day(lines.getFirst()));
    }

    private static long day(LogLine line) {
        return Math.floorDiv(line.at().getEpochSecond(), SECONDS_OF_A_DAY);
    }

    private static String repeats(LogRecord record, Stamps stamps) {
        return record.times() == 1 ? "" : " (×" + record.times() + " until " + stamps.of(record.last()) + ")";
    }

    /** Times to the second; of many lines of one second it is formatted once. */
    private static final class Stamps {
        private final DateTimeFormatter formatter;
        private long second = Long.MIN_VALUE;
        private String text = "";

        Stamps(DateTimeFormatter formatter) {
            this.formatter = formatter;
        }

        String of(Instant at) {
            if (at.getEpochSecond() != second) {
                second = at.getEpochSecond();
                text = formatter.format(at);
            }
            return text;
        }
    }

    private void indented(String head, String text, String tail, Consumer<String> shown) {
        int end = text.indexOf('\n');
        if (end < 0) {
            shown.accept(head + marked(text.strip()) + tail);
            return;
        }
        shown.accept(head + marked(text.substring(0, end).strip()) + tail);
        for (var part : text.substring(end + 1).split("\n", -1)) {
            shown.accept(INDENT + marked(part));
        }
    }

    private void detailed(LogLine line, Consumer<String> shown) {
        indented(EXACT.format(line.at()) + " " + line.taskId() + " " + line.container() + " ", line.text(), "", shown);
    }

    private String marked(String text) {
        return highlight
                .map(pattern -> pattern.mark(text, found -> "«" + found + "»"))
                .orElse(text);
    }

    private static String json(LogLine line) {
        return JSON.createObjectNode()
                .put("timestamp", EXACT.format(line.at()))
                .put("task", line.taskId())
                .put("container", line.container())
                .put("message", line.text())
                .toString();
    }

    static String day(Instant at) {
        return DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(at);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
