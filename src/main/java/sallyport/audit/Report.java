package sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What was asked in a period, one row per request, in the order of asking. */
public final class Report {
    /** Names of chains asked for at once. */
    private static final int PAGE = 200;

    private Report() {}

    /** Reads the chains page by page; only the rows of the period are kept. */
    public static List<ReportRow> of(Ledger ledger, Instant from, Instant before) {
        var rows = new ArrayList<ReportRow>();
        var names = ledger.chains("", PAGE);
        while (!names.isEmpty()) {
            for (var name : names) {
                ReportRow.of(links(ledger.events(name)))
                        .filter(row ->
                                !row.askedAt().isBefore(from) && row.askedAt().isBefore(before))
                        .ifPresent(rows::add);
            }
            names = ledger.chains(names.getLast(), PAGE);
        }
        rows.sort(Comparator.comparing(ReportRow::askedAt));
        return rows;
    }

    private static List<Link> links(List<AuditEvent> chain) {
        return chain.stream()
                .map(event -> event.canonical().getBytes(StandardCharsets.UTF_8))
                .map(utf8 -> LinkReader.read(utf8, 0, utf8.length))
                .toList();
    }

    /**
     * The rows as RFC 4180 has them, with their header. A spreadsheet takes a cell that begins with one of {@code = +
     * - @} for a formula, and a requester's words must not become one, so such a cell begins with an apostrophe.
     */
    public static String csv(List<ReportRow> rows) {
        var text = new StringBuilder();
        rows.stream().findFirst().ifPresent(row -> line(text, row.cells().keySet()));
        rows.forEach(row -> line(text, row.cells().values()));
        return text.toString();
    }

    private static void line(StringBuilder text, Collection<String> cells) {
        text.append(cells.stream().map(Report::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(String text) {
        var shown = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + shown.replace("\"", "\"\"") + '"';
    }
}
