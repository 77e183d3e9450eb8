package sallyport.sandbox.aws.insights;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/** Something that has a value in a row, under the name it has as a column. */
record Value(String name, Reading reading) {
    @FunctionalInterface
    interface Reading {
        Optional<String> of(Row row);
    }

    /** Numbers by their size, then other texts. */
    static final Comparator<String> ORDER = (left, right) -> {
        var leftNumber = number(left);
        var rightNumber = number(right);
        if (leftNumber.isPresent() && rightNumber.isPresent()) {
            return leftNumber.get().compareTo(rightNumber.get());
        }
        return left.compareTo(right);
    };

    static Value field(String name) {
        return new Value(name, row -> row.value(name));
    }

    static Value literal(String text) {
        return new Value(text, row -> Optional.of(text));
    }

    Optional<String> of(Row row) {
        return reading.of(row);
    }

    Value named(String newName) {
        return new Value(newName, reading);
    }

    static Optional<BigDecimal> number(String text) {
        return text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
