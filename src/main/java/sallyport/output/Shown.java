package sallyport.output;

import java.time.Duration;

/** What became of a page. */
public sealed interface Shown {
    /** People can read it. */
    record Done() implements Shown {}

    /** Too fast: nothing was shown, ask again after the pause. */
    record TooFast(Duration retryAfter) implements Shown {}

    /** It did not work this time and may next time. */
    record Failed(String cause) implements Shown {}

    /** It will never work: the thread or the channel is gone. */
    record Gone(String cause) implements Shown {}
}
