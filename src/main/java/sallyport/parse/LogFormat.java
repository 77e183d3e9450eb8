package sallyport.parse;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How log lines are shown. */
public enum LogFormat {
    /** For people: the time, what JSON says in words, repeats counted. */
    SHORT,
    /** Every line as it was written, with its date, task and container. */
    DETAILED,
    /** One JSON object for each line, in a file, for programs. */
    JSON;

    static Optional<LogFormat> named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
