package sallyport.store;

import java.util.Set;

/** What became of a transaction. */
sealed interface Transacted {
    /** All of it is written. */
    record Done() implements Transacted {}

    /**
     * Nothing of it is written.
     *
     * @param places which of its items, from 0, had a condition that did not hold
     */
    record Refused(Set<Integer> places) implements Transacted {
        public Refused {
            places = Set.copyOf(places);
        }
    }

    /** All or nothing of it is written, or still will be. */
    record Unanswered(String cause) implements Transacted {}
}
