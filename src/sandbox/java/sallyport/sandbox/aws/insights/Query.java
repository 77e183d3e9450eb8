package sallyport.sandbox.aws.insights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query: commands between bars, each making one table of another. Known are {@code fields}, {@code display},
 * {@code filter}, {@code stats}, {@code sort}, {@code dedup}, {@code limit} and {@code parse} with a regular
 * expression.
 */
public final class Query {
    /** Rows of a result where the query names no other limit. */
    public static final int MOST_ROWS = 10_000;

    /** The rows to show, which of their fields, and how many log events were not left out. */
    public record Result(List<Row> rows, List<String> columns, long matched) {}

    private final Tokens tokens;
    private final Expressions expressions;
    private final List<UnaryOperator<Table>> commands = new ArrayList<>();

    private Query(String text) {
        this.tokens = Tokens.of(text);
        this.expressions = new Expressions(tokens);
    }

    /**
     * Reads a query.
     *
     * @throws MalformedQuery if it is not one, or has what the sandbox does not simulate
     */
    public static Query parse(String text) {
        var query = new Query(text);
        do {
            query.commands.add(query.command());
        } while (query.tokens.skip("|"));
        query.tokens.expect(Token.Kind.END, "'|' or the end of the query");
        return query;
    }

    /** Runs it over log events, newest first where nothing sorts them otherwise. */
    public Result run(List<Row> events, int limit) {
        var newestFirst =
                events.stream().sorted(by(Value.field("@timestamp")).reversed()).toList();
        var table = new Table(newestFirst, List.of(), events.size(), false);
        for (var command : commands) {
            table = command.apply(table);
        }
        var columns = table.columns().isEmpty() ? List.of("@timestamp", "@message") : table.columns();
        var shown = table.aggregated()
                ? columns
                : Stream.concat(columns.stream(), Stream.of("@ptr")).toList();
        return new Result(table.rows().stream().limit(limit).toList(), shown, table.matched());
    }

    private UnaryOperator<Table> command() {
        var command = tokens.take();
        return switch (command.text()) {
            case "fields" -> fields(true);
            case "display" -> fields(false);
            case "filter" -> filter();
            case "stats" -> stats();
            case "sort" -> sort();
            case "dedup" -> dedup();
            case "limit" -> limit();
            case "parse" -> parse();
            default -> throw command.unexpected("a command that the sandbox simulates");
        };
    }

    private <T> List<T> list(Supplier<T> element) {
        var list = new ArrayList<T>();
        do {
            list.add(element.get());
        } while (tokens.skip(","));
        return list;
    }

    private UnaryOperator<Table> fields(boolean added) {
        var values = list(expressions::named);
        var names = values.stream().map(Value::name).toList();
        return table -> {
            var columns = new ArrayList<>(added ? table.columns() : List.of());
            columns.addAll(names);
            return table.withRows(
                            table.rows().stream().map(row -> with(row, values)).toList())
                    .withColumns(columns);
        };
    }

    private static Row with(Row row, List<Value> values) {
        var changed = row;
        for (var value : values) {
            changed = changed.with(value.name(), value.of(changed));
        }
        return changed;
    }

    private UnaryOperator<Table> filter() {
        var condition = expressions.condition();
        return table -> {
            var rows = table.rows().stream().filter(condition).toList();
            return new Table(
                    rows, table.columns(), table.aggregated() ? table.matched() : rows.size(), table.aggregated());
        };
    }

    private UnaryOperator<Table> stats() {
        var aggregates = list(() -> Aggregate.read(tokens, expressions));
        var groups = tokens.skip("by") ? list(expressions::named) : List.<Value>of();
        var columns = Stream.concat(
                        groups.stream().map(Value::name), aggregates.stream().map(Aggregate::name))
                .toList();
        return table -> {
            var rows = table.rows().stream()
                    .collect(Collectors.groupingBy(
                            row -> groups.stream().map(group -> group.of(row)).toList(),
                            LinkedHashMap::new,
                            Collectors.toList()));
            var lines = rows.entrySet().stream()
                    .map(entry -> line(groups, entry.getKey(), aggregates, entry.getValue()))
                    .toList();
            return new Table(lines, columns, table.matched(), true);
        };
    }

    private static Row line(
            List<Value> groups, List<Optional<String>> key, List<Aggregate> aggregates, List<Row> rows) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int index = 0; index < groups.size(); index++) {
            var name = groups.get(index).name();
            key.get(index).ifPresent(value -> fields.put(name, value));
        }
        aggregates.forEach(aggregate -> aggregate.of(rows).ifPresent(value -> fields.put(aggregate.name(), value)));
        return new Row(fields);
    }

    private UnaryOperator<Table> sort() {
        var orders = list(this::order);
        var order = orders.stream().reduce(Comparator::thenComparing).orElseThrow();
        return table -> table.withRows(table.rows().stream().sorted(order).toList());
    }

    private Comparator<Row> order() {
        var value = tokens.peek().is("count") ? column() : expressions.value();
        if (tokens.skip("desc")) {
            return by(sorted(value)).reversed();
        }
        tokens.skip("asc");
        return by(sorted(value));
    }

    /** The column of a statistic, which has its text for a name: {@code count(*)}. */
    private Value column() {
        return Value.field(Aggregate.read(tokens, expressions).name());
    }

    /** A period is worked out from an event's time; in a line of a statistic it is a column. */
    private static Value sorted(Value value) {
        return new Value(value.name(), row -> row.value(value.name()).or(() -> value.of(row)));
    }

    private static Comparator<Row> by(Value value) {
        Function<Row, String> text = row -> value.of(row).orElse("");
        return Comparator.comparing(text, Value.ORDER);
    }

    private UnaryOperator<Table> dedup() {
        var values = list(expressions::value);
        return table -> {
            var first = new LinkedHashMap<List<Optional<String>>, Row>();
            table.rows()
                    .forEach(row -> first.putIfAbsent(
                            values.stream().map(value -> value.of(row)).toList(), row));
            return table.withRows(List.copyOf(first.values()));
        };
    }

    private UnaryOperator<Table> limit() {
        var token = tokens.expect(Token.Kind.NUMBER, "a number of rows");
        int most = token.text().matches("[1-9]\\d{0,4}") ? Integer.parseInt(token.text()) : 0;
        if (most < 1 || most > MOST_ROWS) {
            throw token.unexpected("a number of rows from 1 to " + MOST_ROWS);
        }
        return table -> table.withRows(table.rows().stream().limit(most).toList());
    }

    private UnaryOperator<Table> parse() {
        var value = tokens.peek().kind() == Token.Kind.REGEX ? Value.field("@message") : expressions.value();
        var regex = Expressions.regex(tokens.expect(Token.Kind.REGEX, "a /regular expression/ with named groups"));
        return table -> table.withRows(table.rows().stream()
                .map(row -> {
                    var matcher = regex.matcher(value.of(row).orElse(""));
                    return matcher.find()
                            ? with(
                                    row,
                                    regex.namedGroups().keySet().stream()
                                            .map(group -> Value.literal(matcher.group(group))
                                                    .named(group))
                                            .toList())
                            : row;
                })
                .toList());
    }
}
