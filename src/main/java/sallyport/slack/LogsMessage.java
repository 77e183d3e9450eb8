package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sallyport.output.Pages;
import sallyport.parse.LogCut;
import sallyport.parse.LogFormat;
import sallyport.watch.LinePattern;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;

/**
 * Log lines as one message, and a file for its thread when there are more than it holds. Pure.
 *
 * @param file all the lines, if the message does not have them
 */
record LogsMessage(SlackMessage message, Optional<ThreadFile> file) {
    /** Bytes of a file, so that Slack shows it as a snippet; it refuses longer ones with {@code snippet_too_large}. */
    static final int MAX_FILE_BYTES = 1_000_000;

    /**
     * How lines are shown.
     *
     * @param end which end of the range they are of
     * @param highlight what is marked
     */
    record Look(LogFormat format, LogCut.End end, Optional<LinePattern> highlight) {
        static final Look USUAL = new Look(LogFormat.SHORT, LogCut.End.TAIL, Optional.empty());
    }

    /**
     * Renders an answer.
     *
     * @param heading whose logs, in Slack's markup
     * @param name of whose logs, for a file
     */
    static LogsMessage of(String heading, String name, LogAnswer answer, Look look) {
        return switch (answer) {
            case LogAnswer.Lines lines -> new Rendering(heading, name, lines, look).message();
            case LogAnswer.NotReadable not ->
                new LogsMessage(
                        new SlackMessage(
                                "Logs",
                                List.of(
                                        BlockKit.markup("heading", heading + ": not readable from here."),
                                        BlockKit.line("explanation", not.explanation()))),
                        Optional.empty());
        };
    }

    private static final class Rendering {
        private final String heading;
        private final String name;
        private final LogAnswer.Lines answer;
        private final Look look;
        private final List<String> text;
        private final List<String> notes;

        Rendering(String heading, String name, LogAnswer.Lines answer, Look look) {
            this.heading = heading;
            this.name = name;
            this.answer = answer;
            this.look = look;
            this.text = new LogText(look.format(), look.highlight()).of(answer.lines());
            this.notes = new ArrayList<>(answer.notes());
        }

        LogsMessage message() {
            var blocks = new ArrayList<LayoutBlock>();
            blocks.add(BlockKit.markup("heading", heading));
            var fitting = look.format() == LogFormat.JSON ? List.<String>of() : fitting();
            if (text.isEmpty()) {
                blocks.add(BlockKit.context("silence", "No lines in this range."));
            } else if (!fitting.isEmpty()) {
                blocks.add(BlockKit.preformatted("lines", String.join("\n", fitting) + "\n"));
            }
            var file = fitting.size() < text.size() ? Optional.of(file(fitting.size())) : Optional.<ThreadFile>empty();
            addNotes();
            if (!notes.isEmpty()) {
                blocks.add(BlockKit.line("notes", String.join("\n", notes)));
            }
            return new LogsMessage(new SlackMessage("Logs", blocks), file);
        }

        /** As many as one message holds, from the end that was asked for. */
        private List<String> fitting() {
            var pages = new Pages();
            int count = 0;
            for (var line : fromTheEnd(text)) {
                pages.append(line + "\n");
                if (pages.page(0, true).skippedLines() > 0) {
                    break;
                }
                count++;
            }
            return look.end() == LogCut.End.HEAD
                    ? text.subList(0, count)
                    : text.subList(text.size() - count, text.size());
        }

        private List<String> fromTheEnd(List<String> lines) {
            return look.end() == LogCut.End.HEAD ? lines : lines.reversed();
        }

        private ThreadFile file(int shown) {
            if (shown > 0) {
                notes.add("This message holds " + Words.count(shown) + " of " + Words.count(text.size())
                        + " lines of text; the file in its thread has all of them.");
            } else {
                notes.add("The lines are in the file in this message's thread.");
            }
            var kept = keptInFile();
            if (kept.size() < text.size()) {
                notes.add("The file holds " + Words.count(MAX_FILE_BYTES) + " bytes, so "
                        + Words.count(text.size() - kept.size(), "line is", "lines are")
                        + " in neither. Ask for a shorter range, or use --filter.");
            }
            var ending = look.format() == LogFormat.JSON ? ".jsonl" : ".txt";
            return new ThreadFile(name + "-logs" + ending, "Logs of " + name, String.join("\n", kept) + "\n");
        }

        private List<String> keptInFile() {
            var kept = new ArrayList<String>();
            int bytes = 0;
            for (var line : fromTheEnd(text)) {
                bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
                if (bytes > MAX_FILE_BYTES) {
                    break;
                }
                kept.add(line);
            }
            return look.end() == LogCut.End.HEAD ? kept : kept.reversed();
        }

        private void addNotes() {
            if (answer.more()) {
                notes.add(
                        look.end() == LogCut.End.HEAD
                                ? "There are newer lines in this range; raise --head to see more of them."
                                : "There are older lines in this range; raise --tail to see more of them.");
            }
            var days = answer.lines().stream()
                    .map(LogLine::at)
                    .map(LogText::day)
                    .distinct()
                    .toList();
            if (!days.isEmpty()) {
                notes.add("Times are UTC" + (days.size() == 1 ? " of " + days.getFirst() : "") + ".");
            }
        }
    }
}
