package sallyport.watch;

import java.util.Optional;

/**
 * Something a reader should know about a task or service.
 *
 * @param what a sentence: what is the case
 * @param remedy a sentence: what to try, when there is something to try
 */
public record Finding(String what, Optional<String> remedy) {
    static Finding of(String what) {
        return new Finding(what, Optional.empty());
    }

    static Finding of(String what, String remedy) {
        return new Finding(what, Optional.of(remedy));
    }
}
