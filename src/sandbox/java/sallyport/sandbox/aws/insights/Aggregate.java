package sallyport.sandbox.aws.insights;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A statistic over rows: its column and how it is worked out. */
record Aggregate(String name, Working working) {
    @FunctionalInterface
    interface Working {
        Optional<String> of(List<Row> rows);
    }

    Optional<String> of(List<Row> rows) {
        return working.of(rows);
    }

    /** Reads {@code count(*)}, {@code pct(field, 95)} and the like. */
    static Aggregate read(Tokens tokens, Expressions expressions) {
        var function = tokens.expect(Token.Kind.WORD, "a statistic such as count(*)");
        tokens.expect("(");
        var all = tokens.skip("*") || tokens.peek().is(")");
        var field = all ? Value.literal("*") : expressions.value();
        var percent = tokens.skip(",")
                ? tokens.expect(Token.Kind.NUMBER, "a percentage").text()
                : "";
        tokens.expect(")");
        var name = function.text() + "(" + field.name() + (percent.isEmpty() ? "" : ", " + percent) + ")";
        var working = working(function, field, percent);
        return new Aggregate(
                tokens.skip("as") ? tokens.expect(Token.Kind.WORD, "a name").text() : name, working);
    }

    private static Working working(Token function, Value field, String percent) {
        return switch (function.text().toLowerCase(Locale.ROOT)) {
            case "count" ->
                rows -> Optional.of(String.valueOf(texts(rows, field).size()));
            case "count_distinct" ->
                rows -> Optional.of(
                        String.valueOf(texts(rows, field).stream().distinct().count()));
            case "sum" -> rows -> Optional.of(sum(rows, field).toPlainString());
            case "avg" -> rows -> average(rows, field);
            case "min" -> rows -> texts(rows, field).stream().min(Value.ORDER);
            case "max" -> rows -> texts(rows, field).stream().max(Value.ORDER);
            case "pct" -> rows -> percentile(numbers(rows, field), new BigDecimal("0" + percent));
            default -> throw function.unexpected("a statistic that the sandbox simulates");
        };
    }

    private static List<String> texts(List<Row> rows, Value field) {
        return rows.stream().flatMap(row -> field.of(row).stream()).toList();
    }

    private static List<BigDecimal> numbers(List<Row> rows, Value field) {
        return texts(rows, field).stream()
                .flatMap(text -> Value.number(text).stream())
                .sorted()
                .toList();
    }

    private static BigDecimal sum(List<Row> rows, Value field) {
        return numbers(rows, field).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<String> average(List<Row> rows, Value field) {
        int count = numbers(rows, field).size();
        return count == 0
                ? Optional.empty()
                : Optional.of(sum(rows, field)
                        .divide(BigDecimal.valueOf(count), MathContext.DECIMAL32)
                        .toPlainString());
    }

    /** The nearest rank; the service's figure is an estimate. */
    private static Optional<String> percentile(List<BigDecimal> sorted, BigDecimal percent) {
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        int rank = (int) Math.ceil(percent.doubleValue() / 100 * sorted.size());
        return Optional.of(
                sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1)).toPlainString());
    }
}
