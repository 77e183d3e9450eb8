package sallyport.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Scalar;

/** Reads one RE2 pattern. */
final class PatternReader {
    /**
     * Instructions of RE2's program. Matching takes at most their number times the characters of the value, so the
     * pattern that repeats a repetition and fills memory or seconds is refused when the file is read.
     */
    static final int MOST_INSTRUCTIONS = 350;

    private PatternReader() {}

    static Optional<Pattern> read(YamlFields fields, Scalar scalar) {
        try {
            var pattern = Pattern.compile(scalar.text());
            if (pattern.programSize() <= MOST_INSTRUCTIONS) {
                return Optional.of(pattern);
            }
            fields.problem(
                    scalar,
                    "The pattern is too large: " + pattern.programSize() + " steps, at most " + MOST_INSTRUCTIONS
                            + ". Repeat less, or use type text with max_length.");
        } catch (PatternSyntaxException e) {
            fields.problem(scalar, "The pattern is none of RE2: " + e.getDescription() + ".");
        }
        return Optional.empty();
    }
}
