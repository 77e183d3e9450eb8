package sallyport.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a verification found so far, in order; beyond {@link #LISTED} it only counts. Not thread-safe. */
final class Findings {
    /** A file that is wrong in more places is not read place by place. */
    static final int LISTED = 1_000;

    private final List<Finding> listed = new ArrayList<>();
    private long unlisted;

    void add(long line, String problem) {
        add(new Finding(line, Optional.empty(), problem));
    }

    void add(long line, String chain, String problem) {
        add(new Finding(line, Optional.of(chain), problem));
    }

    private void add(Finding finding) {
        if (listed.size() < LISTED) {
            listed.add(finding);
        } else {
            unlisted++;
        }
    }

    List<Finding> listed() {
        return List.copyOf(listed);
    }

    long unlisted() {
        return unlisted;
    }
}
