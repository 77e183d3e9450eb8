package sallyport.slack;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import sallyport.watch.TimeGrid;

/**
 * Figures over time as text: columns of eighth blocks (U+2581 to U+2588) beside a scale, over an axis of time. Pure.
 */
final class BlockChart {
    /** Eighths of a character, from none to all. */
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";

    private static final int EIGHTHS = 8;

    /** Stands where there is no figure. */
    static final char NOTHING = '·';

    /** Characters of the scale in front of the columns. */
    private static final int MARGIN = 4;

    private static final DateTimeFormatter TIME = utc("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = utc("MM-dd HH:mm");

    private final TimeGrid grid;
    private final int rows;

    BlockChart(TimeGrid grid, int rows) {
        this.grid = grid;
        this.rows = rows;
    }

    /** @param heights one for each column, from 0 to 1 */
    List<String> picture(List<OptionalDouble> heights, Scale scale) {
        int known = lastKnown(heights) + 1;
        var lines = new ArrayList<String>();
        for (int row = rows - 1; row >= 0; row--) {
            var line = new StringBuilder(margin(row == rows - 1 ? scale.topLabel() : row == 0 ? "0" : "", "│"));
            for (var height : heights.subList(0, known)) {
                line.append(cell(height, row));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** What is missing at the end may only be late, so it is left blank. */
    private static int lastKnown(List<OptionalDouble> heights) {
        int last = heights.size() - 1;
        while (last >= 0 && heights.get(last).isEmpty()) {
            last--;
        }
        return last;
    }

    private char cell(OptionalDouble height, int row) {
        if (height.isEmpty()) {
            return row == 0 ? NOTHING : ' ';
        }
        int filled = Math.clamp(Math.round(height.getAsDouble() * rows * EIGHTHS), 1, rows * EIGHTHS);
        return BLOCKS.charAt(Math.clamp(filled - row * EIGHTHS, 0, EIGHTHS));
    }

    /** When the first column begins, and the last one ends; in between what fits. */
    String axis() {
        var form = grid.period().multipliedBy(grid.columns()).compareTo(Duration.ofDays(1)) < 0 ? TIME : DAY_AND_TIME;
        var first = form.format(grid.begin());
        var last = form.format(grid.end());
        var middle = form.format(grid.at(grid.columns() / 2));
        var axis = new StringBuilder(first);
        int half = grid.columns() / 2;
        if (half > first.length() && half + middle.length() < grid.columns() - last.length()) {
            axis.append("─".repeat(half - first.length())).append(middle);
        }
        int rest = grid.columns() - axis.length() - last.length();
        return margin("", "└") + axis.append("─".repeat(Math.max(1, rest))).append(last);
    }

    private static String margin(String label, String edge) {
        return " ".repeat(Math.max(0, MARGIN - label.length())) + label + " " + edge;
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
