package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import sallyport.output.Pages;
import sallyport.output.PlainLine;
import sallyport.request.RequestId;
import sallyport.watch.InsightsAnswer;

/** A question to CloudWatch Logs Insights, and its answer as a table. Pure. */
final class InsightsMessage {
    /** The id of its button's action; messages already posted carry it, so it does not change. */
    static final String STOP = "insights.stop";

    /** Characters of a cell; a longer one would push the others out of sight. */
    static final int WIDEST_CELL = 120;

    private static final String CUT = "…";

    /** As CloudWatch Logs Insights writes moments. */
    private static final Pattern WHOLE_SECOND = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\\.000$");

    private InsightsMessage() {}

    static SlackMessage underWay(RequestId id, String heading) {
        var button = ButtonElement.builder()
                .actionId(STOP)
                .text(PlainTextObject.builder().text("Stop").emoji(false).build())
                .value(id.value())
                .style("danger")
                .build();
        return new SlackMessage(
                "Asking about logs",
                List.of(
                        BlockKit.markup("heading", heading),
                        BlockKit.context("until", "CloudWatch Logs Insights is looking, for 2 min at the latest."),
                        BlockKit.actions("stop", List.of(button))));
    }

    static SlackMessage answered(String heading, InsightsAnswer answer) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("heading", heading));
        switch (answer) {
            case InsightsAnswer.Table table -> addTable(table, blocks);
            case InsightsAnswer.Stopped(var why, var scanned) ->
                blocks.add(BlockKit.line("why", why + " " + scanned(scanned)));
            case InsightsAnswer.NotAnswered(var explanation) -> blocks.add(BlockKit.line("why", explanation));
        }
        return new SlackMessage("Answer about logs", blocks);
    }

    private static void addTable(InsightsAnswer.Table table, List<LayoutBlock> blocks) {
        var lines = lines(table);
        int fitting = fitting(lines);
        if (table.rows().isEmpty()) {
            blocks.add(BlockKit.context("silence", "Nothing was found."));
        } else {
            blocks.add(BlockKit.preformatted("table", String.join("\n", lines.subList(0, fitting)) + "\n"));
        }
        var more = fitting < lines.size()
                ? Words.count(lines.size() - fitting, "row does", "rows do") + " not fit into this message. "
                : "";
        var cut = lines.stream().anyMatch(line -> line.contains(CUT)) ? "Long cells are cut (" + CUT + "). " : "";
        blocks.add(BlockKit.line("notes", more + cut + scanned(table.scannedBytes()) + " Times are UTC."));
    }

    private static int fitting(List<String> lines) {
        var pages = new Pages();
        int count = 0;
        for (var line : lines) {
            pages.append(line + "\n");
            if (pages.page(0, true).skippedLines() > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    private static List<String> lines(InsightsAnswer.Table table) {
        var cells = new ArrayList<List<String>>();
        cells.add(table.columns().stream().map(InsightsMessage::cell).toList());
        table.rows()
                .forEach(
                        row -> cells.add(row.stream().map(InsightsMessage::cell).toList()));
        var widths = IntStream.range(0, table.columns().size())
                .map(column -> cells.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return cells.stream().map(row -> padded(row, widths)).toList();
    }

    private static String padded(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String cell(String text) {
        var line = withoutMillis(PlainLine.of(text).replace('\n', ' ').replace('\t', ' '));
        if (line.length() <= WIDEST_CELL) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(WIDEST_CELL - 1)) ? WIDEST_CELL - 1 : WIDEST_CELL;
        return line.substring(0, end) + CUT;
    }

    /** Of a moment that a bin begins with, which has none. */
    private static String withoutMillis(String cell) {
        return WHOLE_SECOND.matcher(cell).replaceFirst("$1");
    }

    private static String scanned(long bytes) {
        if (bytes == 0) {
            return "Nothing was scanned.";
        }
        return amount(bytes) + (bytes == 1 ? " was scanned." : " were scanned.");
    }

    /** In whole units of a thousand, the largest that leaves no fraction of one. */
    private static String amount(long bytes) {
        if (bytes >= 1_000_000) {
            return Words.count(bytes / 1_000_000) + " MB";
        }
        return bytes >= 1_000 ? Words.count(bytes / 1_000) + " kB" : Words.count(bytes, "byte", "bytes");
    }
}
