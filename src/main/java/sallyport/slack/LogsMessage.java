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
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

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
        answer.lines().forEach(line -> pages.append(text(line) + "\n"));
        var page = pages.page(0, true);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("heading", heading));
        if (page.text().isEmpty()) {
            blocks.add(BlockKit.context("silence", "No lines in this range."));
        } else {
            blocks.add(BlockKit.preformatted("lines", page.text()));
        }
        var notes = notes(answer, page.skippedLines());
        if (!notes.isEmpty()) {
            blocks.add(BlockKit.line("notes", String.join("\n", notes)));
        }
        return new SlackMessage("Logs", blocks);
    }

    private static String text(LogLine line) {
        var tag = line.taskId().length() > TAG_LENGTH ? line.taskId().substring(0, TAG_LENGTH) : line.taskId();
        var terminal = new TerminalText();
        var plain = terminal.accept(ByteBuffer.wrap(line.text().getBytes(StandardCharsets.UTF_8))) + terminal.finish();
        return "[" + tag + "] " + TIME.format(line.at()) + " "
                + Redactor.redact(plain.strip()).strip();
    }

    private static List<String> notes(LogAnswer.Lines answer, long skipped) {
        var notes = new ArrayList<>(answer.notes());
        if (skipped > 0) {
            notes.add(Words.count(skipped, "older line does", "older lines do")
                    + " not fit into this message. Ask for a shorter range, or use --filter.");
        }
        if (answer.more()) {
            notes.add("There are older lines in this range; raise --tail to see more of them.");
        }
        if (!answer.lines().isEmpty()) {
            notes.add("Times are UTC.");
        }
        return notes;
    }
}
