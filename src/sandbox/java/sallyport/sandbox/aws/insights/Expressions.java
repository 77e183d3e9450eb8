package sallyport.sandbox.aws.insights;

import java.util.HashSet;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads values and conditions. */
final class Expressions {
    private static final Map<String, Long> UNIT_MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L, "w", 604_800_000L);

    private final Tokens tokens;

    Expressions(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A field, a literal or {@code bin(5m)}, perhaps with a name of its own. */
    Value named() {
        var value = value();
        return tokens.skip("as")
                ? value.named(tokens.expect(Token.Kind.WORD, "a name").text())
                : value;
    }

    Value value() {
        var token = tokens.take();
        return switch (token.kind()) {
            case STRING, NUMBER -> Value.literal(token.text());
            case WORD -> tokens.peek().is("(") ? function(token) : Value.field(token.text());
            default -> throw token.unexpected("a field or a value");
        };
    }

    private Value function(Token name) {
        if (!name.is("bin")) {
            throw name.unexpected("a function that the sandbox simulates");
        }
        tokens.expect("(");
        var period = tokens.expect(Token.Kind.DURATION, "a period such as 5m");
        tokens.expect(")");
        long millis = millis(period);
        return new Value(
                "bin(" + period.text() + ")", row -> row.value("@timestamp").map(time -> Rows.bin(time, millis)));
    }

    private static long millis(Token period) {
        var unit = UNIT_MILLIS.get(period.text().replaceAll("\\d", ""));
        var count = Value.number(period.text().replaceAll("\\D", ""))
                .map(Number::longValue)
                .orElse(0L);
        if (unit == null || count < 1 || count > 10_000) {
            throw period.unexpected("a period such as 5m");
        }
        return count * unit;
    }

    Predicate<Row> condition() {
        var condition = conjunction();
        while (tokens.skip("or")) {
            condition = condition.or(conjunction());
        }
        return condition;
    }

    private Predicate<Row> conjunction() {
        var condition = term();
        while (tokens.skip("and")) {
            condition = condition.and(term());
        }
        return condition;
    }

    private Predicate<Row> term() {
        if (tokens.skip("not")) {
            return term().negate();
        }
        if (tokens.skip("(")) {
            var inner = condition();
            tokens.expect(")");
            return inner;
        }
        if (tokens.skip("ispresent")) {
            tokens.expect("(");
            var value = value();
            tokens.expect(")");
            return row -> value.of(row).isPresent();
        }
        return comparison(value());
    }

    private Predicate<Row> comparison(Value left) {
        if (tokens.skip("not")) {
            return tokens.skip("in")
                    ? in(left).negate()
                    : like(left, tokens.take()).negate();
        }
        if (tokens.skip("in")) {
            return in(left);
        }
        var operator = tokens.take();
        return switch (operator.text()) {
            case "=" -> compare(left, value(), order -> order == 0);
            case "!=" -> compare(left, value(), order -> order == 0).negate();
            case "<" -> compare(left, value(), order -> order < 0);
            case "<=" -> compare(left, value(), order -> order <= 0);
            case ">" -> compare(left, value(), order -> order > 0);
            case ">=" -> compare(left, value(), order -> order >= 0);
            default -> like(left, operator);
        };
    }

    private static Predicate<Row> compare(Value left, Value right, Predicate<Integer> holds) {
        return row -> left.of(row)
                .flatMap(l -> right.of(row).map(r -> holds.test(Value.ORDER.compare(l, r))))
                .orElse(false);
    }

    private Predicate<Row> in(Value value) {
        var wanted = new HashSet<String>();
        tokens.expect("[");
        do {
            var token = tokens.take();
            if (token.kind() != Token.Kind.STRING && token.kind() != Token.Kind.NUMBER) {
                throw token.unexpected("a value");
            }
            wanted.add(token.text());
        } while (tokens.skip(","));
        tokens.expect("]");
        return row -> value.of(row).filter(wanted::contains).isPresent();
    }

    /** {@code like} and {@code =~}, with a part of the text or with a regular expression. */
    private Predicate<Row> like(Value value, Token operator) {
        if (!operator.is("like") && !operator.is("=~")) {
            throw operator.unexpected("a comparison");
        }
        var token = tokens.take();
        var found = switch (token.kind()) {
            case STRING -> (Predicate<String>) text -> text.contains(token.text());
            case REGEX -> regex(token).asPredicate();
            default -> throw token.unexpected("a text or a /regular expression/");
        };
        return row -> value.of(row).filter(found).isPresent();
    }

    static Pattern regex(Token token) {
        try {
            return Pattern.compile(token.text());
        } catch (PatternSyntaxException e) {
            throw new MalformedQuery("invalid regular expression: " + e.getDescription(), token.start(), token.end());
        }
    }
}
