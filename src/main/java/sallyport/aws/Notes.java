package sallyport.aws;

import java.util.HashSet;
import java.util.Set;
import sallyport.watch.LogSink;

/** Tells a follow's reader each sentence once. Not thread-safe. */
final class Notes {
    private final LogSink sink;
    private final Set<String> told = new HashSet<>();

    Notes(LogSink sink) {
        this.sink = sink;
    }

    void tell(String sentence) {
        if (told.add(sentence)) {
            sink.note(sentence);
        }
    }
}
