package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sallyport.output.Pages;
import sallyport.output.Redactor;
import sallyport.output.TerminalText;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;

/**
 * Log lines as one message: a tag for the task, the time, the text; newest last, as many as one message holds. Pure.
 */
final class LogsMessage {
    private static final int TAG_LENGTH = 6;
    private static final DateTimeFormatter TIME = utc("HH:mm:ss");
    private static final DateTimeFormatter DATE_AND_TIME = utc("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DATE = utc("yyyy-MM-dd");

    private LogsMessage() {}

    /** @param heading whose logs, in Slack's markup */
    static SlackMessage of(String heading, LogAnswer answer) {
        return switch (answer) {
            case LogAnswer.Lines lines -> of(heading, lines);
            case LogAnswer.NotReadable not ->
                new SlackMessage(
                        "Logs",
                        List.of(
                                BlockKit.markup("heading", heading + ": not readable from here."),
                                BlockKit.line("explanation", not.explanation())));
        };
    }

    private static SlackMessage of(String heading, LogAnswer.Lines answer) {
        var pages = new Pages();
        var days = days(answer.lines());
        var stamp = days.size() > 1 ? DATE_AND_TIME : TIME;
        answer.lines().forEach(line -> pages.append(text(line, stamp) + "\n"));
        var page = pages.page(0, true);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("heading", heading));
        if (page.text().isEmpty()) {
            blocks.add(BlockKit.context("silence", "No lines in this range."));
        } else {
            blocks.add(BlockKit.preformatted("lines", page.text()));
        }
        var notes = notes(answer, page.skippedLines(), days);
        if (!notes.isEmpty()) {
            blocks.add(BlockKit.line("notes", String.join("\n", notes)));
        }
        return new SlackMessage("Logs", blocks);
    }

    private static String text(LogLine line, DateTimeFormatter stamp) {
        var tag = line.taskId().length() > TAG_LENGTH ? line.taskId().substring(0, TAG_LENGTH) : line.taskId();
        var terminal = new TerminalText();
        var plain = terminal.accept(ByteBuffer.wrap(line.text().getBytes(StandardCharsets.UTF_8))) + terminal.finish();
        return "[" + tag + "] " + stamp.format(line.at()) + " "
                + Redactor.redact(plain.strip()).strip();
    }

    private static List<String> notes(LogAnswer.Lines answer, long skipped, List<String> days) {
        var notes = new ArrayList<>(answer.notes());
        if (skipped > 0) {
            notes.add(Words.count(skipped, "older line does", "older lines do")
                    + " not fit into this message. Ask for a shorter range, or use --filter.");
        }
        if (answer.more()) {
            notes.add("There are older lines in this range; raise --tail to see more of them.");
        }
        if (!days.isEmpty()) {
            notes.add("Times are UTC" + (days.size() == 1 ? " of " + days.getFirst() : "") + ".");
        }
        return notes;
    }

    private static List<String> days(List<LogLine> lines) {
        return lines.stream().map(line -> DATE.format(line.at())).distinct().toList();
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
