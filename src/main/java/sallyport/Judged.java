package sallyport;

import java.util.List;

/** Whether what stands in a file can come into force. */
sealed interface Judged<T> {
    record Good<T>(T value) implements Judged<T> {}

    /** @param problems what is wrong, one line each; at least one */
    record Refused<T>(List<String> problems) implements Judged<T> {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
