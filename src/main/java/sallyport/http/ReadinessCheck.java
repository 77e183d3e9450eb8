package sallyport.http;

import java.util.Optional;

/**
 * One thing that must hold before traffic makes sense. Asked on every look at {@code /readyz}, so it must not block.
 */
@FunctionalInterface
public interface ReadinessCheck {
    /** A sentence that says what is missing, or empty when nothing is. */
    Optional<String> missing();

    /** A sentence that says what is not as it should be, though traffic makes sense; empty when all is well. */
    default Optional<String> degraded() {
        return Optional.empty();
    }
}
