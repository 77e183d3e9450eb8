package sallyport.watch;

import java.util.List;

/** The results of an examination, by their ids. */
public record Checks(List<Check> values) {
    public Checks {
        values = List.copyOf(values);
    }

    /** The first with that id. */
    public Check get(String id) {
        return values.stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + id));
    }
}
