package sallyport.aws;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cuts a list into the pieces that one call of AWS takes. */
final class Batches {
    private Batches() {}

    /** In order, all of {@code size} but perhaps the last; none of an empty list. */
    static <T> Stream<List<T>> of(List<T> all, int size) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + size)));
    }
}
