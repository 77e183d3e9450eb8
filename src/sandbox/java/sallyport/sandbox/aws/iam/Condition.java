package sallyport.sandbox.aws.iam;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** One line of a Condition block: all of them must hold, each for any of its values. */
record Condition(String operator, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";
    private static final Set<String> KNOWN = Set.of(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringLike",
            "StringNotLike",
            "ArnEquals",
            "ArnLike",
            "Bool",
            "Null");

    /**
     * Checks the operator.
     *
     * @throws IllegalArgumentException if it is not simulated
     */
    Condition {
        values = List.copyOf(values);
        if (!KNOWN.contains(operator.replace(IF_EXISTS, ""))) {
            throw new IllegalArgumentException("The sandbox does not simulate the condition operator " + operator);
        }
    }

    boolean holds(RequestContext context) {
        var present = context.value(key);
        var base = operator.replace(IF_EXISTS, "");
        if (base.equals("Null")) {
            return values.contains(Boolean.toString(present.isEmpty()));
        }
        if (present.isEmpty()) {
            return operator.endsWith(IF_EXISTS) || base.startsWith("StringNot");
        }
        return compare(base, present.get());
    }

    /** Whether the outcome hangs on a key that nobody said anything about. */
    boolean isUndecided(RequestContext context) {
        return !operator.equals("Null") && context.value(key).isEmpty();
    }

    private boolean compare(String base, String present) {
        return switch (base) {
            case "StringNotEquals" -> !any(String::equals, present);
            case "StringNotLike" -> !any(Wildcard::matches, present);
            case "StringLike", "ArnLike", "ArnEquals" -> any(Wildcard::matches, present);
            case "StringEqualsIgnoreCase", "Bool" -> any(String::equalsIgnoreCase, present);
            default -> any(String::equals, present);
        };
    }

    private boolean any(BiPredicate<String, String> comparison, String present) {
        Optional<String> found =
                values.stream().filter(value -> comparison.test(value, present)).findAny();
        return found.isPresent();
    }
}
