package sallyport.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.request.Quorum;

/** What the report-only rules would change about a decision if they counted. */
public sealed interface Reported {
    Reported NOTHING = new Nothing();

    /** The ids of the report-only rules that would change it, in alphabetical order. */
    List<String> rules();

    /** Completes "it …", or empty if nothing would change. */
    Optional<String> words();

    /** The decision would be the same. */
    record Nothing() implements Reported {
        @Override
        public List<String> rules() {
            return List.of();
        }

        @Override
        public Optional<String> words() {
            return Optional.empty();
        }
    }

    /** What is allowed would be denied. */
    record Denial(List<String> rules) implements Reported {
        public Denial {
            rules = List.copyOf(rules);
        }

        @Override
        public Optional<String> words() {
            return Optional.of("would be denied by " + String.join(", ", rules));
        }
    }

    /**
     * What is denied would be allowed.
     *
     * @param quorum who would have to agree
     */
    record Permission(List<String> rules, Quorum quorum) implements Reported {
        public Permission {
            rules = List.copyOf(rules);
        }

        @Override
        public Optional<String> words() {
            return Optional.of("would be allowed by " + String.join(", ", rules)
                    + (quorum.needsNobody() ? " without approval" : " with approval by " + Words.approval(quorum)));
        }
    }

    /**
     * What is allowed would be allowed on stricter terms.
     *
     * @param changes each term that would differ
     */
    record StricterTerms(List<String> rules, List<Change> changes) implements Reported {
        public StricterTerms {
            rules = List.copyOf(rules);
            changes = List.copyOf(changes);
        }

        @Override
        public Optional<String> words() {
            return Optional.of(changes.stream()
                    .map(change -> change.term() + " " + change.then() + ", now " + change.now())
                    .collect(Collectors.joining(
                            "; ", "would stand on stricter terms by " + String.join(", ", rules) + ": ", "")));
        }
    }

    /**
     * One term, in the words of a policy file.
     *
     * @param term such as {@code approval}
     * @param then what it would be
     * @param now what it is
     */
    record Change(String term, String then, String now) {}
}
