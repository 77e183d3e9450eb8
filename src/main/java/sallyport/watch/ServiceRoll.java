package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.request.Alias;

/**
 * The services that can be named, each in a line.
 *
 * @param entries targets of their own first, each part by its names
 * @param notes sentences on what is not listed, or listed without its state, and why
 */
public record ServiceRoll(List<Entry> entries, List<String> notes) {
    public ServiceRoll {
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }

    /** @param state empty when the reader may not see it, or it could not be had */
    public record Entry(Alias alias, Optional<State> state) {}

    /**
     * How a service is.
     *
     * @param rolloutState of its newest deployment, in ECS's word, or empty
     * @param deployedAt when its newest deployment began
     */
    public record State(
            String status,
            int desired,
            int running,
            int pending,
            boolean execEnabled,
            String revision,
            String rolloutState,
            Optional<Instant> deployedAt) {}
}
