package sallyport.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The questions that {@code insights} can ask. */
public enum NamedQuery {
    ERRORS_BY_MINUTE,
    TOP_MESSAGES,
    P95,
    BY_TASK;

    /** What people type, such as {@code errors-by-minute}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<NamedQuery> named(String word) {
        return Arrays.stream(values())
                .filter(query -> query.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(NamedQuery::word).toList();
    }
}
