package sallyport.watch;

import java.util.Optional;
import java.util.function.Function;

/** Something asked of the outside: known, or not to be had and why. What is missing is never taken for good. */
public sealed interface Fact<T> {
    record Known<T>(T value) implements Fact<T> {}

    /** @param why a sentence: who denied it, or that there was no answer in time */
    record Missing<T>(String why) implements Fact<T> {}

    /** Empty if it is missing. */
    default Optional<T> known() {
        return switch (this) {
            case Known<T>(var value) -> Optional.of(value);
            case Missing<T> _ -> Optional.empty();
        };
    }

    /** Why it is missing; empty if it is known. */
    default Optional<String> whyMissing() {
        return switch (this) {
            case Known<T> _ -> Optional.empty();
            case Missing<T>(var why) -> Optional.of(why);
        };
    }

    /** What follows from it, if it is known. */
    default <R> Fact<R> then(Function<? super T, Fact<R>> next) {
        return switch (this) {
            case Known<T>(var value) -> next.apply(value);
            case Missing<T>(var why) -> new Missing<>(why);
        };
    }

    /** The same about a part of it. */
    default <R> Fact<R> map(Function<? super T, ? extends R> part) {
        return then(value -> new Known<>(part.apply(value)));
    }
}
