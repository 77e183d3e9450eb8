package sallyport.watch;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.UnaryOperator;

/**
 * A pattern of RE2 that is looked for in lines. RE2 takes at most its program's steps for each character, so both are
 * bounded: a line is looked at up to {@link #reach()}. Immutable, equal by its text.
 */
public final class LinePattern {
    /** Steps of RE2's program, as patterns in a policy have them. */
    static final int MOST_STEPS = 350;

    /** Steps times characters for one line, more than a policy has for one decision: 1 to 3 ms. */
    static final int PATIENCE = MOST_STEPS * MOST_STEPS;

    private final Pattern pattern;

    private LinePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** A pattern, or why it is none. */
    public sealed interface Reading {
        record Read(LinePattern pattern) implements Reading {}

        /** @param problem a sentence */
        record Refused(String problem) implements Reading {}
    }

    public static Reading read(String text) {
        try {
            var pattern = Pattern.compile(text);
            return pattern.programSize() <= MOST_STEPS
                    ? new Reading.Read(new LinePattern(pattern))
                    : new Reading.Refused("The pattern is too large: " + pattern.programSize() + " steps, at most "
                            + MOST_STEPS + ". Repeat less.");
        } catch (PatternSyntaxException e) {
            return new Reading.Refused("The pattern is none of RE2: " + e.getDescription() + ".");
        }
    }

    /** Characters of a line that are looked at; what stands behind them is not searched. */
    public int reach() {
        return PATIENCE / Math.max(1, pattern.programSize());
    }

    boolean isIn(String line) {
        return pattern.matcher(reachable(line)).find();
    }

    /** The line with each find replaced; an empty find is none. */
    public String mark(String line, UnaryOperator<String> marked) {
        var matcher = pattern.matcher(reachable(line));
        var shown = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                shown.append(line, from, matcher.start()).append(marked.apply(matcher.group()));
                from = matcher.end();
            }
        }
        return shown.append(line.substring(from)).toString();
    }

    private String reachable(String line) {
        return line.length() <= reach() ? line : line.substring(0, reach());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinePattern same && same.pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
