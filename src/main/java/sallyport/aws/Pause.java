package sallyport.aws;

import java.time.Duration;

/** Waits. A port, so that a test of waiting need not wait. */
@FunctionalInterface
interface Pause {
    void of(Duration time) throws InterruptedException;
}
