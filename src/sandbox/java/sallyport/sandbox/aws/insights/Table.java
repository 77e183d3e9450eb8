package sallyport.sandbox.aws.insights;

import java.util.List;

/**
 * What a query has come to after a command.
 *
 * @param columns the fields to show, in their order; none before a command names some
 * @param matched log events that no filter has left out
 * @param aggregated whether rows are lines of a statistic rather than log events
 */
record Table(List<Row> rows, List<String> columns, long matched, boolean aggregated) {
    Table withRows(List<Row> newRows) {
        return new Table(newRows, columns, matched, aggregated);
    }

    Table withColumns(List<String> newColumns) {
        return new Table(rows, newColumns, matched, aggregated);
    }
}
